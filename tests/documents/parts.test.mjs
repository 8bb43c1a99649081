// SPDX-License-Identifier: Apache-2.0
// How script/audit-parts judges what apt and npm say; the texts are theirs with other names.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';

const { judgeDebian, judgeNpm, judgeAge, ageOfLists, partsOf, exitOf } = createRequire(import.meta.url)('../../script/audit-parts');

const main = '        500 http://mirror.example/debian bookworm/main amd64 Packages\n';
const security = '        500 http://mirror.example/debian-security bookworm-security/main amd64 Packages\n';
const here = '        100 /var/lib/dpkg/status\n';
const policy = (name, installed, candidate, table) => `${name}:\n  Installed: ${installed}\n  Candidate: ${candidate}\n  Version table:\n${table}`;
const safe = policy('libsafe1', '1.0-2', '1.0-2', ` *** 1.0-2 500\n${security}${here}     1.0-1 500\n${main}`);

test('a package below the version of the security suite is red', () => {
  const old = policy('libold1', '1.0-1', '1.0-2', `     1.0-2 500\n${security} *** 1.0-1 500\n${main}${here}`);
  const judged = judgeDebian(safe + old, ['libsafe1', 'libold1']);
  assert.deepEqual(judged, { red: ['libold1: 1.0-1 is installed, 1.0-2 is a security update'], told: [], unsure: [] });
  assert.equal(exitOf(judged), 1);
});

test('also where another suite has a still newer one, and where the security suite is not the candidate', () => {
  const between = policy('libmid1', '1.0-1', '1.1-1', `     1.1-1 500\n${main}     1.0-2 500\n${security} *** 1.0-1 100\n${here}`);
  assert.deepEqual(judgeDebian(between, ['libmid1']).red, ['libmid1: 1.0-1 is installed, 1.0-2 is a security update']);
});

test('what is up to date, or older than something that is no security update, is not red', () => {
  const behind = policy('libnew1', '2.0-1', '2.0-2', `     2.0-2 500\n${main} *** 2.0-1 100\n${here}     1.9-1 500\n${security}`);
  const judged = judgeDebian(safe + behind, ['libsafe1', 'libnew1']);
  assert.deepEqual(judged, { red: [], told: ['libnew1: 2.0-1 is installed, 2.0-2 is there (no security update)'], unsure: [] });
  assert.equal(exitOf(judged), 0);
});

test('what apt cannot know is not called safe', () => {
  const alone = policy('liba1', '1.0-1', '1.0-1', ` *** 1.0-1 500\n${main}${here}`);
  assert.match(judgeDebian(alone, ['liba1']).unsure[0], /no security suite/);
  assert.deepEqual(judgeDebian(safe, ['libsafe1', 'libgone1']).unsure, ['libgone1: apt does not know it']);
  assert.equal(exitOf(judgeDebian('', ['libsafe1'])), 77);
  assert.deepEqual([judgeAge(0.5), judgeAge(7)], [[], []]);
  assert.match(judgeAge(8.4)[0], /8 days old/);
  assert.match(judgeAge(null)[0], /no lists/);
});

test('where there is no apt, or nothing was built, it cannot be told', () => {
  assert.equal(ageOfLists('/no/such/folder'), null);
  const { names, unsure } = partsOf('/no/such/program');
  assert.deepEqual(names, []);
  assert.match(unsure[0], /\/no\/such\/program is made of: it is not built/);
  assert.equal(exitOf({ red: [], unsure }), 77);
});

test('an advisory with an update is red, one without is told, and no answer is no clean bill', () => {
  const advisory = (name, fixAvailable) => ({ name, severity: 'high', range: '<2.0.0', fixAvailable, via: [{ title: 'Prototype pollution' }, 'other'] });
  const said = (...list) => judgeNpm(JSON.stringify({ auditReportVersion: 2, vulnerabilities: Object.fromEntries(list.map((one) => [one.name, one])) }));
  assert.deepEqual(said(), { red: [], told: [], unsure: [] });
  assert.deepEqual(said(advisory('a', { name: 'a', version: '2.0.0' }), advisory('b', false)), {
    red: ['a <2.0.0: high, Prototype pollution; other'],
    told: ['b <2.0.0: high, Prototype pollution; other (no update yet)'],
    unsure: [],
  });
  for (const text of ['', '{"message":"request failed","error":{"code":"ENOTFOUND","summary":"","detail":""}}', '<html>']) {
    const judged = judgeNpm(text);
    assert.equal(judged.unsure.length, 1, text);
    assert.equal(exitOf(judged), 77);
  }
});
