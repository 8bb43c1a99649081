// SPDX-License-Identifier: Apache-2.0
// A mixed load for minutes: maps, figures, uploads, photos, imports that are undone, exports, event streams, sign-ins and
// strangers. Prints memory, descriptors and threads at the start, in the middle and at the end, and every answer by status.
// Fails when an answer was not a right one, when memory grew beyond its own unrest and what stored records cost, when descriptors or threads
// stayed, or when the server did not end well. What a record costs and how restless a figure is are measured in the same run (drift.mjs).
// Usage: node soak.mjs [--minutes N | --seconds N] [--only tiles,uploads]; COURTYARD_PROGRAM and COURTYARD_SAMPLE_DATA name the program and its data (script/soak)
import { parseArgs } from 'node:util';
import { configuredServer, eventually } from '../service/armour/configured.mjs';
import { drift_of, least_of_stretches } from './drift.mjs';
import { ground, guests } from './guests.mjs';
import { holdings } from './watch.mjs';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' }, seconds: { type: 'string' }, only: { type: 'string' } } });
const lengthMs = values.seconds ? Number(values.seconds) * 1000 : Number(values.minutes) * 60_000;
const loops = { tiles: 4, progress: 2, uploads: 2, events: 3 };
/** How often a guest that stores something comes alone, so that what its records cost is known. What an import brings is taken back. */
const lessons = { uploads: 200, photos: 20 };
const stretches = 16;
/** So often it is watched until it rests. */
const rounds = 8;
/** What one process of a client keeps open between its questions. */
const kept = 40;

const server = await configuredServer('tile_cache_mib = 16\nlog_level = "warn"\n');
const place = await ground(server);
const answers = {};
const wrong = new Map();
const stored = {};
let stopped = false;

async function take_turn(name) {
  const guest = guests[name];
  const say = (status) => {
    const counts = (answers[name] ??= {});
    counts[status] = (counts[status] ?? 0) + 1;
    if (guest.counts && status === 201) stored[name] = (stored[name] ?? 0) + 1;
    if (!guest.right.includes(status)) wrong.set(`${name}: ${status}`, (wrong.get(`${name}: ${status}`) ?? 0) + 1);
  };
  await guest.turn(place, say).catch((error) => say(error.cause?.code ?? error.code ?? error.message));
}
async function stay(name) {
  while (!stopped) {
    await take_turn(name);
    await wait(guests[name].pauseMs);
  }
}

const wait = (ms) => new Promise((later) => setTimeout(later, ms));
const metrics = async () => (await fetch(`${server.url}/metrics`)).text();
const figure = (text, name) => Number(text.match(new RegExp(`^${name} (\\S+)`, 'm'))?.[1]);
const all_stored = () => Object.values(stored).reduce((sum, one) => sum + one, 0);

/** What it holds at this moment; of the heap without the tiles it keeps, of which the settings say how many. */
async function sample() {
  const text = await metrics();
  const heap = (figure(text, 'courtyard_heap_bytes') - figure(text, 'courtyard_tile_cache_bytes')) / 2 ** 20;
  return { at: Date.now(), heap, memory: (await holdings(server.child.pid)).memoryMiB, stored: { ...stored } };
}
/** The least of a second and a half: an import under way needs more for a moment. */
async function quiet_heap() {
  let least = Infinity;
  for (let i = 0; i < 10; i++, await wait(150)) least = Math.min(least, (await sample()).heap);
  return least;
}
const held = async () => ({ ...(await holdings(server.child.pid)), connections: figure(await metrics(), 'courtyard_connections_open') });

function print(when, { heap, memory }, { descriptors, threads, children }) {
  console.log(`${when.padEnd(10)} memory ${memory.toFixed(1).padStart(6)} MiB, of it in use beside tiles ${heap.toFixed(2).padStart(7)} MiB   descriptors ${String(descriptors).padStart(4)}   threads ${String(threads).padStart(3)}   processes for parsing ${children}   records stored ${all_stored()}`);
}

/** MiB of the heap that a record of each guest costs: twice as many after a first lot, which also fills what is filled once. */
async function learn(invited) {
  const costs = {};
  for (const name of invited.filter((one) => lessons[one])) {
    for (let i = 0; i < lessons[name] / 4; i++) await take_turn(name);
    const [before, records] = [await quiet_heap(), stored[name] ?? 0];
    for (let i = 0; i < lessons[name]; i++) await take_turn(name);
    costs[name] = Math.max(0, (await quiet_heap()) - before) / Math.max(1, stored[name] - records);
    console.log(`a record of ${name} costs ${(costs[name] * 1024).toFixed(2)} KiB`);
  }
  return costs;
}
const cost_of = (counts, costs) => Object.entries(counts).reduce((sum, [name, count]) => sum + count * (costs[name] ?? 0), 0);

console.log(`soak of ${lengthMs / 1000} s`);
const invited = values.only?.split(',') ?? Object.keys(guests);
const costs = await learn(invited);
const all = invited.flatMap((name) => Array.from({ length: loops[name] ?? 1 }, () => stay(name)));
await wait(lengthMs * 0.3);
/** Looks for a while: {looks, middle, drifts}. */
async function watch() {
  const looks = [];
  let middle;
  for (const began = Date.now(); Date.now() - began < lengthMs * 0.7; await wait(Math.min(1000, lengthMs / 300))) {
    looks.push(await sample());
    if (middle || Date.now() - began < lengthMs * 0.35) continue;
    middle = await held();
    print('middle', looks.at(-1), middle);
  }
  const drifts = {};
  for (const what of ['heap', 'memory']) {
    const unexplained = looks.map((look) => ({ at: look.at, value: look[what] - cost_of(look.stored, costs) }));
    const { drift, unrest, rises, grows } = (drifts[what] = drift_of(least_of_stretches(unexplained, stretches)));
    console.log(`${what.padEnd(10)} beside the cost of records: drift ${drift.toFixed(2)} MiB, unrest ${unrest.toFixed(2)} MiB, rises ${rises}${grows ? ', it grows' : ''}`);
  }
  return { looks, middle, drifts };
}
const warm = await held();
print('warm', await sample(), warm);
// What is kept has bounds, and fills: then it rests. What leaks never does.
let watched;
for (let round = 0; round < rounds; round++) {
  watched = await watch();
  if (!Object.values(watched.drifts).some(({ grows }) => grows)) break;
}
const { looks, middle, drifts } = watched;
const end = await held();
print('end', looks.at(-1), end);
stopped = true;
await Promise.all(all);
await eventually(async () => (await held()).connections <= kept, 'the connections to close');
const rest = await held();
print('at rest', await sample(), rest);

for (const [name, counts] of Object.entries(answers)) console.log(`  ${name.padEnd(10)} ${Object.entries(counts).map(([status, count]) => `${status}: ${count}`).join('   ')}`);
const faults = [...wrong].map(([what, count]) => `an answer that should not be: ${what}, ${count} times`);
for (const name of invited) if (!answers[name]) faults.push(`${name}: nothing was answered`);
for (const [what, { drift, unrest, grows }] of Object.entries(drifts))
  if (grows) faults.push(`${what} grew in each of ${rounds} rounds, at last by ${drift.toFixed(2)} MiB without a cause; it is restless by ${unrest.toFixed(2)}`);
// Descriptors follow the connections, of which there are as many as there are guests.
const beside = ({ descriptors, connections }) => descriptors - connections;
if (beside(end) > beside(middle) + (end.children - middle.children + all.length)) faults.push(`descriptors beside connections: ${beside(middle)} in the middle, ${beside(end)} at the end`);
if (beside(rest) > beside(warm)) faults.push(`descriptors beside connections: ${beside(warm)} when it was warm, ${beside(rest)} at rest`);
if (rest.threads > warm.threads) faults.push(`threads: ${warm.threads} when it was warm, ${rest.threads} at rest`);
const { code, signal } = await server.stop();
if (code !== 0) faults.push(`the server ended with ${code ?? signal}: ${server.log()}`);
for (const line of server.log().split('\n').filter((line) => /\[(error|critical)\]/.test(line))) faults.push(`the log: ${line}`);
await server.remove();
for (const fault of faults) console.log(`FAULT ${fault}`);
console.log(faults.length === 0 ? 'soak: green' : 'soak: red');
process.exit(faults.length === 0 ? 0 : 1);
