// SPDX-License-Identifier: Apache-2.0
// Each seeded defect turns the harness red within a bounded number of cycles. The long table: script/crashtest --defects.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCycles } from './cycles.mjs';
import { defects } from './defects.mjs';

const { COURTYARD_PROGRAM: program, COURTYARD_DISK_SHIM: library } = process.env;
const seed = process.env.COURTYARD_SEED ?? '20210701';

for (const { name, what, how, points } of defects)
  test(`found: ${name}, ${what}`, async () => {
    const { findings, cycles } = await runCycles({ program, library, how, points, cycles: 30, seed, env: { COURTYARD_DEFECT: name } });
    assert.ok(findings.red, `seed ${seed}: 30 cycles and nothing found`);
    console.log(`${name}: ${findings.invariants} after ${cycles} cycles`);
    assert.ok(findings.invariants.some((one) => /^I[1-9]$/.test(one)), String(findings));
  });
