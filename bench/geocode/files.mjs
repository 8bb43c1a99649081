// SPDX-License-Identifier: Apache-2.0
// `courtyard geocode` from file to file: rows per second, of the wall clock and per core, and peak memory.
// Usage: see script/bench geocode
import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const program = process.env.COURTYARD_PROGRAM;
const sizes = [1_000_000, 4_000_000];
const folder = mkdtempSync(join(tmpdir(), 'courtyard-bench-'));

/** The same numbers every time. */
function* random(seed) {
  for (let x = seed; ; ) {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    yield x / 2 ** 32;
  }
}

async function writePoints(file, rows, [west, south, east, north]) {
  const out = createWriteStream(file);
  const dice = random(7);
  const next = () => dice.next().value;
  let text = 'id,name,lon,lat,note\n';
  for (let i = 0; i < rows; ++i) {
    const lon = west + next() * (east - west);
    const lat = south + next() * (north - south);
    text += `H${i},院落${i % 97},${lon.toFixed(7)},${lat.toFixed(7)},走访记录 ${i % 31}\n`;
    if (text.length < 1 << 20) continue;
    if (!out.write(text)) await new Promise((drained) => out.once('drain', drained));
    text = '';
  }
  out.end(text);
  await new Promise((finished) => out.once('finish', finished));
}

function geocode(file, out, threads) {
  const command = [program, 'geocode', file, '--areas', join(folder, 'areas.gpkg'), '--out', out, '--threads', String(threads)];
  const done = spawnSync('/usr/bin/time', ['-f', '%U %S %M', ...command], { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(done.stderr + done.stdout);
  const [user, system, kilobytes] = done.stderr.trim().split('\n').at(-1).split(' ').map(Number);
  const [, load, rows, seconds] = done.stdout.match(/loaded in ([\d.]+) s; (\d+) rows .* in ([\d.]+) s/).map(Number);
  return { load, rows, seconds, cpu: user + system - load, megabytes: kilobytes / 1024 };
}

try {
  const sample = spawnSync(program, ['sample', '--out', folder, '--villages', '5000', '--townships', '200', '--households', '50000'], { encoding: 'utf8' });
  if (sample.status !== 0) throw new Error(sample.stderr);
  const county = [113.05, 34.2, 113.25, 34.4]; // well inside the sample county
  console.log('| rows | threads | load s | wall s | rows/s | rows/s per core | peak MB | in a village |');
  console.log('| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
  for (const rows of sizes) {
    const file = join(folder, `points-${rows}.csv`);
    await writePoints(file, rows, county);
    const outs = [1, 2].map((threads) => join(folder, `out-${threads}.csv`));
    for (const [i, threads] of [1, 2].entries()) {
      const one = geocode(file, outs[i], threads);
      const inside = readFileSync(outs[i], 'latin1').split(',position,').length - 1;
      const cells = [
        one.rows, threads, one.load.toFixed(2), one.seconds.toFixed(2), Math.round(one.rows / one.seconds),
        Math.round(one.rows / one.cpu), one.megabytes.toFixed(0), `${((100 * inside) / one.rows).toFixed(1)} %`,
      ];
      console.log(`| ${cells.join(' | ')} |`);
    }
    if (!readFileSync(outs[0]).equals(readFileSync(outs[1]))) throw new Error('two threads answer otherwise than one');
  }
} finally {
  rmSync(folder, { recursive: true });
}
