// SPDX-License-Identifier: Apache-2.0
// A server on the sample county with settings of its own.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleServer } from '../program.mjs';

/** Starts it with the text of a courtyard.toml. */
export async function configuredServer(toml, options = []) {
  const folder = await mkdtemp(join(tmpdir(), 'courtyard-config-'));
  const file = join(folder, 'courtyard.toml');
  await writeFile(file, toml);
  const server = await sampleServer(['--config', file, ...options]);
  return {
    ...server,
    remove: async () => {
      await server.remove();
      await rm(folder, { recursive: true });
    },
  };
}

/** Waits for something that another process does. */
export async function eventually(condition, what) {
  const patience = Date.now() + 20_000;
  while (!(await condition())) {
    if (Date.now() > patience) throw new Error(`it has not come: ${what}`);
    await new Promise((later) => setTimeout(later, 10));
  }
}
