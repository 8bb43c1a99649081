// SPDX-License-Identifier: Apache-2.0
// What a soak calls growth: a leak however small beside the unrest, and neither noise nor a cache that fills.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drift_of, least_of_stretches } from './drift.mjs';

/** A row of figures that is the same each time. */
function noise(seed) {
  let state = seed;
  return () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648 - 0.5;
}

test('noise is no growth', () => {
  let grown = 0;
  for (let seed = 1; seed <= 1000; seed++) {
    const one = noise(seed * 7919);
    if (drift_of(Array.from({ length: 16 }, () => 100 + 4 * one())).grows) grown++;
  }
  assert.ok(grown <= 3, `${grown} of 1000 rows of noise were called growth`);
});

test('a leak is growth, also when it is small beside what comes and goes', () => {
  for (let seed = 1; seed <= 100; seed++) {
    const one = noise(seed * 104729);
    const { grows, drift } = drift_of(Array.from({ length: 16 }, (_, i) => 100 + i + 2 * one()));
    assert.ok(grows, `seed ${seed}`);
    assert.ok(Math.abs(drift - 15) < 4, `seed ${seed}: ${drift}`);
  }
});

test('what rose once and stays, and what falls, does not grow', () => {
  assert.equal(drift_of([...Array(3).fill(100), ...Array(13).fill(120)]).grows, false);
  assert.equal(drift_of(Array.from({ length: 16 }, (_, i) => 100 - i)).grows, false);
});

test('what is needed for a moment is not held', () => {
  const samples = Array.from({ length: 160 }, (_, i) => ({ at: i, value: i % 10 === 3 ? 500 : 100 }));
  assert.deepEqual(least_of_stretches(samples, 16), Array(16).fill(100));
});
