// SPDX-License-Identifier: Apache-2.0
// Kill, restart, check; again and again. The same seed draws the same uploads and the same moments.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCounty } from './county.mjs';
import { Findings, checkFigures, checkPhotos, checkRows, checkTags, sendAgain } from './invariants.mjs';
import { Ledger } from './ledger.mjs';
import { cutPower } from './power_cut.mjs';
import { Random } from './random.mjs';
import { Disk, Wire, startServer } from './server.mjs';
import { readStore } from './store_file.mjs';
import { Writer, offersPhotos } from './writers.mjs';

const cyclesOfOneCounty = 25;
const idleEvery = 10;

/**
 * Runs `cycles` cycles and stops at the first that breaks an invariant.
 * `how` is 'kill' or 'power'; `env` is given to the server (defects). With `points`, every other kill is at one of
 * these named places instead of at a random moment.
 * Returns {cycles, findings, acked, zips, unanswered, volatile, taken, startMs, photos}.
 */
export async function runCycles({ program, library, how = 'kill', cycles, seed, env = {}, points = [], each = () => {} }) {
  const folder = mkdtempSync(join(tmpdir(), 'courtyard-crash-'));
  const random = Random.of(seed);
  const result = { cycles: 0, findings: new Findings(), acked: 0, zips: 0, unanswered: 0, taken: 0, volatile: 0, startMs: [], photos: false };
  try {
    const county = makeCounty(program, folder);
    const fixed = { program, county, env, points, result };
    for (let first = 0; first < cycles && !result.findings.red; first += cyclesOfOneCounty) {
      const run = freshRun(folder, county, random.stream(`county ${first}`), how, library);
      const until = Math.min(cycles, first + cyclesOfOneCounty);
      for (let cycle = first; cycle < until && !result.findings.red; cycle++) {
        await oneCycle(run, fixed, cycle, random.stream(`cycle ${cycle}`));
        result.cycles = cycle + 1;
        each(result);
      }
      if (!result.findings.red) await lastCheck(run, fixed);
      result.acked += run.ledger.count('acked');
      result.zips += run.ledger.list('photos').filter(({ state }) => state === 'acked').length;
    }
    return result;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A copy of the county, eight writers with an empty ledger, and the disk it lies on. */
export function freshRun(folder, county, random, how, library) {
  const data = join(folder, 'data');
  rmSync(data, { recursive: true, force: true });
  cpSync(county.data, data, { recursive: true });
  const ledger = new Ledger();
  ledger.cycle = 0;
  const beside = join(folder, 'beside');
  mkdirSync(beside, { recursive: true });
  return {
    data,
    ledger,
    scratch: join(folder, 'scratch'),
    writers: Array.from({ length: 8 }, (_, i) => new Writer(i, random.stream(`writer ${i}`), ledger)),
    disk: how === 'power' ? new Disk(library, data, beside) : undefined,
    pictures: new Map(),
    tags: undefined,
    idle: false,
  };
}

/** Starts on what the last crash left, checks it, lets eight clients write, and kills. */
async function oneCycle(run, fixed, cycle, random) {
  const { ledger, disk } = run;
  const { findings } = fixed.result;
  let server = await startAndCheck(run, fixed);
  if (!server || findings.red) return void (await server?.kill());
  // Now and then an orderly stop leaves a checkpoint of the picture, which the starts after the next kills go on from.
  if (cycle % 4 === 1) {
    await server.kill('SIGTERM');
    disk?.renew();
    server = await startServer(fixed.program, run.data, { ...disk?.env, ...fixed.env });
  }
  const point = fixed.points.length > 0 && cycle % 2 === 0 ? random.pick(fixed.points) : undefined;
  if (point) {
    await server.kill();
    disk?.renew();
    const COURTYARD_FAILPOINT = `${point}:kill:${random.between(1, 30)}`;
    server = await startServer(fixed.program, run.data, { ...disk?.env, ...fixed.env, COURTYARD_FAILPOINT });
  }
  ledger.cycle = cycle;
  // Now and then nothing is written, so that what is served must be the same after the kill.
  run.idle = cycle % idleEvery === idleEvery - 1;
  const wire = new Wire(server.url, fixed.county.token);
  const work = run.idle ? [] : run.writers.map((writer) => writer.work(wire, findings));
  await Promise.race([new Promise((done) => setTimeout(done, random.between(5, 300) + (point ? 500 : 0))), server.ended]);
  await server.kill();
  await Promise.all(work);
  wire.close();
  fixed.result.unanswered += ledger.count('sent');
  if (!disk) return;
  const { volatile, taken } = cutPower(run.data, disk.journal, random.pick([0, 0, 512, 4096]), random);
  fixed.result.volatile += volatile;
  fixed.result.taken += taken;
}

async function lastCheck(run, fixed) {
  await (await startAndCheck(run, fixed))?.kill();
}

/** The server, when it started; what is wrong with what it serves is in the findings. */
export async function startAndCheck(run, { program, county, env, result }) {
  const { ledger, disk } = run;
  const { findings } = result;
  disk?.renew();
  let server;
  try {
    server = await startServer(program, run.data, { ...disk?.env, ...env });
  } catch (error) {
    findings.add('I5', `no start after the crash: ${error.message.slice(0, 300)}`);
    return undefined;
  }
  result.startMs.push(server.startMs);
  const wire = new Wire(server.url, county.token);
  try {
    ledger.photoRoute ??= await offersPhotos(wire);
    result.photos ||= ledger.photoRoute;
    const found = readStore(run.data, run.scratch);
    checkRows(found, ledger, findings);
    checkPhotos(run.data, found, ledger, findings);
    await checkTags(wire, run.pictures, run.idle ? run.tags : undefined, findings);
    await sendAgain(wire, ledger, findings);
    const store = readStore(run.data, run.scratch);
    checkRows(store, ledger, findings);
    await checkFigures(wire, store, findings);
    run.tags = await checkTags(wire, run.pictures, undefined, findings);
  } catch (error) {
    findings.add('answers', `the server did not answer: ${error.message}; ${server.log().slice(-300)}`);
  } finally {
    wire.close();
  }
  return server;
}
