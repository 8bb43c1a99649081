// SPDX-License-Identifier: Apache-2.0
// Records that name persons, or that few may see: households, inspection points, photos, cases, relief, flags, re-checks, imports.
import { createHash } from 'node:crypto';
import { campaign, villages } from '../canary_county.mjs';
import { standing } from './records.mjs';
import { distance } from './reach.mjs';
import { area_of, areas, within } from './world.mjs';
import { may, sees } from './sight.mjs';
import { by_id, pick } from './asking.mjs';

const name_of = (code) => area_of(code).name;
const instant = (on) => `${on}T01:30:00.000Z`;

/** The doubts of an inspection point (docs/DATA.md, Flags): by what it says, its household's place and when it came. */
export function flags(world, one, now) {
  const home = world.households.find(({ id }) => id === one.household);
  const found = [];
  if (distance([one.lon, one.lat], [home.lon, home.lat]) > 200) found.push('far_from_household');
  if (one.accuracy_m > 30) found.push('low_accuracy');
  if (one.accuracy_m > 0 && one.accuracy_m % 50 === 0) found.push('accuracy_round');
  if (!one.file && now - Date.parse(instant(one.on)) > 30 * 86_400_000) found.push('stale_time');
  if (one.photos) found.push('photo_no_position');
  return found.sort();
}

const refused = (caller, right, seen) => (!may(caller, right) ? (caller.name ? 403 : 401) : seen ? null : 404);

export async function households({ same }, made, world, now, everybody) {
  for (const caller of everybody) {
    for (const one of world.households.filter((_, i) => i % 2 === 0)) {
      const no = refused(caller, 'households', sees(caller, one.area));
      const conflicts = may(caller, 'review') ? one.conflicts : undefined;
      await same('/api/households/{id}', `/api/households/${one.id}`, caller, no ?? { ...pick(one, ['id', 'name', 'address', 'registered_on', 'lon', 'lat']), declared_area: one.area, conflicts }, (said) => ({
        ...pick(said, ['id', 'name', 'address', 'registered_on', 'lon', 'lat', 'declared_area']),
        conflicts: said.conflicts?.map(({ field, values }) => ({ field, values: values.map(({ value }) => value) })),
      }));
      const { counts, completed_on, revoked_on } = standing(one, 'courtyards', '2026-12-31', 'registered');
      await same(
        '/api/households/{id}/history', `/api/households/${one.id}/history`, caller,
        no ?? { steps: [['registered', one.registered_on], ...one.steps.map(({ to, on }) => [to, on])], reasons: one.steps.map(({ reason }) => reason).filter(Boolean), inspections: world.inspections.filter(({ household }) => household === one.id).length, counted: completed_on ? [{ from: completed_on, until: counts ? null : revoked_on }] : [] },
        (said) => ({
          steps: said.campaigns[0].steps.map(({ to, on }) => [to, on]),
          reasons: said.decisions.map(({ reason }) => reason).filter(Boolean),
          inspections: said.inspections.length,
          counted: said.campaigns[0].counted,
        }),
      );
    }
    for (const one of world.inspections) {
      const no = refused(caller, 'households', sees(caller, one.area));
      await same('/api/inspections/{id}', `/api/inspections/${one.id}`, caller, no ?? { ...pick(one, ['id', 'household', 'lon', 'lat', 'accuracy_m', 'outcome', 'note', 'by', 'area']), campaign, observed_at: instant(one.on), flags: flags(world, one, now), photos: one.photos }, (said) => ({
        ...pick(said, ['id', 'household', 'lon', 'lat', 'accuracy_m', 'outcome', 'note', 'by', 'area', 'campaign', 'observed_at']),
        note: said.note ?? '',
        flags: [...said.flags].sort(),
        photos: said.photos.length,
      }));
    }
    for (const village of [villages[0], villages[4]]) {
      const f = made.facts[village];
      const path = `/api/inspections/${f.inspection}/photos/${f.sha256}`;
      const no = refused(caller, 'households', sees(caller, village));
      // A picture for those who see households; the file as it came, to the byte, for those who judge it.
      await same('/api/inspections/{id}/photos/{sha256}', path, caller, no ?? 'picture', (bytes) => (bytes.subarray(0, 2).toString('hex') === 'ffd8' && !bytes.includes('qx') ? 'picture' : 'other'));
      const original = no ?? (may(caller, 'review') ? createHash('sha256').update(f.photo).digest('hex') : 403);
      await same('/api/inspections/{id}/photos/{sha256}', `${path}?size=original`, caller, original, (bytes) => createHash('sha256').update(bytes).digest('hex'));
    }
    for (const one of world.bases) {
      const path = `/api/bases/${one.id}/history`;
      const no = refused(caller, 'households', sees(caller, one.area));
      await same('/api/bases/{id}/history', path, caller, no ?? { steps: [[one.level, one.recognised_on]], counted: [{ from: one.recognised_on, until: null }] }, (said) => ({ steps: said.campaigns[0].steps.map(({ to, on }) => [to, on]), counted: said.campaigns[0].counted }));
    }
  }
}

export async function cases_and_relief({ same }, world, everybody) {
  for (const caller of everybody)
    for (const [kind, right, of, first] of [['cases', 'cases', 'dispute-cases', 'found'], ['relief', 'relief', 'child-relief', 'listed']]) {
      for (const day of ['2024-03-31', '2026-03-31']) {
        const mine = world[kind].filter(({ area, opened_on }) => sees(caller, area) && opened_on <= day).sort(by_id);
        const row = (one) => { const { status, since, counts } = standing(one, kind, day, first); return { ...pick(one, ['id', 'campaign', 'area', 'opened_on', 'kind']), area_name: name_of(one.area), status, since, counts }; };
        const no = refused(caller, right, true);
        await same(`/api/${kind}`, `/api/${kind}?campaign=${of}&as_of=${day}&limit=500`, caller, no ?? { total: mine.length, rows: mine.map(row) }, (said) => ({
          total: said.total,
          // Every member but the value for each person: no row may have others, least of all how many persons.
          rows: said.rows.map(({ unit_value, ...one }) => one).map((one) => ({ ...pick(one, ['id', 'campaign', 'area', 'opened_on', 'kind', 'area_name', 'status', 'since', 'counts']), ...one })).sort(by_id),
        }));
        for (const { code } of areas.filter(({ level }) => level === 'village'))
          if (!no) await same(`/api/${kind}`, `/api/${kind}?campaign=${of}&as_of=${day}&area=${code}`, caller, sees(caller, code) ? mine.filter(({ area }) => area === code).map(({ id }) => id) : 404, (said) => said.rows.map(({ id }) => id).sort());
      }
      for (const one of world[kind]) {
        const no = refused(caller, right, sees(caller, one.area));
        const steps = [[first, one.opened_on], ...one.steps.map(({ to, on }) => [to, on])];
        await same(`/api/${kind}/{id}/history`, `/api/${kind}/${one.id}/history`, caller, no ?? { ...pick(one, ['id', 'area', 'opened_on', 'kind']), steps, persons: false }, (said) => ({ ...pick(said, ['id', 'area', 'opened_on', 'kind']), steps: said.steps.map(({ to, on }) => [to, on]), persons: 'persons' in said }));
      }
    }
}

export async function doubts({ same }, world, now, everybody) {
  const doubted = world.inspections.map((one) => ({ ...one, flags: flags(world, one, now) }));
  for (const caller of everybody)
    for (const { code } of areas) {
      const no = refused(caller, 'review', sees(caller, code));
      const mine = doubted.filter(({ area }) => within(code, area));
      const state = (one, flag) => one.verdicts[flag] ?? 'open';
      const tally = (list, of) => list.reduce((counts, one) => ({ ...counts, [one]: (counts[one] ?? 0) + 1 }), of ?? {});
      const entries = mine.flatMap((one) => one.flags.map((flag) => ({ flag, area: one.area, household: one.household, by: one.by, observed_at: instant(one.on), state: state(one, flag) })));
      const key = (one) => JSON.stringify(one);
      const kinds = {};
      for (const { flag, state: is } of entries) (kinds[flag] ??= { open: 0, confirmed: 0, dismissed: 0 })[is]++;
      await same('/api/flags', `/api/flags?state=all&limit=500&area=${code}`, caller, no ?? { kinds, entries: entries.map(key).sort() }, (said) => ({ kinds: said.kinds, entries: said.entries.map((one) => key({ flag: one.flag, area: one.area.code, household: one.household, by: one.by, observed_at: one.observed_at, state: one.state })).sort() }));
      const disputed = world.households.filter(({ area, conflicts }) => within(code, area) && conflicts.length);
      const seen = refused(caller, 'households', sees(caller, code));
      const rows = areas.filter(({ level, code: of }) => level === 'village' && within(code, of)).map(({ code: of, name }) => {
        const its = entries.filter(({ area }) => area === of);
        const all = tally([...its.map(({ flag }) => flag), ...disputed.filter(({ area }) => area === of).map(() => 'conflicting')]);
        const resolved = its.filter(({ state: is }) => is !== 'open').length;
        return { code: of, name, flags: all, open: its.length - resolved + (all.conflicting ?? 0), resolved };
      });
      const sum = (what) => rows.reduce((total, one) => total + one[what], 0);
      const flagged = tally([...entries.map(({ flag }) => flag), ...disputed.map(() => 'conflicting')]);
      await same('/api/quality', `/api/quality?area=${code}`, caller, seen ?? { flags: flagged, open: sum('open'), resolved: sum('resolved'), rows }, (said) => pick(said, ['flags', 'open', 'resolved', 'rows']));
    }
}

export async function rechecks_and_imports({ same }, world, everybody) {
  for (const caller of everybody) {
    const no = refused(caller, 'households', true);
    const mine = world.rechecks.filter(({ area }) => sees(caller, area)).sort(by_id);
    const brief = ['id', 'area', 'as_of', 'seed', 'by'];
    await same('/api/rechecks', '/api/rechecks', caller, no ?? mine.map((one) => ({ ...pick(one, brief), size: 1, population: 1, drawn: 1 })), (said) => said.rechecks.map((one) => pick(one, [...brief, 'size', 'population', 'drawn'])).sort(by_id));
    for (const one of world.rechecks) await same('/api/rechecks/{id}', `/api/rechecks/${one.id}`, caller, refused(caller, 'households', sees(caller, one.area)) ?? { ...pick(one, brief), households: [one.household], pending: 1 }, (said) => ({ ...pick(said, brief), households: said.strata.flatMap(({ households: drawn }) => drawn.map(({ id }) => id)), pending: said.pending }));
    // One's own; for reviewers those of the accounts of their scope.
    const account = (name) => world.accounts.find((one) => one.name === name);
    const reads = (one) => may(caller, 'files') && (one.by === caller.name || (may(caller, 'review') && sees(caller, account(one.by).area)));
    const files = refused(caller, 'files', true);
    const keys = ['id', 'kind', 'file_name', 'by'];
    await same('/api/imports', '/api/imports?limit=100', caller, files ?? world.imports.filter(reads).map((one) => ({ ...pick(one, keys), undone: false })).sort(by_id), (said) => said.imports.map((one) => pick(one, [...keys, 'undone'])).sort(by_id));
    for (const one of world.imports) await same('/api/imports/{id}', `/api/imports/${one.id}`, caller, files ?? (reads(one) ? { id: one.id, kind: one.kind, rows: one.rows, accepted: one.rows, rejected: 0 } : 404), (said) => pick(said, ['id', 'kind', 'rows', 'accepted', 'rejected']));
  }
}

/** Which content hashes somebody is told are held: those of points in their area. */
export async function receipts({ ask, note }, made, everybody) {
  for (const caller of everybody) {
    const answer = await ask('/api/receipts/check', caller, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ hashes: villages.map((village) => made.facts[village].content_hash) }) });
    const { receipts: said } = await answer.json();
    note(`receipts by ${caller.name}`, said?.map(({ held }) => held) ?? answer.status, may(caller, 'review') ? villages.map((village) => sees(caller, village)) : caller.name ? 403 : 401);
  }
}
