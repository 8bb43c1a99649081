// SPDX-License-Identifier: Apache-2.0
// Three times as much as the server can do: how much of what it can do it still does, and whether it still says that it lives.
// An open-loop generator sends on time whatever the answers do. First the capacity, by wrk; then once and three times as much. Goodput
// is what is answered right within two seconds. The server has one core, the generator the other.
// COURTYARD_PROGRAM and COURTYARD_SAMPLE_DATA name the program and a data directory; see script/bench overload
import { execFile } from 'node:child_process';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sampleServer } from '../../tests/service/program.mjs';

const seconds = Number(process.env.COURTYARD_BENCH_SECONDS ?? 15);
const goodMs = 2_000;

await promisify(execFile)('taskset', ['-cp', '1', String(process.pid)]);
const server = await sampleServer([], ['taskset', '-c', '0']);
const headers = { ...server.as('planner'), 'accept-encoding': 'gzip' };
const agent = new Agent({ keepAlive: true, maxSockets: 900, scheduling: 'lifo' });
const days = Array.from({ length: 1_500 }, (_, i) => new Date(Date.UTC(2021, 6, 1 + i)).toISOString().slice(0, 10));
// Worked out anew each time: progress of every village on some day, and the report.
const question = () => `/api/progress?level=village&as_of=${days[Math.floor(Math.random() * days.length)]}`;

function ask(path, from = agent) {
  const began = performance.now();
  return new Promise((done) => {
    const asked = request(server.url + path, { agent: from, headers }, (answer) => {
      answer.resume();
      answer.on('end', () => done({ status: answer.statusCode, ms: performance.now() - began, at: performance.now(), retry: answer.headers['retry-after'] }));
    });
    asked.on('error', (error) => done({ status: error.code, ms: performance.now() - began }));
    asked.end();
  });
}

/** wrk with so many connections: answers a second that were right, and those told 503. */
async function wrk(connections, length) {
  const { stdout } = await promisify(execFile)('taskset', ['-c', '1', 'wrk', '-t', '1', '-c', String(connections), '-d', `${length}s`, '--timeout', '10s', '-H', `Authorization: ${headers.authorization}`, '-H', 'Accept-Encoding: gzip', '-s', fileURLToPath(new URL('overload.lua', import.meta.url)), server.url]);
  const [good, busy, other, took] = stdout.match(/COUNTS (.*)/)[1].split(' ').map(Number);
  return { good: good / took, busy: busy / took, other };
}

/** Sends at a rate; meanwhile health and readiness are asked ten times a second. */
async function openLoop(rate, length) {
  const waiting = [];
  const health = [];
  const own = new Agent({ keepAlive: false });
  const began = performance.now();
  let sent = 0;
  let asked = 0;
  for (;;) {
    const passed = (performance.now() - began) / 1000;
    if (passed > length) break;
    for (; sent < passed * rate; sent++) waiting.push(ask(question()));
    for (; asked < passed * 10; asked++) health.push(ask(asked % 2 === 0 ? '/healthz' : '/readyz', own));
    await new Promise((later) => setTimeout(later, 1));
  }
  const answers = await Promise.all(waiting);
  const good = answers.filter(({ status, ms, at }) => status === 200 && ms <= goodMs && at - began <= length * 1000);
  const told = {};
  for (const { status } of answers) told[status] = (told[status] ?? 0) + 1;
  const unhelpful = answers.filter(({ status, retry }) => status === 503 && !retry).length;
  return { sent, rate: good.length / length, told, unhelpful, good: good.map(({ ms }) => ms).sort((a, b) => a - b), health: await Promise.all(health) };
}

await wrk(8, 2);
const able = (await wrk(8, 6)).good;
console.log(`capacity, wrk with 8 connections: ${able.toFixed(0)} answers/s`);
let red = false;
for (const times of [1, 3]) {
  const { sent, rate, told, unhelpful, good, health } = await openLoop(able * times, seconds);
  const at = (share) => (good[Math.floor(good.length * share)] ?? NaN).toFixed(0);
  const alive = health.filter(({ status }) => status === 200).length;
  const slowest = Math.max(...health.map(({ ms }) => ms));
  console.log(`${times} x capacity, open loop, ${seconds} s: ${sent} sent; ${rate.toFixed(0)}/s answered right within 2 s = ${((rate / able) * 100).toFixed(0)} % of capacity; p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`);
  console.log(`  by status ${JSON.stringify(told)}; health and readiness ${alive} of ${health.length}, slowest ${slowest.toFixed(0)} ms`);
  if (times === 3 && (rate < 0.8 * able || alive < health.length || unhelpful > 0)) red = true;
}
// 900 connections that ask again at once whatever they were answered, however often they are told to wait.
const { good, busy, other } = await wrk(900, seconds);
console.log(`wrk with 900 connections: ${good.toFixed(0)} answers/s = ${((good / able) * 100).toFixed(0)} % of capacity, ${busy.toFixed(0)}/s told 503, ${other} others`);
agent.destroy();
await server.remove();
console.log(red ? 'overload: RED' : 'overload: green');
process.exit(red ? 1 : 0);
