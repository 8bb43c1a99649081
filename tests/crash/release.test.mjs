// SPDX-License-Identifier: Apache-2.0
// What is built for people has no place to die at and cannot be asked to be wrong.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { defects } from './defects.mjs';
import { namedPoints } from './points.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const words = ['COURTYARD_FAILPOINT', 'COURTYARD_DEFECT', ...defects.map(({ name }) => name), ...namedPoints().filter((name) => name.includes('_before_'))];
const wordsIn = (bytes) => words.filter((word) => bytes.includes(word));

test('the release preset turns the places off', () => {
  const { configurePresets } = JSON.parse(readFileSync(join(root, 'CMakePresets.json'), 'utf8'));
  const settings = (name) => configurePresets.find((preset) => preset.name === name).cacheVariables;
  assert.equal(settings('release').COURTYARD_FAILPOINTS, 'OFF');
  assert.equal(settings('release').COURTYARD_TESTS, undefined);
  for (const name of ['dev', 'test', 'asan', 'tsan']) assert.equal(settings(name).COURTYARD_FAILPOINTS, 'ON', name);
});

test('without the option nothing of them is compiled', () => {
  assert.ok(wordsIn(readFileSync(process.env.COURTYARD_PROGRAM)).length > 5, 'a build for tests has them');
  const folder = mkdtempSync(join(tmpdir(), 'courtyard-release-'));
  try {
    const object = join(folder, 'failpoint.o');
    const compile = ['-std=c++20', '-O2', '-DNDEBUG', '-I', root, '-c', join(root, 'data/store/failpoint.cpp'), '-o', object];
    execFileSync(process.env.COURTYARD_CXX, compile);
    assert.deepEqual(wordsIn(readFileSync(object)), []);
  } finally {
    rmSync(folder, { recursive: true });
  }
  const release = join(root, 'build/release/courtyard');
  if (existsSync(release)) assert.deepEqual(wordsIn(readFileSync(release)), []);
});
