// SPDX-License-Identifier: Apache-2.0
// The named places of the write path at which the program can be killed, read out of its sources: a new one that no
// test reaches is found here.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../data/', import.meta.url));

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? sources(join(folder, entry.name)) : entry.name.endsWith('.cpp') ? [join(folder, entry.name)] : [],
  );
}

/**
 * `failpoint("name")` is a place; a statement run by name is one before and one after it. All but the rollback of a
 * whole group: when a disk refuses, SQLite has rolled back by itself before the store could, so nothing leads there.
 */
export function namedPoints() {
  const names = new Set();
  for (const file of sources(root)) {
    const text = readFileSync(file, 'utf8');
    for (const [, name] of text.matchAll(/\bfailpoint\("(\w+)"\)/g)) names.add(name);
    for (const [, name] of text.matchAll(/\.run\("(?!rollback")(\w+)"\)/g)) for (const when of ['before', 'after']) names.add(`${when}_${name}`);
  }
  return [...names].sort();
}
