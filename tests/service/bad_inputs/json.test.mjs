// SPDX-License-Identifier: Apache-2.0
// Bodies that are no JSON, or JSON that no two readers read alike.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostileGround } from './hostile_ground.mjs';

const ground = hostileGround();
const refused = (body, code = 'body.json') => ground.refused(() => ground.upload(body), 400, code);
const written = (more = {}) => JSON.stringify(ground.inspection(more));
/** The record with one member whose value is written by hand. */
const withRaw = (member, raw) => written().replace(/\}$/, `,"${member}":${raw}}`);

test('a body a hundred thousand brackets deep is refused', async () => {
  await refused('['.repeat(100_000));
  await refused('{"a":'.repeat(40_000));
  await refused(withRaw('scores', '['.repeat(100_000) + ']'.repeat(100_000)));
});

test('a body over its limit is refused before it is read', async () => {
  // A million members take eleven megabytes.
  await ground.refused(() => ground.promised(11_000_000), 413, 'http.body_too_large');
  await ground.refused(() => ground.promised(2 ** 40), 413, 'http.body_too_large');
});

test('twenty thousand members within the limit are refused with a short answer', async () => {
  const many = written().replace(/\}$/, ',' + Array.from({ length: 20_000 }, (_, i) => `"${i}":0`).join(',') + '}');
  const problem = await ground.refused(() => ground.upload(many), 422, 'content.refused');
  assert.ok(problem.errors.length <= 100, `${problem.errors.length} errors`);
});

test('a million members of one feature of a file are refused', async () => {
  const members = Array.from({ length: 1_000_000 }, (_, i) => `"m${i}":0`).join(',');
  const file = `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{${members}},"geometry":{"type":"Point","coordinates":[113,34]}}]}`;
  await ground.refused(() => ground.import('households', file, { filename: 'a.geojson' }), 422, 'import.parser_failed');
});

test('a member that comes twice is refused with a pointer to it, at any depth', async () => {
  const top = await refused(withRaw('lon', '1'), 'member.twice');
  assert.equal(top.subject, '/lon');
  const deep = await refused(withRaw('scores', '{"gate":3,"gate":4}'), 'member.twice');
  assert.equal(deep.subject, '/scores/gate');
  const escaped = await refused(withRaw('\\u006con', '1'), 'member.twice');
  assert.equal(escaped.subject, '/lon');
});

test('a broken value is refused with a pointer to where it stands', async () => {
  for (const [raw, why] of [
    ['NaN', 'a number that is none'],
    ['1e400', 'a number beyond every double'],
    ['-Infinity', 'infinity'],
    ['01', 'a leading zero'],
    ['+1', 'a plus sign'],
    ['.5', 'no digit before the point'],
    ['0x10', 'a hexadecimal number'],
    ['1'.repeat(400), 'four hundred digits'],
    ['"\\ud800"', 'half of a surrogate pair'],
    ['"\\x41"', 'an unknown escape'],
    ['"a\nb"', 'a line break inside a text'],
    ["'a'", 'single quotes'],
    ['undefined', 'no value'],
  ]) {
    const problem = await refused(withRaw('note', raw));
    assert.equal(problem.subject, '/note', why);
  }
});

test('a number of fifty digits is no number of ours', async () => {
  await refused(withRaw('accuracy_m', '1'.repeat(50)).replace('"accuracy_m":6,', ''));
});

test('bytes that are not UTF-8 are refused', async () => {
  const [head, tail] = written({ note: '@' }).split('@');
  for (const bytes of [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xb4, 0xe5]]) {
    await refused(Buffer.concat([Buffer.from(head), Buffer.from(bytes), Buffer.from(tail)]));
  }
});

test('a byte order mark before a body is refused, as RFC 8259 writes none', async () => {
  await refused('\uFEFF' + written());
});

test('what is no object, or goes on behind it, is refused', async () => {
  for (const body of ['', ' ', 'null', '[]', '"text"', '1', '{', written() + written(), written() + 'x', written().slice(0, -1), '{"a" 1}', '{"a":1,}', '{/**/}'])
    await refused(body);
});

test('a body that is no JSON by its type is still read as nothing but JSON', async () => {
  await refused('campaign=beautiful-courtyard&lon=113');
});

test('decisions are read by the same rules', async () => {
  const decision = { household: ground.household.id, campaign: 'beautiful-courtyard', to: 'accepted', decided_on: '2026-03-02', reason: 'x' };
  const text = JSON.stringify(decision);
  await ground.refused(() => ground.decide(text.replace(/\}$/, ',"to":"revoked"}')), 400, 'member.twice');
  await ground.refused(() => ground.decide('{"a":'.repeat(40_000)), 400, 'body.json');
  await ground.refused(() => ground.decide(text.replace('"x"', '"\\udc00"')), 400, 'body.json');
});
