// SPDX-License-Identifier: Apache-2.0
// Slow clients by slowhttptest while a good one works: heads, bodies and readers that take their time, and 2,000 connections.
// Prints what the good client waited, on a connection that it keeps and on new ones, and what a slow connection costs in memory.
// Fails when the good client was refused, or a slow one was still there long after its deadline.
// COURTYARD_PROGRAM and COURTYARD_SAMPLE_DATA name the program and a data directory; see script/slow
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { sampleServer } from '../../tests/service/program.mjs';
import { eventually } from '../../tests/service/armour/configured.mjs';
import { open } from '../../tests/service/armour/wire.mjs';
import { holdings } from '../../tests/soak/watch.mjs';

const seconds = Number(process.env.COURTYARD_BENCH_SECONDS ?? 30);
const server = await sampleServer();
const kept = new Agent({ keepAlive: true, maxSockets: 1 });
const fresh = new Agent({ keepAlive: false });
const faults = [];

const ask = (path, agent) => {
  const began = performance.now();
  return new Promise((done) => {
    const asked = request(server.url + path, { agent }, (answer) => {
      let text = '';
      answer.on('data', (piece) => (text += piece));
      answer.on('end', () => done({ status: answer.statusCode, ms: performance.now() - began, text }));
    });
    asked.on('error', (error) => done({ status: error.code, ms: performance.now() - began }));
    asked.end();
  });
};
const metric = async (name) => Number((await ask('/metrics', kept)).text.match(new RegExp(`^${name} (\\d+)`, 'm'))[1]);

/** The good client: a tile and progress, ten times a second each way, until told to stop. */
function work() {
  const waited = { kept: [], fresh: [] };
  const told = {};
  let stopped = false;
  const loop = async (name, agent) => {
    for (let i = 0; !stopped; i++) {
      const { status, ms } = await ask(i % 2 === 0 ? '/tiles/areas/9/416/204.mvt' : '/api/progress?level=township', agent);
      waited[name].push(ms);
      told[`${name} ${status}`] = (told[`${name} ${status}`] ?? 0) + 1;
      await new Promise((later) => setTimeout(later, 50));
    }
  };
  const loops = [loop('kept', kept), loop('fresh', fresh)];
  return async () => {
    stopped = true;
    await Promise.all(loops);
    return { waited, told };
  };
}

const at = (list, share) => {
  const sorted = list.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * share)].toFixed(1);
};

/** One attack: the most connections and memory seen, and how the good client fared. */
async function under(name, words, { mayRefuse = false, path = '/tiles/areas,courtyards/9/416/204.mvt' } = {}) {
  const before = await holdings(server.child.pid);
  const [closedBefore, expiredBefore, displacedBefore] = [await metric('courtyard_connections_total'), await metric('courtyard_deadlines_total'), await metric('courtyard_connections_displaced_total')];
  const finish = work();
  let most = 0;
  let memory = 0;
  const attack = words && spawn('slowhttptest', [...words, '-l', String(seconds), '-u', server.url + path], { stdio: 'ignore' });
  const over = attack ? once(attack, 'exit') : new Promise((later) => setTimeout(later, 5_000));
  let running = true;
  over.then(() => (running = false));
  while (running) {
    most = Math.max(most, await metric('courtyard_connections_open'));
    memory = Math.max(memory, (await holdings(server.child.pid)).memoryMiB);
    await new Promise((later) => setTimeout(later, 200));
  }
  const { waited, told } = await finish();
  console.log(`${name}: at most ${most} connections of ${(await metric('courtyard_connections_total')) - closedBefore} taken; ${(await metric('courtyard_deadlines_total')) - expiredBefore} deadlines, ${(await metric('courtyard_connections_displaced_total')) - displacedBefore} gave their place`);
  console.log(`  good client, kept connection: p50 ${at(waited.kept, 0.5)} ms, p99 ${at(waited.kept, 0.99)} ms; new connections: p50 ${at(waited.fresh, 0.5)} ms, p99 ${at(waited.fresh, 0.99)} ms; ${JSON.stringify(told)}`);
  if (attack) console.log(`  memory ${before.memoryMiB.toFixed(0)} -> ${memory.toFixed(0)} MiB: ${(((memory - before.memoryMiB) * 1024) / most).toFixed(0)} KiB a connection`);
  const good = ['kept 200', 'fresh 200'];
  if (mayRefuse) good.push('fresh 503');
  for (const status of Object.keys(told)) if (!good.includes(status)) faults.push(`${name}: the good client heard ${status}`);
  await eventually(async () => (await metric('courtyard_connections_open')) <= 3, 'the slow ones to be gone');
}

/** 500 connections that send a byte of a head every five seconds: how long each stays. */
async function crawl() {
  const lives = await Promise.all(
    Array.from({ length: 500 }, async () => {
      const socket = open(server.url);
      await once(socket, 'connect');
      const began = performance.now();
      let answer = '';
      socket.on('data', (piece) => (answer += piece.toString('latin1')));
      socket.write('G');
      const drip = setInterval(() => socket.write('E'), 5_000);
      await new Promise((done) => socket.once('close', done));
      clearInterval(drip);
      return { seconds: (performance.now() - began) / 1000, told: answer.startsWith('HTTP/1.1 408 ') };
    }),
  );
  const longest = Math.max(...lives.map((life) => life.seconds));
  console.log(`500 connections with a byte of a head every 5 s: closed after ${Math.min(...lives.map((life) => life.seconds)).toFixed(1)} to ${longest.toFixed(1)} s, ${lives.filter((life) => life.told).length} told 408`);
  if (longest > 15) faults.push('a slow head stayed');
}

console.log(`${seconds} s each, program and clients on one machine`);
await under('nobody else', null);
await crawl();
await under('slow heads, 500 (-H)', ['-H', '-c', '500', '-r', '200', '-i', '5', '-x', '4']);
await under('slow bodies, 500 (-B)', ['-B', '-c', '500', '-r', '200', '-i', '5', '-x', '4', '-s', '100000', '-f', 'application/json'], { path: '/api/session' });
await under('slow readers, 500 (-X)', ['-X', '-c', '500', '-r', '200', '-w', '1', '-y', '64', '-n', '5', '-z', '1', '-k', '10']);
await under('2,000 connections with slow heads', ['-H', '-c', '2000', '-r', '1000', '-i', '5', '-x', '4'], { mayRefuse: true });
kept.destroy();
await server.remove();
for (const fault of faults) console.log(`FAULT ${fault}`);
process.exit(faults.length === 0 ? 0 : 1);
