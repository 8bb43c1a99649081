// SPDX-License-Identifier: Apache-2.0
// What the database file itself says, read by the sqlite3 shell from a copy: the program is not asked about itself.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const list = (what, from) => `SELECT json_group_array(${what}) FROM ${from};`;
const row = (...columns) => `json_object(${columns.map((name) => `'${name}',${name}`).join(',')})`;
const kinds = ['inspection', 'decision', 'household', 'area'];
// A single fact is told of in the feed; those of an import by their stretch.
const single = (kind) =>
  `SELECT f.line FROM ${kind} f JOIN stretch s ON s.first_line = (SELECT max(first_line) FROM stretch WHERE first_line <= f.line) WHERE s.account = ''`;
const orphans = kinds
  .map((kind) => `SELECT line AS seq FROM feed WHERE kind = '${kind}' AND line NOT IN (SELECT line FROM ${kind})`)
  .concat(['inspection', 'decision', 'household'].map((kind) => `SELECT line AS seq FROM (${single(kind)}) WHERE line NOT IN (SELECT line FROM feed)`))
  .join(' UNION ALL ');
const numbered = kinds
  .concat('base', 'help_point', 'target')
  .map((kind) => `SELECT seq, '${kind}' AS kind FROM ${kind}_fact WHERE seq IS NOT NULL`)
  .concat(`SELECT s.first_seq + f.line - s.first_line AS seq, kind FROM feed f
           JOIN stretch s ON s.first_line = (SELECT max(first_line) FROM stretch WHERE first_line <= f.line) WHERE kind = 'undo'`)
  .join(' UNION ALL ');

const questions = {
  integrity: list('integrity_check', 'pragma_integrity_check'),
  foreign: list('"table"', 'pragma_foreign_key_check'),
  // Records without their place in the feed, the reverse, and numbers given twice.
  halves: list('seq', `(${orphans} UNION ALL SELECT seq FROM (${numbered}) GROUP BY seq HAVING count(*) > 1)`),
  // What has no number is of a file on its way: nobody sees it, and the next start takes it back.
  inspections: list(row('id', 'seq', 'lon', 'lat', 'note', 'household', 'batch', 'undone_seq'), 'inspection_fact WHERE seq IS NOT NULL'),
  decisions: list(row('id', 'seq', 'household', 'status', 'decided_on', 'reason', 'undone_seq'), 'decision_fact WHERE seq IS NOT NULL'),
  batches: list(row('id', 'undone_seq'), 'batch'),
  seqs: list('seq', `(${numbered})`),
  photos: list('sha256', 'photo'),
  // The chain: what each entry tells, in the words that were hashed.
  audit: list(
    `json_object('seq',seq,'at',at,'verb',verb,'detail',detail,'area',area,'rows',"rows",'revision',revision,'subject',subject_name,'hash',lower(hex(hash)),'names',json_array(${['account', 'subject', 'address']
      .map((one) => `iif(${one}_kind IS NULL,'-',${one}_kind || ' ' || lower(hex(${one}_token)))`)
      .join(',')}))`,
    '(SELECT * FROM audit_entry ORDER BY seq)',
  ),
};

/** All rows of the store in `data`, by the names above. */
export function readStore(data, scratch) {
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch);
  for (const name of ['courtyard.db', 'courtyard.db-wal'])
    if (existsSync(join(data, name))) copyFileSync(join(data, name), join(scratch, name));
  const ask = (input) =>
    execFileSync('sqlite3', ['-batch', join(scratch, 'courtyard.db')], { input, encoding: 'utf8', maxBuffer: 1 << 30 }).trim().split('\n');
  const lines = ask(Object.values(questions).join('\n'));
  return Object.fromEntries(Object.keys(questions).map((name, i) => [name, JSON.parse(lines[i])]));
}
