// SPDX-License-Identifier: Apache-2.0
// Who may ask for what, and whose area is whose: written down from docs/PRIVACY.md and docs/API.md, apart from the program.
import { county, roles, townships, villages } from '../canary_county.mjs';
import { within } from './world.mjs';

const but = (...without) => roles.filter((role) => !without.includes(role));
/** What a role may; whoever is nobody in particular: by public level. */
export const rights = {
  anybody: [...roles, '0', '1', '2'],
  aggregates: [...but('auditor'), '1', '2'],
  places: [...but('auditor', 'security'), '1', '2'],
  household_points: [...but('auditor', 'security'), '2'],
  households: ['field', 'reviewer', 'admin'],
  exports: ['planner', 'reviewer', 'viewer', 'admin', '2'],
  files: ['field', 'reviewer', 'planner', 'caseworker', 'admin'],
  review: ['reviewer', 'admin'],
  cases: ['reviewer', 'caseworker', 'admin'],
  relief: ['caseworker'],
  accounts: ['security'],
  audit: ['auditor'],
  backups: ['admin'],
  own: roles,
};
export const tops = { county, township: townships[0], other_township: townships[1], village: villages[0] };

/** Everybody who asks: each role in each scope, and nobody in particular at a public level. */
export const callers = roles.flatMap((role) => Object.keys(tops).map((scope) => ({ name: `${role}_of_${scope}`, role, scope, top: tops[scope] })));
export const anybody = (level) => ({ name: undefined, role: String(level), scope: 'county', top: county });
export const may = ({ role }, right) => rights[right].includes(role);
export const sees = ({ top }, code) => within(top, code);

/** The right that a layer takes. */
export const right_of_layer = (layer) => ({ bases: 'places', 'help-points': 'places', courtyards: 'household_points', inspections: 'household_points' })[layer] ?? 'aggregates';
