// SPDX-License-Identifier: Apache-2.0
// What the database file itself says, read by the sqlite3 shell from a copy: the program is not asked about itself.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const list = (what, from) => `SELECT json_group_array(${what}) FROM ${from};`;
const row = (...columns) => `json_object(${columns.map((name) => `'${name}',${name}`).join(',')})`;
const orphans = ['inspection', 'decision', 'household', 'area']
  .map((kind) => `SELECT seq FROM feed WHERE kind = '${kind}' AND seq NOT IN (SELECT seq FROM ${kind})`)
  .concat(['inspection', 'decision', 'household'].map((kind) => `SELECT seq FROM ${kind} WHERE seq NOT IN (SELECT seq FROM feed)`))
  .join(' UNION ALL ');

const questions = {
  integrity: list('integrity_check', 'pragma_integrity_check'),
  foreign: list('"table"', 'pragma_foreign_key_check'),
  halves: list('seq', `(${orphans})`),
  inspections: list(row('id', 'seq', 'lon', 'lat', 'note', 'household', 'batch', 'undone_seq'), 'inspection_fact'),
  decisions: list(row('id', 'seq', 'household', 'status', 'decided_on', 'reason', 'undone_seq'), 'decision_fact'),
  batches: list(row('id', 'undone_seq'), 'batch'),
  feed: list(row('seq', 'kind'), 'feed'),
};

/** All rows of the store in `data`, as {integrity, foreign, halves, inspections, decisions, batches, feed}. */
export function readStore(data, scratch) {
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch);
  for (const name of ['courtyard.db', 'courtyard.db-wal'])
    if (existsSync(join(data, name))) copyFileSync(join(data, name), join(scratch, name));
  const said = execFileSync('sqlite3', ['-batch', join(scratch, 'courtyard.db')], {
    input: Object.values(questions).join('\n'),
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  const lines = said.trim().split('\n');
  return Object.fromEntries(Object.keys(questions).map((name, i) => [name, JSON.parse(lines[i])]));
}
