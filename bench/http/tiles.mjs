// SPDX-License-Identifier: Apache-2.0
// Cached tiles against nginx: the same tiles, byte for byte, as files that nginx sends (gzip_static) and from our cache, asked
// by wrk on the same cores, one server after the other in every round. Prints requests per second, p50, p99 and the ratio.
// COURTYARD_PROGRAM and COURTYARD_BENCH_DATA name the program and the data directory; see script/bench http
import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { start } from '../../tests/service/program.mjs';

const rounds = Number(process.env.COURTYARD_BENCH_ROUNDS ?? 5);
const seconds = Number(process.env.COURTYARD_BENCH_SECONDS ?? 8);
const connections = 64;
const run = promisify(execFile);
const here = dirname(fileURLToPath(import.meta.url));

/** Addresses of tiles that hold something, nearest the middle first. */
async function pathsOf(url, layers, zoom, most) {
  const { bounds } = await (await fetch(`${url}/tiles/${layers}.json`)).json();
  const side = 2 ** zoom;
  const column = (lon) => Math.floor(((lon + 180) / 360) * side);
  const row = (lat) => Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * side);
  const [west, south, east, north] = bounds;
  const middle = [(column(west) + column(east)) / 2, (row(south) + row(north)) / 2];
  const tiles = [];
  for (let x = column(west); x <= column(east); x++)
    for (let y = row(north); y <= row(south); y++) tiles.push([x, y, Math.hypot(x - middle[0], y - middle[1])]);
  tiles.sort((a, b) => a[2] - b[2]);
  return tiles.slice(0, most).map(([x, y]) => `/tiles/${layers}/${zoom}/${x}/${y}.mvt`);
}

/** Writes each tile as our server sends it; returns the paths that hold something and the mean size. */
async function filesOf(url, paths, folder) {
  const kept = [];
  let bytes = 0;
  for (const path of paths) {
    // Node's fetch would undo the compression.
    const { stdout } = await run('curl', ['-sf', '-H', 'Accept-Encoding: gzip', url + path], { encoding: 'buffer', maxBuffer: 1 << 26 });
    if (stdout.length === 0) continue;
    const file = join(folder, `${path}.gz`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, stdout);
    kept.push(path);
    bytes += stdout.length;
  }
  return { kept, mean: Math.round(bytes / kept.length) };
}

const freePort = () =>
  new Promise((found) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });

async function nginx(folder, files, workers) {
  const port = await freePort();
  const conf = join(folder, `nginx-${workers}.conf`);
  await writeFile(
    conf,
    `${userInfo().uid === 0 ? 'user root; ' : ''}daemon off; master_process on; worker_processes ${workers}; pid ${folder}/nginx-${workers}.pid; error_log ${folder}/error.log;
events { worker_connections 1024; }
http {
  access_log off; sendfile on; tcp_nopush on; tcp_nodelay on; keepalive_requests 1000000000; keepalive_timeout 60;
  open_file_cache max=20000; open_file_cache_valid 600s; etag on; client_body_temp_path ${folder}/b; proxy_temp_path ${folder}/p;
  fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
  types { application/vnd.mapbox-vector-tile mvt; }
  server { listen 127.0.0.1:${port} reuseport; root ${files}; gzip_static always; }
}
`,
  );
  const child = spawn('nginx', ['-c', conf], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 100; tries++) {
    try {
      await fetch(url);
      break;
    } catch {
      await new Promise((later) => setTimeout(later, 50));
    }
  }
  return { name: `nginx, ${workers} worker${workers > 1 ? 's' : ''}`, url, stop: () => child.kill('SIGTERM') };
}

async function ask(url, list) {
  const { stdout } = await run('wrk', ['-t1', `-c${connections}`, `-d${seconds}s`, '--latency', '-s', join(here, 'paths.lua'), url, '--', list]);
  const [, rate, p50, p99, failed] = stdout.match(/RESULT (\S+) (\S+) (\S+) (\S+)/);
  if (Number(failed) > 0) throw new Error(`${failed} requests failed at ${url}:\n${stdout}`);
  return { rate: Number(rate), p50: Number(p50), p99: Number(p99) };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

const folder = await mkdtemp(join(tmpdir(), 'courtyard-http-'));
const program = await start(process.env.COURTYARD_BENCH_DATA);
const servers = [];
try {
  for (const [what, layers, zoom, most] of [
    ['one tile of households', 'courtyards', 14, 1],
    ['1,000 tiles of households', 'courtyards', 14, 1000],
    ['1,000 tiles of areas', 'areas', 13, 1000],
  ]) {
    const files = join(folder, what.replaceAll(/\W/g, '-'));
    const { kept, mean } = await filesOf(program.url, await pathsOf(program.url, layers, zoom, most), files);
    const list = join(folder, 'list.txt');
    await writeFile(list, `${kept.join('\n')}\n`);
    servers.push(await nginx(folder, files, 1), await nginx(folder, files, 2), { name: 'Courtyard', url: program.url });
    const results = new Map(servers.map(({ name }) => [name, []]));
    for (let round = 0; round < rounds; round++) for (const { name, url } of servers) results.get(name).push(await ask(url, list));
    console.log(`${what}: ${kept.length} of z${zoom}, ${mean} bytes each on average, ${connections} connections, median of ${rounds} rounds of ${seconds} s`);
    const ours = results.get('Courtyard');
    for (const [name, all] of results) {
      const of = (key) => median(all.map((one) => one[key]));
      const ratio = median(ours.map((one, i) => one.rate / all[i].rate));
      const beside = name === 'Courtyard' ? '' : `   Courtyard does ${ratio.toFixed(2)} of it`;
      console.log(`  ${name.padEnd(18)} ${of('rate').toFixed(0).padStart(7)}/s   p50 ${of('p50').toFixed(2)} ms   p99 ${of('p99').toFixed(2)} ms${beside}`);
    }
    while (servers.length > 0) servers.pop().stop?.();
  }
} finally {
  for (const server of servers) server.stop?.();
  await program.stop();
  await rm(folder, { recursive: true, force: true });
}
