// SPDX-License-Identifier: Apache-2.0
// What the database file itself says, read by the sqlite3 shell from a copy: the program is not asked about itself.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const list = (what, from) => `SELECT json_group_array(${what}) FROM ${from};`;
const row = (...columns) => `json_object(${columns.map((name) => `'${name}',${name}`).join(',')})`;
const kinds = ['inspection', 'decision', 'household', 'area'];
const facts = `(${kinds.map((kind) => `SELECT seq, batch FROM ${kind}_fact`).join(' UNION ALL ')})`;

/** Single facts have a row in `feed` and one in the table of their kind: never one without the other. */
function halves(line) {
  const lost = kinds.map((kind) => `SELECT ${line} AS line FROM feed WHERE kind = '${kind}' AND ${line} NOT IN (SELECT ${line} FROM ${kind})`);
  const unnumbered = kinds.map((kind) => `SELECT ${line} AS line FROM ${kind}_fact WHERE batch IS NULL AND ${line} NOT IN (SELECT ${line} FROM feed)`);
  const twice = `SELECT seq FROM ${facts} WHERE seq IS NOT NULL GROUP BY seq HAVING count(*) > 1`;
  return `(${[...lost, ...unnumbered, twice].join(' UNION ALL ')})`;
}

const questions = (tables) => ({
  integrity: list('integrity_check', 'pragma_integrity_check'),
  foreign: list('"table"', 'pragma_foreign_key_check'),
  halves: list('line', halves(tables.includes('stretch') ? 'line' : 'seq')),
  // What has no number is of a file on its way: nobody sees it, and the next start takes it back.
  inspections: list(row('id', 'seq', 'lon', 'lat', 'note', 'household', 'batch', 'undone_seq'), 'inspection_fact WHERE seq IS NOT NULL'),
  decisions: list(row('id', 'seq', 'household', 'status', 'decided_on', 'reason', 'undone_seq'), 'decision_fact WHERE seq IS NOT NULL'),
  batches: list(row('id', 'undone_seq'), 'batch'),
  seqs: list('seq', `${facts} WHERE seq IS NOT NULL`),
  photos: list('sha256', tables.includes('photo') ? 'photo' : '(SELECT 0 AS sha256 WHERE 0)'),
});

/** All rows of the store in `data`, by the names above. */
export function readStore(data, scratch) {
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch);
  for (const name of ['courtyard.db', 'courtyard.db-wal'])
    if (existsSync(join(data, name))) copyFileSync(join(data, name), join(scratch, name));
  const ask = (input) =>
    execFileSync('sqlite3', ['-batch', join(scratch, 'courtyard.db')], { input, encoding: 'utf8', maxBuffer: 1 << 30 }).trim().split('\n');
  const all = questions(JSON.parse(ask(list('name', 'sqlite_schema'))[0]));
  const lines = ask(Object.values(all).join('\n'));
  return Object.fromEntries(Object.keys(all).map((name, i) => [name, JSON.parse(lines[i])]));
}
