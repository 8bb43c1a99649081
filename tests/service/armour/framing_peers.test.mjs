// SPDX-License-Identifier: Apache-2.0
// The table of framings against our server, against nginx, haproxy and lighttpd of Debian as a control group, and through nginx
// as a proxy before ours. Prints who refuses what. Peers that are not installed are skipped: `script/test --full` installs them.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { hostileGround } from '../bad_inputs/hostile_ground.mjs';
import { badRows, goodRows } from './framing_rows.mjs';
import { found, startPeer } from './peers.mjs';
import { exchange, statuses } from './wire.mjs';

const ground = hostileGround(configured('log_level = "debug"\n'));
let server;
before(async () => {
  await ground.opened;
  server = ground.server;
});

async function configured(text) {
  const file = join(process.env.TMPDIR ?? '/tmp', `courtyard-framing-${process.pid}.toml`);
  await writeFile(file, text);
  return ['--config', file];
}

const probe = (name) => `GET /probe-${name} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`;
/** Paths of requests that reached ours. */
const heard = (name) => server.log().includes(`/probe-${name} `);

for (const [number, row] of badRows.entries()) {
  test(`row ${row.row}: ${row.what}`, async () => {
    let answer;
    await ground.unchanged(async () => (answer = await exchange(server.url, row.bytes + probe(`direct-${number}`))));
    ground.assertDiscreet(answer);
    const told = statuses(answer);
    assert.equal(told.length, 1, `one answer, and what follows is not read: ${answer.slice(0, 400)}`);
    assert.ok(row.statuses.includes(told[0]), `${told[0]}: ${answer.slice(0, 400)}`);
    assert.match(answer, /\r\nConnection: close\r\n/);
    assert.match(answer, /\r\ncontent-type: application\/problem\+json\r\n/);
  });
}

test('what every server takes is taken', async () => {
  for (const row of goodRows) assert.deepEqual(statuses(await exchange(server.url, row.bytes)), [row.status], row.what);
});

test('nothing that follows a bad request was heard', async () => {
  await fetch(`${server.url}/probe-last`);
  await waitFor(() => heard('last'));
  assert.ok(!heard('direct'), 'a request after a bad one reached a handler');
  assert.doesNotMatch(server.log(), /\/probe-direct/);
});

async function waitFor(condition) {
  const patience = Date.now() + 10_000;
  while (!condition()) {
    assert.ok(Date.now() < patience, 'it has not come');
    await new Promise((later) => setTimeout(later, 10));
  }
}

const methodOf = (row) => row.bytes.slice(0, row.bytes.indexOf(' '));

for (const kind of ['nginx', 'haproxy', 'lighttpd']) {
  test(`control group: ${kind}`, { skip: !found(kind) && `${kind} is not installed (script/test --full installs it)` }, async () => {
    const peer = await startPeer(kind);
    try {
      // How it answers what is sound, by method; a bad row that is answered the same was taken for sound.
      const sound = {};
      for (const row of goodRows) {
        const [told] = statuses(await exchange(peer.place, row.bytes));
        sound[methodOf(row)] ??= told;
        assert.equal(told, sound[methodOf(row)], `${kind} takes ${row.what}`);
      }
      assert.equal(sound.GET, 200);
      const taken = [];
      for (const row of badRows) {
        const [told] = statuses(await exchange(peer.place, row.bytes));
        if (told === (sound[methodOf(row)] ?? 200)) taken.push(row);
      }
      console.log(`${kind} takes ${taken.length} of the ${badRows.length} rows that ours refuses:`);
      for (const row of taken) console.log(`  row ${row.row}  ${row.what}`);
      assert.ok(taken.length < badRows.length / 2, `${kind} refuses most of them too`);
    } finally {
      await peer.stop();
    }
  });
}

test('through nginx, ours hears no request that nginx did not send', { skip: !found('nginx') && 'nginx is not installed (script/test --full installs it)' }, async () => {
  const peer = await startPeer('nginx before ours', server.url);
  try {
    for (const [number, row] of badRows.entries()) {
      await exchange(peer.place, row.bytes + probe(`proxied-${number}`));
      // The connections that nginx keeps to ours are not out of step: the next question has its own answer.
      const next = await exchange(peer.place, 'GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
      assert.deepEqual(statuses(next), [200], row.what);
      assert.ok(next.endsWith('ok\n'), row.what);
    }
    await exchange(peer.place, probe('end-of-rows'));
    await waitFor(() => heard('end-of-rows'));
    const sent = new Map();
    for (const { request, upstream } of await peer.accessed()) {
      if (upstream === '-') continue;
      const probed = request.match(/\/probe-[\w-]+/)?.[0];
      if (probed) sent.set(probed, (sent.get(probed) ?? 0) + 1);
    }
    const came = new Map();
    for (const [, probed] of server.log().matchAll(/(\/probe-(?:proxied-\d+|end-of-rows)) /g)) came.set(probed, (came.get(probed) ?? 0) + 1);
    for (const [probed, times] of came) assert.equal(times, sent.get(probed) ?? 0, `${probed} reached ours and was not sent`);
    assert.ok(came.has('/probe-end-of-rows'));
    console.log(`through nginx: ${badRows.length} rows, ${[...sent.values()].reduce((a, b) => a + b, 0)} requests after them sent on by nginx, the same ones heard`);
  } finally {
    await peer.stop();
  }
});
