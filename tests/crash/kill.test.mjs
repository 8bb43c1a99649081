// SPDX-License-Identifier: Apache-2.0
// Eight writers, a kill -9 at a random moment, a restart: a hundred times. The long run is script/crashtest.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCycles } from './cycles.mjs';

const seed = process.env.COURTYARD_SEED ?? '20210701';

test('a hundred kills lose nothing that was acknowledged', async () => {
  const result = await runCycles({ program: process.env.COURTYARD_PROGRAM, cycles: 100, seed });
  console.log(`seed ${seed}: ${result.cycles} cycles, ${result.acked} acknowledged (${result.zips} zips of photos), ${result.unanswered} unanswered`);
  assert.equal(result.findings.red, false, `seed ${seed}\n${result.findings}`);
  assert.equal(result.cycles, 100);
  assert.ok(result.zips > 20, 'zips of photos were among them');
  assert.ok(result.acked > 500 && result.unanswered > 100, 'the clients were at work when the program was killed');
});
