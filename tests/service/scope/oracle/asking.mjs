// SPDX-License-Identifier: Apache-2.0
// Asks the program as somebody and holds what it says against what the oracle says. Which routes were held against the
// oracle is kept: the table of routes.mjs is held against that.
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { kept_fetch } from '../../kept_fetch.mjs';

/** What no fact says: when something was recorded, under which number, and where to read on; nor what chance a forecast has (tests/campaign/returns_test.cpp). */
const not_of_the_facts = new Set(['fid', 'revision', 'etag', 'edition', 'recorded_at', 'found_at', 'published_at', 'timeStamp', 'links', 'request_id', 'forecast_earliest', 'forecast_latest']);
/** An answer without those. */
export function plain(value) {
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !not_of_the_facts.has(key)).map(([key, one]) => [key, plain(one)]));
}
/** Some members of an object. */
export const pick = (value, keys) => Object.fromEntries(keys.map((key) => [key, value?.[key]]));
export const by_id = (one, other) => (one.id < other.id ? -1 : 1);

/** Where two values differ first: the path to it, and what stands there. */
function first_difference(said, wanted, path = '') {
  const objects = [said, wanted].every((one) => one !== null && typeof one === 'object');
  if (objects && Array.isArray(said) === Array.isArray(wanted))
    for (const key of new Set([...Object.keys(said), ...Object.keys(wanted)])) if (!isDeepStrictEqual(said[key], wanted[key])) return first_difference(said[key], wanted[key], `${path}.${key}`);
  return `${path || 'it'} is ${JSON.stringify(said)?.slice(0, 600)}\n  the oracle says ${JSON.stringify(wanted)?.slice(0, 600)}`;
}

export function asking(made, url) {
  const held = new Set();
  const differences = [];
  const numbers = new Map();
  let compared = 0;
  const ask = (path, caller, options = {}) =>
    kept_fetch(url() + path, { ...options, headers: { ...(caller?.name ? { authorization: `Bearer ${made.tokens[caller.name]}` } : {}), ...options.headers } });

  /** An area has one number, whoever asks and wherever it stands. */
  function number_areas(value, where) {
    if (value === null || typeof value !== 'object') return;
    if (value.code && value.fid !== undefined) {
      const known = numbers.get(value.code) ?? value.fid;
      numbers.set(value.code, known);
      if (known !== value.fid) differences.push(`${where}: ${value.code} is number ${value.fid}, elsewhere ${known}`);
    }
    for (const one of Object.values(value)) number_areas(one, where);
  }
  const note = (where, said, wanted) => {
    ++compared;
    if (!isDeepStrictEqual(said, wanted)) differences.push(`${where}: ${first_difference(said, wanted)}`);
  };
  /** That a route answers a caller what the oracle says, or with this status when that is a number. `look` is what of an answer is compared. */
  async function same(route, path, caller, wanted, look = plain) {
    held.add(route);
    const where = `${path} by ${caller.name ?? `anybody at level ${caller.role}`}`;
    const answer = await ask(path, caller);
    if (typeof wanted === 'number') return void (await answer.arrayBuffer(), note(where, answer.status, wanted));
    if (answer.status !== 200) return void note(where, `${answer.status} ${(await answer.text()).slice(0, 300)}`, wanted);
    const bytes = Buffer.from(await answer.arrayBuffer());
    let said = bytes;
    if (/json/.test(answer.headers.get('content-type'))) number_areas((said = JSON.parse(bytes.toString('utf8'))), where);
    else if (/csv|text/.test(answer.headers.get('content-type'))) said = bytes.toString('utf8');
    try {
      said = look(said);
    } catch (error) {
      said = `${error.message}: ${bytes.toString('utf8').slice(0, 300)}`;
    }
    note(where, JSON.parse(JSON.stringify(said)), JSON.parse(JSON.stringify(wanted)));
  }
  /** Ends a topic: nothing differed, and so much was compared. */
  function settle(t, least) {
    t.diagnostic(`${compared} answers equal the oracle's`);
    const [found, count] = [differences.splice(0), compared];
    compared = 0;
    assert.equal(found.length, 0, `${found.length} answers differ\n${found.slice(0, 12).join('\n')}`);
    assert.ok(count >= least, `${count} answers were compared`);
  }
  /** How many answers differed since the last topic, which are forgotten. */
  function disagreed() {
    compared = 0;
    return differences.splice(0).length;
  }
  return { ask, same, note, settle, disagreed, held };
}
