// SPDX-License-Identifier: Apache-2.0
// Addresses that lead out of the folder of the page.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { sampleServer } from '../program.mjs';
import { hostileGround, verbatim } from './hostile_ground.mjs';

const ground = hostileGround();
const canary = 'canary-7b1f0a52';
let folder;
let paged;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'courtyard-pages-'));
  const web = join(folder, 'web');
  await mkdir(join(web, 'assets'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), canary);
  await writeFile(join(web, 'index.html'), '<!doctype html><title>page</title>');
  await symlink(join(folder, 'secret.txt'), join(web, 'linked.txt'));
  await symlink(folder, join(web, 'assets', 'out'));
  await symlink('/etc/passwd', join(web, 'passwd.txt'));
  paged = await sampleServer(['--web', web]);
});
after(async () => {
  await paged.remove();
  await rm(folder, { recursive: true });
});

const ways = ['/../secret.txt', '/..%2fsecret.txt', '/%2e%2e/secret.txt', '/%2e%2e%2fsecret.txt', '/..\\secret.txt', '/..%5csecret.txt', '/assets/../../secret.txt', '/./../secret.txt', '//secret.txt', '/assets/%2e%2e/%2e%2e/secret.txt', '/secret.txt%00.html', '/%c0%ae%c0%ae/secret.txt', '/%252e%252e/secret.txt', '/../../../../../../etc/passwd', '/linked.txt', '/assets/out/secret.txt', '/passwd.txt', '/assets/out/../secret.txt'];

test('no way leads out of the folder of the page', async () => {
  for (const way of ways) {
    const answer = await verbatim(paged.url, way);
    const text = await answer.text();
    assert.ok(!text.includes(canary) && !/root:/.test(text), `${way} was read`);
    assert.ok([400, 404].includes(answer.status), `${way}: ${answer.status}`);
  }
  assert.equal(paged.child.exitCode, null);
});

test('the files of the data folder are behind no address', async () => {
  for (const way of ['/data.lock', '/courtyard.db', '/../data/courtyard.db', '/spool/', '/blobs/', '/demo-accounts.json', '/api/../courtyard.db', '/api/exports/../courtyard.db', '/api/exports/..%2fcourtyard.db.csv', '/api/exports/%2e%2e.csv', '/api/imports/..%2f..%2fx']) {
    const answer = await ground.verbatim(way);
    assert.ok([400, 401, 404, 405].includes(answer.status), `${way}: ${answer.status}`);
    assert.doesNotMatch(await answer.text(), /SQLite format|"token"/);
  }
});

test('an import named like a path is a name, not a path', async () => {
  const target = join(folder, 'planted.csv');
  for (const filename of ['../../planted.csv', target, 'C:\\planted.csv', '..%2fplanted.csv', 'x'.repeat(3_000) + '.csv', 'a\u0000b.csv', '\u202egnp.csv']) {
    const answer = await ground.import('households', 'no,such,columns\n1,2,3\n', { filename });
    assert.ok([400, 414, 422].includes(answer.status), `${filename}: ${answer.status}`);
    ground.assertDiscreet((await answer.text()).replaceAll(target, '').replaceAll(JSON.stringify(target).slice(1, -1), ''));
  }
  await assert.rejects(stat(target));
});

test('a file beside the page is not even opened', async () => {
  // What is opened is told by the access time, where the file system keeps it.
  const file = join(folder, 'secret.txt');
  await utimes(file, 1_000_000_000, 1_100_000_000);
  for (const way of ways) await (await verbatim(paged.url, way)).text();
  const after = await stat(file);
  assert.equal(after.atimeMs, 1_000_000_000_000, 'the file beside the page was opened');
  assert.equal((await readFile(file, 'utf8')).trim(), canary);
});
