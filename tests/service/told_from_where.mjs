// SPDX-License-Identifier: Apache-2.0
// What was done over the network is told of with the address that it came from.
import assert from 'node:assert/strict';

/** The sample county was made before. */
const began = Date.now() - 1_000;

/** Asserts it of every entry that was made since this file was read, and that each of `verbs` is among them. */
export async function assertToldFromWhere(server, ...verbs) {
  const told = new Set();
  for (let after = ''; after !== null; ) {
    const answer = await fetch(`${server.url}/api/audit?limit=1000${after && `&after=${after}`}`, { headers: server.as('auditor') });
    assert.equal(answer.status, 200);
    const { entries, next } = await answer.json();
    for (const entry of entries) {
      if (Date.parse(entry.at) < began) continue;
      if (!entry.account || entry.account.startsWith('os:')) continue;
      assert.equal(entry.address, '127.0.0.1', JSON.stringify(entry));
      told.add(entry.verb);
    }
    after = next;
  }
  assert.deepEqual(verbs.filter((verb) => !told.has(verb)), []);
}
