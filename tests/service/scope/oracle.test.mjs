// SPDX-License-Identifier: Apache-2.0
// Every scoped answer equals the same question asked of an oracle: plain code beside the program that reads the facts as
// they were written and filters (no role of the program sees everything).
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { start } from '../program.mjs';
import { make_county, roles, villages } from './canary_county.mjs';
import { paths, routes } from './questions.mjs';
import { accounts, audit, events, own, own_doings } from './oracle/about_accounts.mjs';
import { areas_and_editions, collections, collections_and_items } from './oracle/about_areas.mjs';
import { coverage, explanations, lines_and_classes, other_indicators, progress, reports, targets_and_returns } from './oracle/about_figures.mjs';
import { files, other_files } from './oracle/about_files.mjs';
import { described, raster, tiles_of } from './oracle/about_maps.mjs';
import { cases_and_relief, doubts, households, receipts, rechecks_and_imports } from './oracle/about_records.mjs';
import { asking } from './oracle/asking.mjs';
import { features } from './oracle/records.mjs';
import { table } from './oracle/routes.mjs';
import { anybody, callers, may } from './oracle/sight.mjs';
import { tell_world } from './oracle/world.mjs';

let folder, made, server, world, told_at, oracle;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'courtyard-oracle-'));
  made = await make_county(join(folder, 'county'));
  server = await start(made.data);
  world = await tell_world(made, server.url);
  told_at = Date.now();
  oracle = asking(made, () => server.url);
});
after(async () => {
  await server?.stop();
  await rm(folder, { recursive: true });
});

/** Some roles in every scope, and nobody in particular at level 2. */
const of_roles = (...some) => [...callers.filter(({ role }) => some.includes(role)), anybody(2)];
/** A topic by each of these at once. */
const each = (everybody, topic) => Promise.all(everybody.map((caller) => topic([caller])));

test('every GET route is held against the oracle, or says why it is no answer about an area', async () => {
  const documented = (await routes()).filter(({ method }) => method === 'GET').map(({ pattern }) => pattern).sort();
  assert.deepEqual(documented.filter((pattern) => !table[pattern]), [], 'say in oracle/routes.mjs what is known of these');
  assert.deepEqual(Object.keys(table).filter((pattern) => !documented.includes(pattern)), [], 'these are in oracle/routes.mjs alone');
});

test('each role is refused what it may not ask, and nothing else', async (t) => {
  const f = made.facts[villages[0]];
  await each(of_roles(...roles).filter(({ scope }) => scope === 'county'), async ([caller]) => {
    for (const [pattern, { right }] of Object.entries(table)) {
      if (pattern === '/api/events') continue;
      const answer = await oracle.ask(paths(pattern, f)[0], caller);
      await answer.arrayBuffer();
      const refused = answer.status === 401 || answer.status === 403;
      oracle.note(`${pattern} by ${caller.name ?? 'anybody'}: ${answer.status}`, refused, !may(caller, right));
    }
  });
  oracle.settle(t, 500);
});

test('what is the same for everybody is', async (t) => {
  const f = made.facts[villages[0]];
  for (const [pattern, { right }] of Object.entries(table).filter(([, one]) => one.same_for_all))
    for (const path of paths(pattern, f)) {
      const texts = new Set();
      for (const caller of of_roles(...roles).filter((one) => may(one, right))) texts.add(await (await oracle.ask(path, caller)).text());
      oracle.note(path, texts.size, 1);
    }
  // Of a collection that one sees: what may be asked of it, what it holds, how it is drawn.
  for (const layer of collections)
    for (const [pattern, path] of [['/ogc/collections/{id}/queryables', `/ogc/collections/${layer}/queryables`], ['/ogc/collections/{id}/schema', `/ogc/collections/${layer}/schema`], ...['json', 'qml', 'sld'].map((ending) => [`/styles/{id}.${ending}`, `/styles/${layer}.${ending}`])]) {
      const texts = new Set();
      for (const caller of of_roles('viewer', 'reviewer', 'security').filter((one) => features(world, layer, one, '2026-03-31')?.length)) texts.add(await (await oracle.ask(path, caller)).text());
      oracle.held.add(pattern);
      oracle.note(path, texts.size, 1);
    }
  oracle.settle(t, 40);
});

const topics = {
  'areas, their names, borders and editions': [150, of_roles('viewer', 'security'), (everybody) => areas_and_editions(oracle, everybody)],
  'collections and their features': [800, of_roles('viewer', 'security', 'reviewer'), (everybody) => collections_and_items(oracle, world, everybody)],
  'files and their sizes': [300, of_roles('viewer', 'planner', 'reviewer', 'admin'), (everybody) => files(oracle, world, everybody)],
  'files of other formats, as GDAL reads them': [60, callers.filter(({ name }) => name === 'viewer_of_township' || name === 'viewer_of_village'), (everybody) => other_files(oracle, world, everybody)],
  'progress of courtyards': [400, of_roles('viewer', 'security', 'caseworker'), (everybody) => progress(oracle, world, everybody)],
  'other indicators, and those that speak of children': [800, of_roles('viewer', 'security', 'caseworker'), (everybody) => other_indicators(oracle, world, everybody)],
  'lines over time and classes of the map': [60, of_roles('viewer', 'security'), (everybody) => lines_and_classes(oracle, world, everybody)],
  'why a figure is what it is': [150, of_roles('viewer', 'field', 'reviewer', 'security'), (everybody) => explanations(oracle, world, everybody)],
  'targets and monthly returns': [200, of_roles('viewer', 'planner'), (everybody) => targets_and_returns(oracle, world, everybody)],
  'reports, as now and as published': [150, of_roles('viewer', 'security'), (everybody) => reports(oracle, world, everybody)],
  'what lies within reach': [150, of_roles('viewer', 'security'), (everybody) => coverage(oracle, world, everybody)],
  'what is in a tile': [800, of_roles('viewer', 'security', 'caseworker', 'auditor'), (everybody) => tiles_of(oracle, world, everybody)],
  'what describes tiles': [150, of_roles('viewer', 'security', 'reviewer'), (everybody) => described(oracle, world, everybody)],
  'the raster of distances': [4, of_roles('viewer'), async (everybody) => raster(oracle, world, await mkdtemp(join(folder, 'raster-')), everybody)],
  'households, inspection points and photos': [800, of_roles('viewer', 'field', 'reviewer', 'admin', 'caseworker'), (everybody) => households(oracle, made, world, told_at, everybody)],
  'cases and relief batches': [300, of_roles('viewer', 'reviewer', 'caseworker', 'admin'), (everybody) => cases_and_relief(oracle, world, everybody)],
  'doubts and the queue of reviewers': [200, of_roles('viewer', 'field', 'reviewer', 'admin'), (everybody) => doubts(oracle, world, told_at, everybody)],
  're-checks and imports': [300, of_roles('viewer', 'field', 'reviewer', 'planner', 'caseworker', 'admin'), (everybody) => rechecks_and_imports(oracle, world, everybody)],
  'receipts of what was sent': [9, of_roles('viewer', 'reviewer'), (everybody) => receipts(oracle, made, everybody)],
  'accounts of one’s area': [50, of_roles('viewer', 'security', 'admin'), (everybody) => accounts(oracle, world, everybody)],
  'the audit of one’s area': [9, of_roles('auditor', 'admin'), (everybody) => audit(oracle, world, everybody)],
  'what is one’s own': [50, of_roles(...roles), (everybody) => own(oracle, everybody)],
};
for (const [name, [least, everybody, topic]] of Object.entries(topics))
  test(name, async (t) => {
    await each(everybody, topic);
    oracle.settle(t, least);
  });

test('sessions and exports in the background are their account’s alone', async (t) => {
  const [doer, ...others] = of_roles('planner', 'viewer', 'auditor').filter(({ scope, name }) => name && scope !== 'county');
  await own_doings(oracle, doer, others);
  oracle.settle(t, 20);
});

test('an oracle that holds one fact wrongly disagrees', async (t) => {
  const admin = callers.filter(({ name }) => name === 'admin_of_township');
  const [viewer] = callers.filter(({ name }) => name === 'viewer_of_county');
  const id = (list, village) => list.findLast(({ area }) => area === village);
  for (const [what, change, topic] of [
    ['where a household lies', (w) => (id(w.households, villages[1]).lon += 0.0005), (w) => collections_and_items(oracle, w, admin)],
    ['the day of an acceptance', (w) => (w.households.find(({ id: one }) => one.endsWith(`${villages[2].slice(-3)}zk-x1`)).steps[0].on = '2024-05-05'), (w) => progress(oracle, w, admin)],
    ['the name of a base', (w) => (id(w.bases, villages[1]).name = 'x'), (w) => files(oracle, w, admin)],
    ['a village’s target', (w) => (w.targets.find(({ area, period }) => area === villages[0] && period === '2023').versions[0].value = 4), (w) => targets_and_returns(oracle, w, admin)],
    ['whose village a point lies in', (w) => (id(w.inspections, villages[2]).area = villages[1]), (w) => doubts(oracle, w, told_at, admin)],
    ['how many persons a batch reached', (w) => (w.relief[0].persons = 30), (w) => other_indicators(oracle, w, [viewer])],
    ['where a help point stands', (w) => (id(w.help_points, villages[0]).lon -= 0.004), (w) => coverage(oracle, w, admin)],
    ['when a case was opened', (w) => (id(w.cases, villages[1]).opened_on = '2023-01-01'), (w) => cases_and_relief(oracle, w, admin)],
    ['an address', (w) => (w.households[0].address = 'x'), (w) => households(oracle, made, w, told_at, admin)],
    ['the status of a courtyard', (w) => id(w.households, villages[0]).steps.push({ on: '2025-01-01', to: 'accepted' }), (w) => tiles_of(oracle, w, admin)],
    ['who sent a file', (w) => (w.imports.find(({ by }) => by === `team_of_${villages[0]}`).by = `team_of_${villages[4]}`), (w) => rechecks_and_imports(oracle, w, admin)],
    ['whose area an account is of', (w) => (w.accounts.find(({ name }) => name === `team_of_${villages[0]}`).area = villages[4]), (w) => accounts(oracle, w, callers.filter(({ name }) => name === 'security_of_township'))],
  ]) {
    const other = structuredClone(world);
    change(other);
    await topic(other);
    const count = oracle.disagreed();
    t.diagnostic(`${what}: ${count} answers disagree`);
    assert.ok(count > 0, what);
  }
});

test('a change is told to those whose area it is in', async (t) => {
  await events(oracle, made);
  oracle.settle(t, 15);
});

test('what the table calls held was held', () => {
  const wanted = Object.keys(table).filter((pattern) => table[pattern].oracle);
  assert.deepEqual(wanted.filter((pattern) => !oracle.held.has(pattern)), []);
});

for (const level of [1, 0])
  test(`nobody in particular at level ${level}`, async (t) => {
    await server.stop();
    server = await start(made.data, ['--public-level', String(level)]);
    const everybody = [anybody(level)];
    if (level === 0) {
      const f = made.facts[villages[0]];
      for (const [pattern, { right }] of Object.entries(table).filter(([, one]) => one.right !== 'anybody')) {
        const answer = await oracle.ask(paths(pattern, f)[0], anybody(0));
        await answer.arrayBuffer();
        oracle.note(`${pattern} (${right})`, answer.status, 401);
      }
      oracle.settle(t, 70);
      return;
    }
    await collections_and_items(oracle, world, everybody);
    await files(oracle, world, everybody);
    await tiles_of(oracle, world, everybody);
    await described(oracle, world, everybody);
    await households(oracle, made, world, told_at, everybody);
    oracle.settle(t, 200);
  });
