// SPDX-License-Identifier: Apache-2.0
// What a process holds: memory, descriptors, threads, and the processes it has started.
import { readdir, readFile } from 'node:fs/promises';

async function childrenOf(pid) {
  const found = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    if (stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] === String(pid)) found.push(name);
  }
  return found;
}

export async function holdings(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const figure = (name) => Number(status.match(new RegExp(`^${name}:\\s+(\\d+)`, 'm'))[1]);
  const children = await childrenOf(pid);
  return {
    memoryMiB: figure('VmRSS') / 1024,
    threads: figure('Threads'),
    descriptors: (await readdir(`/proc/${pid}/fd`)).length,
    children: children.length,
  };
}
