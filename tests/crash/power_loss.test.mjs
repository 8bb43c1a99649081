// SPDX-License-Identifier: Apache-2.0
// As the kills, but what was not synced is gone too: all of it, or a random part in sectors of 512 or 4096 bytes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCycles } from './cycles.mjs';

const seed = process.env.COURTYARD_SEED ?? '20210701';

test('forty power cuts lose nothing that was acknowledged', async () => {
  const { COURTYARD_PROGRAM: program, COURTYARD_DISK_SHIM: library } = process.env;
  const result = await runCycles({ program, library, how: 'power', cycles: 40, seed });
  console.log(`seed ${seed}: ${result.acked} acknowledged, ${result.volatile} changes volatile, ${result.taken} taken away`);
  assert.equal(result.findings.red, false, `seed ${seed}\n${result.findings}`);
  assert.ok(result.acked > 200 && result.taken > 100, 'the disk had something to lose');
});
