// SPDX-License-Identifier: Apache-2.0
// A mixed load for minutes: maps, figures, uploads, photos, imports that are undone, exports, event streams, sign-ins and
// strangers. Prints memory, descriptors and threads at the start, in the middle and at the end, and every answer by status.
// Fails when an answer was not a right one, when memory or descriptors grew without a cause, or when the server did not end well.
// Usage: node soak.mjs [--minutes N] [--only tiles,uploads]; COURTYARD_PROGRAM and COURTYARD_SAMPLE_DATA name the program and its data (script/soak)
import { parseArgs } from 'node:util';
import { configuredServer, eventually } from '../service/armour/configured.mjs';
import { ground, guests } from './guests.mjs';
import { holdings } from './watch.mjs';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' }, only: { type: 'string' } } });
const lengthMs = Number(values.minutes) * 60_000;
const loops = { tiles: 4, progress: 2, uploads: 2, events: 3 };
/** What may be in use more than in the middle, and what the allocator may keep; beyond it each stored record may have cost so much. */
const spareMiB = { heapMiB: 64, memoryMiB: 160 };
const recordKiB = 8;
const spareDescriptors = 8;

const server = await configuredServer('tile_cache_mib = 16\nlog_level = "warn"\n');
const place = await ground(server);
const answers = {};
const wrong = new Map();
let records = 0;
let stopped = false;

async function stay(name) {
  const guest = guests[name];
  const say = (status) => {
    const counts = (answers[name] ??= {});
    counts[status] = (counts[status] ?? 0) + 1;
    if (guest.counts && status === 201) records++;
    if (!guest.right.includes(status)) wrong.set(`${name}: ${status}`, (wrong.get(`${name}: ${status}`) ?? 0) + 1);
  };
  while (!stopped) {
    await guest.turn(place, say).catch((error) => say(error.cause?.code ?? error.code ?? error.message));
    await new Promise((later) => setTimeout(later, guest.pauseMs));
  }
}

const wait = (ms) => new Promise((later) => setTimeout(later, ms));
const seen = [];
const metrics = async () => (await fetch(`${server.url}/metrics`)).text();
const figure = (text, name) => Number(text.match(new RegExp(`^${name} (\\S+)`, 'm'))?.[1]);

/** What it holds, the least of three seconds: an import under way needs more for a moment. */
async function look(when) {
  const now = { when, ...(await holdings(server.child.pid)), heapMiB: Infinity };
  for (let i = 0; i < 15; i++) {
    now.heapMiB = Math.min(now.heapMiB, figure(await metrics(), 'courtyard_heap_bytes') / 2 ** 20);
    now.memoryMiB = Math.min(now.memoryMiB, (await holdings(server.child.pid)).memoryMiB);
    await wait(200);
  }
  now.records = records;
  seen.push(now);
  console.log(`${when.padEnd(10)} memory ${now.memoryMiB.toFixed(0).padStart(5)} MiB, of it in use ${now.heapMiB.toFixed(0).padStart(5)} MiB   descriptors ${String(now.descriptors).padStart(4)}   threads ${String(now.threads).padStart(3)}   processes for parsing ${now.children}   records stored ${now.records}`);
}
const openConnections = async () => figure(await metrics(), 'courtyard_connections_open');

console.log(`soak of ${values.minutes} min`);
await look('before');
const invited = values.only?.split(',') ?? Object.keys(guests);
const all = invited.flatMap((name) => Array.from({ length: loops[name] ?? 1 }, () => stay(name)));
await wait(lengthMs * 0.2);
await look('start');
await wait(lengthMs * 0.4);
await look('middle');
await wait(lengthMs * 0.4);
await look('end');
stopped = true;
await Promise.all(all);
await eventually(async () => (await openConnections()) <= 40, 'the connections to close');
await look('at rest');

for (const [name, counts] of Object.entries(answers)) console.log(`  ${name.padEnd(10)} ${Object.entries(counts).map(([status, count]) => `${status}: ${count}`).join('   ')}`);
const faults = [...wrong].map(([what, count]) => `an answer that should not be: ${what}, ${count} times`);
for (const name of invited) if (!answers[name]) faults.push(`${name}: nothing was answered`);
const [, , middle, end, rest] = seen;
for (const [what, spare] of Object.entries(spareMiB)) {
  const grown = end[what] - middle[what];
  const allowed = spare + ((end.records - middle.records) * recordKiB) / 1024;
  if (grown > allowed) faults.push(`${what} grew by ${grown.toFixed(0)} from the middle to the end; ${allowed.toFixed(0)} have a cause`);
}
if (end.descriptors > middle.descriptors + 40) faults.push(`descriptors: ${middle.descriptors} in the middle, ${end.descriptors} at the end`);
if (rest.descriptors > seen[0].descriptors + 40 + spareDescriptors) faults.push(`descriptors: ${seen[0].descriptors} before, ${rest.descriptors} at rest`);
if (rest.threads > seen[0].threads) faults.push(`threads: ${seen[0].threads} before, ${rest.threads} at rest`);
const { code, signal } = await server.stop();
if (code !== 0) faults.push(`the server ended with ${code ?? signal}: ${server.log()}`);
for (const line of server.log().split('\n').filter((line) => /\[(error|critical)\]/.test(line))) faults.push(`the log: ${line}`);
await server.remove();
for (const fault of faults) console.log(`FAULT ${fault}`);
console.log(faults.length === 0 ? 'soak: green' : 'soak: red');
process.exit(faults.length === 0 ? 0 : 1);
