// SPDX-License-Identifier: Apache-2.0
// The long run, for people: see script/crashtest --help.
import { parseArgs } from 'node:util';
import { runCycles } from './cycles.mjs';
import { defects } from './defects.mjs';
import { namedPoints } from './points.mjs';

const { values } = parseArgs({
  options: {
    cycles: { type: 'string' },
    seed: { type: 'string', default: String(Date.now()) },
    power: { type: 'boolean' },
    kill: { type: 'boolean' },
    defects: { type: 'boolean' },
  },
});
const fixed = { program: process.env.COURTYARD_PROGRAM, library: process.env.COURTYARD_DISK_SHIM, seed: values.seed };
process.exit((await (values.defects ? seeded() : crashes())) ? 0 : 1);

async function crashes() {
  const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
  const cycles = Number(values.cycles ?? 1000);
  let green = true;
  for (const how of values.power ? ['power'] : values.kill ? ['kill'] : ['kill', 'power']) {
    const began = performance.now();
    console.log(`${how}: ${cycles} cycles, seed ${values.seed}`);
    const each = (result) => result.cycles % 100 === 0 && console.log(`  ${result.cycles} cycles`);
    const result = await runCycles({ ...fixed, how, cycles, each });
    console.log(
      `${how}: ${result.cycles} cycles in ${((performance.now() - began) / 1000).toFixed(0)} s, ` +
        `${result.acked} acknowledged, ${result.unanswered} unanswered and sent again, ` +
        (how === 'power' ? `${result.volatile} changes were volatile, ${result.taken} pieces of them taken away, ` : '') +
        `start ${median(result.startMs).toFixed(0)} ms (median), ${Math.max(...result.startMs).toFixed(0)} ms (longest): ` +
        (result.findings.red ? 'RED' : 'green'),
    );
    if (result.findings.red) console.log(String(result.findings));
    green &&= !result.findings.red;
  }
  return green;
}

async function seeded() {
  const cycles = Number(values.cycles ?? 60);
  const known = namedPoints();
  let all = true;
  console.log(`| defect | what it does wrong | found in | by | after |\n| --- | --- | --- | --- | --- |`);
  for (const { name, what, how, points } of defects) {
    for (const point of points) if (!known.includes(point)) throw new Error(`${name}: there is no place ${point}`);
    const { findings, cycles: after } = await runCycles({ ...fixed, how, points, cycles, env: { COURTYARD_DEFECT: name } });
    const run = how === 'power' ? 'power cuts' : 'kills';
    console.log(`| \`${name}\` | ${what} | ${run} | ${findings.red ? findings.invariants.join(', ') : '**not found**'} | ${after} cycles |`);
    all &&= findings.red;
  }
  return all;
}
