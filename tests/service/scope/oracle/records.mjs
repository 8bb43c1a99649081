// SPDX-License-Identifier: Apache-2.0
// How records stand on a day, and what each layer therefore holds for somebody (DOMAIN.md rules 1, 6 and 11).
import { area_of, areas } from './world.mjs';
import { may, right_of_layer, sees } from './sight.mjs';

const counting = { courtyards: ['accepted', 'published', 'plaque'], cases: ['closed'], relief: ['delivered', 'receipted'] };
/** The status of a record on a day and the stretches of days in which it counts, as known for ever. */
export function standing(record, kind, day, first) {
  const steps = record.steps.filter(({ on }) => on <= day);
  const counts = (to) => counting[kind].includes(to);
  const stretches = [];
  for (const { on, to } of record.steps)
    if (counts(to) && stretches.at(-1)?.until !== null) stretches.push({ from: on, until: null });
    else if (!counts(to) && stretches.at(-1)?.until === null) stretches.at(-1).until = on;
  const begun = stretches.filter(({ from }) => from <= day).at(-1);
  const held = begun && (begun.until === null || day < begun.until);
  return {
    status: steps.at(-1)?.to ?? first,
    since: steps.at(-1)?.on ?? record.registered_on ?? record.opened_on,
    counts: Boolean(held),
    counted_from: held ? begun.from : null,
    completed_on: begun?.from ?? null,
    revoked_on: begun && !held ? begun.until : null,
  };
}

const by_id = (one, other) => (one.id < other.id ? -1 : 1);
const name_of = (code) => area_of(code).name;
/** A field team's word that waits: an inspection of a household that does not count, after which nobody has decided. */
export const waits = (world, household, day) =>
  world.inspections.some(({ household: of, on }) => of === household.id && on <= day && !household.steps.some((step) => on <= step.on && step.on <= day)) && !standing(household, 'courtyards', day, 'registered').counts;

/** The features of a layer on a day that somebody may see: {id, lon, lat, ...attributes}, in order of their ids. */
export function features(world, layer, caller, day) {
  if (!may(caller, right_of_layer(layer))) return null;
  const mine = (list) => list.filter(({ area }) => sees(caller, area)).sort(by_id);
  const at = ({ id, area, lon, lat }) => ({ id, area, area_name: name_of(area), lon, lat });
  switch (layer) {
    case 'courtyards':
      return mine(world.households)
        .filter(({ registered_on }) => registered_on <= day)
        .map((one) => {
          const { status, completed_on, revoked_on, counts } = standing(one, 'courtyards', day, 'registered');
          return { ...at(one), status, since: one.registered_on, completed_on, revoked_on, counts };
        });
    case 'inspections':
      return mine(world.inspections.filter(({ on }) => on <= day)).map((one) => ({ ...at(one), status: one.outcome, since: one.on, counts: false }));
    case 'bases':
      return mine(world.bases.filter(({ recognised_on }) => recognised_on <= day)).map((one) => ({ ...at(one), name: one.name, status: one.level, since: one.recognised_on, women_employed: one.women_employed, women_trained: one.women_trained, completed_on: one.recognised_on, counts: true }));
    case 'help-points':
      return mine(world.help_points.filter(({ opened_on }) => opened_on <= day)).map((one) => {
        const closed = one.closed_on !== null && one.closed_on <= day;
        return { ...at(one), name: one.name, status: closed ? 'closed' : one.kind, kind: one.kind, since: one.opened_on, opened_on: one.opened_on, closed_on: one.closed_on, capacity: one.capacity, completed_on: one.opened_on, revoked_on: closed ? one.closed_on : null, counts: !closed };
      });
    default:
      return areas.filter(({ level, code }) => level === { villages: 'village', townships: 'township', counties: 'county' }[layer] && sees(caller, code)).map((one) => ({ id: one.code, ...one }));
  }
}
