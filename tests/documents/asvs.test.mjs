// SPDX-License-Identifier: Apache-2.0
// docs/asvs.csv names every requirement of OWASP ASVS 5.0.0, levels 1 and 2, once; what it calls met names a test or a file
// that is there; docs/SECURITY.md counts it rightly and hides nothing that is not met.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { counts_of, faults_of, read_csv, required, tests_of } from './asvs_table.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const rows = read_csv(readFileSync(join(root, 'docs/asvs.csv'), 'utf8'));
const document = readFileSync(join(root, 'docs/SECURITY.md'), 'utf8');
const tests = tests_of(root);

test('the standard has 70 requirements of level 1 and 183 of level 2', () => {
  const levels = [...required.values()];
  assert.equal(levels.filter((level) => level === 1).length, 70);
  assert.equal(levels.filter((level) => level === 2).length, 183);
});

test('each requirement stands once, and what is met names a test or a file that is there', () => {
  assert.deepEqual(faults_of(rows, root, tests), []);
});

test('the security page gives the counts of the table', () => {
  for (const line of counts_of(rows)) assert.ok(document.includes(`\n${line}\n`), `docs/SECURITY.md lacks the line ${line}`);
});

test('the security page names everything that is not met, and nothing else as such', () => {
  const told = document.match(/^### Not met$([^]*?)(?=^##)/m)?.[1] ?? '';
  const named = [...told.matchAll(/V\d+\.\d+\.\d+/g)].map(([id]) => id);
  assert.deepEqual(named.sort(), rows.filter((row) => row.verdict === 'not_met').map((row) => row.id).sort());
});

test('a table that claims too much is found out', () => {
  const changed = (id, change) => faults_of(rows.map((row) => (row.id === id ? { ...row, ...change } : row)), root, tests);
  const met = rows.find((row) => row.verdict === 'met').id;
  for (const [change, fault] of [
    [{ evidence: 'Target.NobodyWroteThisTest' }, 'there is no GoogleTest Target.NobodyWroteThisTest'],
    [{ evidence: 'ctest no_such_test' }, 'there is no CTest no_such_test'],
    [{ evidence: 'ctest bad_input_text: no such title' }, 'tests/service/bad_inputs/text.test.mjs has no test "no such title"'],
    [{ evidence: 'docs/NOTHING.md' }, 'there is no file docs/NOTHING.md'],
    [{ evidence: 'docs/SECURITY.md#no-such-heading' }, 'docs/SECURITY.md has no heading #no-such-heading'],
    [{ evidence: 'it is surely so' }, '"it is surely so" names neither a test nor a file'],
    [{ evidence: '' }, '"" names neither a test nor a file'],
    [{ verdict: 'perhaps' }, '"perhaps" is no verdict'],
    [{ verdict: 'not_met', evidence: 'no' }, 'a reason is a sentence'],
    [{ level: '3' }, undefined],
  ])
    assert.deepEqual(changed(met, change), [fault ? `${met}: ${fault}` : `${met} is of level ${required.get(met)}, not 3`]);
  assert.deepEqual(faults_of(rows.slice(1), root, tests), [`${rows[0].id} is missing`]);
  assert.deepEqual(faults_of([...rows, rows[0]], root, tests), [`${rows[0].id} stands twice`]);
  assert.deepEqual(faults_of([...rows, { ...rows[0], id: 'V1.2.10' }], root, tests), ['V1.2.10 is no requirement of level 1 or 2']);
});
