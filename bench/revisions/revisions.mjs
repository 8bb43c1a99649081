// SPDX-License-Identifier: Apache-2.0
// Older revisions of 200,000 households: how long the first answer takes, how long the next ones, what a kept picture takes in
// memory, and how the newest is answered while old ones are asked for as fast as a client can. See script/bench revisions
import { readFile } from 'node:fs/promises';
import { start } from '../../tests/service/program.mjs';

const server = await start(process.env.COURTYARD_BENCH_DATA);
const memory = async () => Number((await readFile(`/proc/${server.child.pid}/status`, 'utf8')).match(/VmRSS:\s+(\d+)/)[1]) / 1024;
const timed = async (path) => {
  const began = performance.now();
  const answer = await fetch(server.url + path);
  await answer.arrayBuffer();
  return { ms: performance.now() - began, status: answer.status };
};
const { revision } = await (await fetch(`${server.url}/api/progress`)).json();
const figures = (await (await fetch(`${server.url}/metrics`)).text()).match(/^courtyard_points_courtyards (\S+)/m)[1];
console.log(`${figures} households, ${revision} facts; ${(await memory()).toFixed(0)} MB with the newest picture`);
for (const back of [1, 2, Math.floor(revision / 4), Math.floor(revision / 2)]) {
  const first = await timed(`/api/progress?level=village&revision=${revision - back}`);
  const again = await timed(`/api/progress?level=village&revision=${revision - back}`);
  console.log(
    `revision ${revision - back}: first answer after ${(first.ms / 1000).toFixed(2)} s, again after ${again.ms.toFixed(1)} ms; ${(await memory()).toFixed(0)} MB`,
  );
}
const quiet = [];
for (let i = 0; i < 200; i++) quiet.push((await timed('/api/progress?level=village')).ms);
let flooding = true;
let next = revision - 10;
const said = new Map();
const flood = Array.from({ length: 8 }, async () => {
  while (flooding) {
    const { status } = await timed(`/api/progress?revision=${next--}`);
    said.set(status, (said.get(status) ?? 0) + 1);
    if (status === 503) await new Promise((done) => setTimeout(done, 10));
  }
});
const flooded = [];
for (let i = 0; i < 200; i++) flooded.push((await timed('/api/progress?level=village')).ms);
flooding = false;
await Promise.all(flood);
const percentile = (list, share) => [...list].sort((a, b) => a - b)[Math.floor(list.length * share)].toFixed(1);
console.log(
  `newest picture, progress of all villages: p50 ${percentile(quiet, 0.5)} ms, p99 ${percentile(quiet, 0.99)} ms; while eight clients ask for old revisions p50 ${percentile(flooded, 0.5)} ms, p99 ${percentile(flooded, 0.99)} ms (they got ${[...said].map(([status, count]) => `${count} x ${status}`).join(', ')}); ${(await memory()).toFixed(0)} MB`,
);
await server.stop();
