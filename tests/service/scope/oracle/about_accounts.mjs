// SPDX-License-Identifier: Apache-2.0
// Accounts, the audit, what is one's own, and what is told of a change while it happens.
import { campaign, centre, villages } from '../canary_county.mjs';
import { area_of, within } from './world.mjs';
import { may, sees, tops } from './sight.mjs';
import { pick } from './asking.mjs';

const by_name = (one, other) => (one.name < other.name ? -1 : 1);

export async function accounts({ same }, world, everybody) {
  for (const caller of everybody) {
    const no = may(caller, 'accounts') ? null : caller.name ? 403 : 401;
    const brief = (one) => ({ ...pick(one, ['name', 'role', 'area']), area_name: area_of(one.area).name, active: true, second_factor: false, must_change_password: false, locked_until: null });
    const look = (one) => pick(one, ['name', 'role', 'area', 'area_name', 'active', 'second_factor', 'must_change_password', 'locked_until']);
    await same('/api/accounts', '/api/accounts', caller, no ?? world.accounts.filter(({ area }) => sees(caller, area)).map(brief).sort(by_name), (said) => said.accounts.map(look).sort(by_name));
    for (const one of world.accounts.filter((_, i) => i % 5 === 0)) await same('/api/accounts/{name}', `/api/accounts/${one.name}`, caller, no ?? (sees(caller, one.area) ? brief(one) : 404), look);
  }
}

/** What was written, by whom, as often as the facts say: entries of deeds, by account, verb and detail. */
export function deeds(world) {
  const done = [];
  for (const one of world.inspections) if (!one.file) done.push([one.by, 'inspection.store', campaign]), one.photos && done.push([one.by, 'photo.store', '']);
  for (const one of world.inspections) for (const verdict of Object.values(one.verdicts)) done.push([one.by, 'flag.resolve', verdict]);
  for (const one of world.households) for (const { by, to } of one.steps) if (by) done.push([by, 'decision.store', `${campaign}/${to}`]);
  for (const one of [...world.cases, ...world.relief]) done.push([one.by, 'case_record.store', one.campaign], ...one.steps.map(({ to }) => [one.by, 'decision.store', `${one.campaign}/${to}`]));
  for (const one of world.imports) done.push([one.by, 'import.store', one.kind]);
  for (const one of world.rechecks) done.push([one.by, 'recheck.draw', campaign]);
  return done;
}

export async function audit({ same }, world, everybody) {
  const kinds = new Set(deeds(world).map(([, verb]) => verb));
  const area = (name) => world.accounts.find((one) => one.name === name).area;
  const count = (list) => {
    const counts = {};
    for (const one of list.map((each) => each.join(' ')).sort()) counts[one] = (counts[one] ?? 0) + 1;
    return counts;
  };
  for (const caller of everybody) {
    const no = may(caller, 'audit') ? null : caller.name ? 403 : 401;
    const wanted = no ?? { deeds: count(deeds(world).filter(([by]) => sees(caller, area(by)))), strangers: [] };
    // The command line has no area: its deeds are told to whoever reads of the whole tree.
    const stranger = (name) => !(world.accounts.some((one) => one.name === name && sees(caller, one.area)) || (caller.scope === 'county' && /^(command line|os:.*|)$/.test(name ?? '')));
    await same('/api/audit', '/api/audit?limit=10000', caller, wanted, ({ entries }) => ({ deeds: count(entries.filter(({ verb }) => kinds.has(verb)).filter(({ account }) => world.accounts.some(({ name }) => name === account)).map(({ account, verb, detail }) => [account, verb, detail ?? ''])), strangers: [...new Set(entries.map(({ account }) => account).filter(stranger))] }));
  }
}

/** What is one's own: oneself, one's sessions, tokens and exports in the background. */
export async function own({ same }, everybody) {
  for (const caller of everybody) {
    const { code, name, level } = area_of(caller.top);
    const me = caller.name ? { name: caller.name, role: caller.role, area: { code, name, level } } : { name: null, role: null, area: { code, name, level } };
    await same('/api/me', '/api/me', caller, me, (said) => ({ ...pick(said, ['name', 'role']), area: pick(said.area, ['code', 'name', 'level']) }));
    await same('/api/tokens', '/api/tokens', caller, caller.name ? { tokens: 1 } : 401, ({ tokens }) => ({ tokens: tokens.length }));
  }
}

/** A sign-in and an export in the background of one account: it is told of them, and nobody else. */
export async function own_doings({ same, ask, note }, doer, others) {
  const signed_in = await ask('/api/session', undefined, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: doer.name, password: 'a long enough password' }) });
  note(`${doer.name} signs in`, signed_in.status, 200);
  await signed_in.arrayBuffer();
  const begun = await (await ask('/api/exports/bases.csv?async=true', doer)).json();
  for (let asked = 0; asked < 400; ++asked) {
    const { state } = await (await ask(`/api/jobs/${begun.id}`, doer)).json();
    if (state === 'done') break;
    await new Promise((done) => setTimeout(done, 25));
  }
  for (const caller of [doer, ...others]) {
    const mine = caller.name === doer.name;
    const exports = may(caller, 'exports');
    const [list, one] = exports ? [mine ? [begun.id] : [], mine ? null : 404] : [403, 403];
    await same('/api/sessions', '/api/sessions', caller, caller.name ? { sessions: mine ? 1 : 0 } : 401, ({ sessions }) => ({ sessions: sessions.length }));
    await same('/api/jobs', '/api/jobs', caller, list, ({ jobs }) => jobs.map(({ id }) => id));
    await same('/api/jobs/{id}', `/api/jobs/${begun.id}`, caller, one ?? { state: 'done', layer: 'bases' }, (said) => pick(said, ['state', 'layer']));
    await same('/api/jobs/{id}/file', `/api/jobs/${begun.id}/file`, caller, one ?? true, (text) => String(text).includes('women_employed'));
  }
}

/** Events: a change in a village, as it is told to each scope. */
export async function events({ ask, note, held }, made) {
  held.add('/api/events');
  const listeners = ['county', 'township', 'other_township', 'village'].map((scope) => ({ name: `viewer_of_${scope}`, role: 'viewer', scope, top: tops[scope] }));
  const heard = await Promise.all(
    listeners.map(async (caller) => {
      const stop = new AbortController();
      const stream = await ask('/api/events', caller, { signal: stop.signal });
      const one = { caller, stop, text: '' };
      one.done = (async () => {
        for await (const chunk of stream.body) one.text += Buffer.from(chunk).toString();
      })().catch(() => {});
      return one;
    }),
  );
  const changes = (one) => [...one.text.matchAll(/^event: change\n(?:id: .*\n)?data: (.*)$|^data: (\{"revision".*)$/gm)].map(([, a, b]) => JSON.parse(a ?? b));
  for (const [i, village] of [villages[1], villages[4], villages[0]].entries()) {
    const id = `00000000-0000-4000-8000-00000003000${i}`;
    const point = { campaign, observed_at: '2025-10-01T09:30:00+08:00', ...centre(village), accuracy_m: 6, household: made.facts[village].households[1], outcome: 'checked' };
    const stored = await ask(`/api/inspections/${id}`, { name: `team_of_${village}` }, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(point) });
    note(`a point in ${village}`, stored.status, 201);
    const { revision } = await stored.json();
    const wanted = (one) => within(one.caller.top, village);
    const told = (one) => changes(one).some((change) => change.revision >= revision && change.areas.includes(village));
    for (let asked = 0; asked < 400 && !heard.filter(wanted).every(told); ++asked) await new Promise((done) => setTimeout(done, 25));
    for (const one of heard) note(`${one.caller.name} hears of ${village}`, told(one), wanted(one));
    // What is said is of the listener's area alone, and of the layers that changed.
    for (const one of heard)
      for (const change of changes(one)) {
        note(`${one.caller.name} hears of areas`, change.areas.filter((code) => !within(one.caller.top, code)), []);
        note(`${one.caller.name} hears of campaigns`, change.campaigns, [campaign]);
      }
  }
  for (const one of heard) one.stop.abort();
  await Promise.all(heard.map(({ done }) => done));
}
