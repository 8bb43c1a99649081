// SPDX-License-Identifier: Apache-2.0
// From the start of the program to the line that says it serves: from facts alone, from the checkpoint, and from a damaged
// checkpoint. COURTYARD_PROGRAM and COURTYARD_BENCH_DATA name the program and the data directory; see script/bench start
import { open, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { start } from '../../tests/service/program.mjs';

const rounds = Number(process.env.COURTYARD_BENCH_ROUNDS ?? 3);
const data = process.env.COURTYARD_BENCH_DATA;
const checkpoint = join(data, 'picture.checkpoint');

async function timed(what) {
  const began = performance.now();
  const server = await start(data);
  const ready = (performance.now() - began) / 1000;
  const memory = Number((await readFile(`/proc/${server.child.pid}/status`, 'utf8')).match(/VmRSS:\s+(\d+)/)[1]) / 1024;
  const peak = Number((await readFile(`/proc/${server.child.pid}/status`, 'utf8')).match(/VmHWM:\s+(\d+)/)[1]) / 1024;
  const points = (await (await fetch(`${server.url}/metrics`)).text()).match(/^courtyard_points_courtyards (\d+)/m)[1];
  const stopping = performance.now();
  await server.stop();
  const stopped = (performance.now() - stopping) / 1000;
  console.log(
    `${what.padEnd(34)} ready after ${ready.toFixed(2)} s, ${memory.toFixed(0)} MB (peak ${peak.toFixed(0)} MB), ${points} households; stopped after ${stopped.toFixed(2)} s`,
  );
}

for (let round = 0; round < rounds; round++) {
  await rm(checkpoint, { force: true });
  await timed('from facts alone');
  const { size } = await stat(checkpoint);
  await timed(`from a checkpoint of ${(size / 2 ** 20).toFixed(0)} MiB`);
  const file = await open(checkpoint, 'r+');
  await file.write(Buffer.from([0x5a, 0xa5]), 0, 2, Math.floor(size / 2));
  await file.close();
  await timed('from a damaged checkpoint');
}
