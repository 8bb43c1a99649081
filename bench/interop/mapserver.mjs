// SPDX-License-Identifier: Apache-2.0
// OGC API - Features beside MapServer: the same households, exported by us into a GeoPackage with an index of ids, served by
// MapServer as FastCGI behind nginx, and by us; one server after the other in every round, over connections that stay open.
// Prints p50, p99, answers a second, the servers' processor time and bytes of an answer, and the ratio; fails when the two do not
// find the same features in a box. COURTYARD_PROGRAM and COURTYARD_BENCH_DATA name the program and the data; see script/bench interop
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { createServer } from 'node:net';
import { availableParallelism, loadavg, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { start } from '../../tests/service/program.mjs';

const rounds = Number(process.env.COURTYARD_BENCH_ROUNDS ?? 3);
const seconds = Number(process.env.COURTYARD_BENCH_SECONDS ?? 1.5);
const boxes = 40;
// MapServer writes six decimals: nearer to the border of a box than that, either answer is allowed.
const border = 1e-6;
const run = promisify(execFile);
const { COURTYARD_PROGRAM: program, COURTYARD_BENCH_DATA: data } = process.env;

const folder = await mkdtemp(join(tmpdir(), 'courtyard-mapserver-'));
const children = [];
let courtyard;
// MapServer heeds SIGTERM only between questions; it reads alone, so nothing is lost.
const end = () => children.forEach((child) => child.kill('SIGKILL'));
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => {
    end();
    courtyard?.child.kill();
    process.exit(1);
  });
const started = (command, words, env) => {
  const child = spawn(command, words, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, ...env } });
  children.push(child);
  return child;
};

/** One answer: {status, body}; an agent of one socket is one client. */
const ask = (agent, url, headers = {}) =>
  new Promise((done, failed) => {
    const asked = request(url, { agent, headers: { accept: 'application/geo+json, application/json', ...headers } }, (answer) => {
      const pieces = [];
      answer.on('data', (piece) => pieces.push(piece));
      answer.on('end', () => done({ status: answer.statusCode, body: Buffer.concat(pieces) }));
      answer.on('error', failed);
    });
    asked.on('error', failed);
    asked.end();
  });

const freePort = () =>
  new Promise((found) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });

/** A layer as MapServer's map file names it; the export is made once and lies beside the data. */
async function exported(layer) {
  const file = join(`${data}-exports`, `${layer}.gpkg`);
  const column = layer === 'villages' ? 'code' : 'id';
  if (!existsSync(file)) {
    await mkdir(`${data}-exports`, { recursive: true });
    const fresh = join(`${data}-exports`, `${layer}-fresh.gpkg`);
    await run(program, ['export', layer, '--data', data, '--crs', 'EPSG:4326', '--out', fresh]);
    await run('ogrinfo', [fresh, '-sql', `CREATE INDEX ${layer}_by_${column} ON ${layer} (${column})`]);
    await rename(fresh, file);
  }
  return `  LAYER
    NAME "${layer}"
    TYPE ${layer === 'villages' ? 'POLYGON' : 'POINT'}
    STATUS ON
    CONNECTIONTYPE OGR
    CONNECTION "${file}"
    DATA "${layer}"
    PROCESSING "CLOSE_CONNECTION=DEFER"
    PROJECTION "init=epsg:4326" END
    TEMPLATE "none"
    METADATA "ows_title" "${layer}" "gml_featureid" "${column}" "gml_include_items" "all" "gml_types" "auto" END
  END
`;
}

/** MapServer, as many processes as there are cores, each on a socket of its own; nginx gives a question to the one with least to do. */
async function mapserver() {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/county/ogcapi`;
  const layers = (await exported('courtyards')) + (await exported('villages'));
  await writeFile(
    join(folder, 'county.map'),
    `MAP
  NAME "county"
  EXTENT -180 -90 180 90
  SIZE 256 256
  PROJECTION "init=epsg:4326" END
  WEB METADATA "ows_title" "county" "ows_enable_request" "*" "oga_onlineresource" "${url}" END END
${layers}END
`,
  );
  await writeFile(
    join(folder, 'mapserver.conf'),
    `CONFIG
  ENV
    OGCAPI_HTML_TEMPLATE_DIRECTORY "/usr/share/mapserver/ogcapi/templates/html-plain/"
  END
  MAPS
    county "${folder}/county.map"
  END
END
`,
  );
  const sockets = Array.from({ length: availableParallelism() }, (_, number) => join(folder, `mapserv-${number}`));
  // -n: spawn-fcgi becomes MapServer, so that the child here is the one to end.
  const servers = sockets.map((socket) =>
    started('spawn-fcgi', ['-n', '-s', socket, '-b', '64', '--', '/usr/lib/cgi-bin/mapserv'], { MAPSERVER_CONFIG_FILE: join(folder, 'mapserver.conf') }),
  );
  await writeFile(
    join(folder, 'nginx.conf'),
    `${userInfo().uid === 0 ? 'user root; ' : ''}daemon off; master_process off; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
events { worker_connections 1024; }
http {
  access_log off; tcp_nodelay on; gzip off; keepalive_requests 1000000000; client_body_temp_path ${folder}/b; proxy_temp_path ${folder}/p;
  fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
  fastcgi_buffers 64 256k; fastcgi_max_temp_file_size 0;
  upstream mapserver { least_conn; ${sockets.map((socket) => `server unix:${socket};`).join(' ')} }
  server {
    listen 127.0.0.1:${port};
    location / {
      fastcgi_pass mapserver;
      fastcgi_param REQUEST_METHOD $request_method; fastcgi_param QUERY_STRING $query_string; fastcgi_param PATH_INFO $uri;
      fastcgi_param SCRIPT_NAME ""; fastcgi_param SERVER_NAME 127.0.0.1; fastcgi_param SERVER_PORT ${port}; fastcgi_param SERVER_PROTOCOL $server_protocol;
    }
  }
}
`,
  );
  const front = started('nginx', ['-c', join(folder, 'nginx.conf')]);
  const processes = [...servers, front];
  for (let tries = 0; ; tries++) {
    const there = await fetch(`${url}/collections?f=json`).catch(() => undefined);
    if (there?.ok) break;
    if (tries === 100 || processes.some(({ exitCode }) => exitCode !== null))
      throw new Error(`MapServer does not answer: ${there?.status} ${await there?.text()} ${await readFile(join(folder, 'error.log'), 'utf8').catch(() => '')}`);
    await new Promise((later) => setTimeout(later, 50));
  }
  return { name: 'MapServer 8.0', url, pids: processes.map(({ pid }) => pid), headers: {} };
}

/** Milliseconds of processor that these processes have used; the kernel counts in ticks of 10. */
async function processorOf(pids) {
  let ticks = 0;
  for (const pid of pids) {
    const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/^.*\) /s, '').split(' ');
    ticks += Number(fields[11]) + Number(fields[12]);
  }
  return ticks * 10;
}

const one = new Agent({ keepAlive: true, maxSockets: 1 });
async function json(server, path) {
  const { status, body } = await ask(one, server.url + path, server.headers);
  if (status !== 200) throw new Error(`${server.name} answered ${status} to ${path}: ${body}`);
  return JSON.parse(body);
}
const items = '/collections/courtyards/items?f=json';

/** Squares around households with 900 to 1,000 of them, by halving; our own counts find them, both servers' features are compared. */
async function squares(ours, peer, middles) {
  const found = [];
  const beside = { boxes: 0, features: 0, border: 0, different: 0 };
  for (const [lon, lat] of middles) {
    let [low, high] = [0, 1];
    let box;
    for (let tries = 0; tries < 40; tries++) {
      const half = (low + high) / 2;
      box = [lon - half, lat - half, lon + half, lat + half].map((degree) => degree.toFixed(7)).join(',');
      const { numberMatched } = await json(ours, `${items}&limit=1&bbox=${box}`);
      if (numberMatched > 1000) high = half;
      else if (numberMatched < 900) low = half;
      else break;
      box = undefined;
    }
    if (box === undefined) continue;
    const path = `${items}&limit=1000&bbox=${box}`;
    const mine = new Map((await json(ours, path)).features.map((feature) => [feature.id, feature]));
    const theirs = new Map((await json(peer, path)).features.map((feature) => [feature.id, feature]));
    const edges = box.split(',').map(Number);
    const onBorder = ({ geometry }) => geometry.coordinates.some((degree, axis) => Math.min(Math.abs(degree - edges[axis]), Math.abs(degree - edges[axis + 2])) <= border);
    beside.boxes++;
    beside.features += mine.size;
    for (const [from, other] of [
      [mine, theirs],
      [theirs, mine],
    ])
      for (const [id, feature] of from) if (!other.has(id)) beside[onBorder(feature) ? 'border' : 'different']++;
    found.push(path);
    if (found.length === boxes) break;
  }
  return { found, beside };
}

/** Asks for `seconds`, every client as soon as it has its answer. */
async function load(server, paths, clients) {
  const agents = Array.from({ length: clients }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
  for (const agent of agents) await ask(agent, server.url + paths[0], server.headers);
  const latencies = [];
  let bytes = 0;
  const used = await processorOf(server.pids);
  const began = performance.now();
  await Promise.all(
    agents.map(async (agent, client) => {
      for (let i = Math.floor((client * paths.length) / clients); performance.now() - began < seconds * 1000; i++) {
        const from = performance.now();
        const { status, body } = await ask(agent, server.url + paths[i % paths.length], server.headers);
        latencies.push(performance.now() - from);
        if (status !== 200) throw new Error(`${server.name} answered ${status}: ${body}`);
        bytes += body.length;
      }
    }),
  );
  const took = (performance.now() - began) / 1000;
  for (const agent of agents) agent.destroy();
  return { latencies, bytes, rate: latencies.length / took, processor: ((await processorOf(server.pids)) - used) / latencies.length };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

let wrong = false;
try {
  // An export needs the data for itself, so MapServer comes first.
  const peer = await mapserver();
  courtyard = await start(data);
  const { reviewer } = JSON.parse(await readFile(join(data, 'demo-accounts.json'), 'utf8'));
  const headers = { authorization: `Bearer ${reviewer.token}` };
  const ours = { name: 'Courtyard', url: `${courtyard.url}/ogc`, pids: [courtyard.child.pid], headers };
  const zipped = { ...ours, name: 'Courtyard, gzip', headers: { ...headers, 'accept-encoding': 'gzip' } };

  const { numberMatched: all } = await json(ours, `${items}&limit=1`);
  const { numberMatched: theirs } = await json(peer, `${items}&limit=1`);
  const seen = [];
  for (let page = 0; page < 8; page++) seen.push(...(await json(ours, `${items}&limit=100&offset=${Math.floor((page * all) / 8)}`)).features);
  const spread = seen.filter((_, i) => i % 7 === 0);
  const { found, beside } = await squares(ours, peer, spread.map(({ geometry }) => geometry.coordinates));
  console.log(`${all} households by ours, ${theirs} by MapServer; load of the machine before the bench ${loadavg()[0].toFixed(1)} on ${availableParallelism()} cores`);
  console.log(`${beside.boxes} boxes with ${beside.features} households: ${beside.different} found by one server alone, ${beside.border} more that lie on the border of their box within a decimetre`);
  wrong = all !== theirs || beside.boxes === 0 || beside.different > 0;

  const pages = Array.from({ length: Math.max(1, Math.floor(all / 10000)) }, (_, page) => `${items}&limit=10000&offset=${page * 10000}`);
  for (const [what, paths] of [
    ['items with a bbox of about 1,000', found],
    ['one item by its id', seen.map(({ id }) => `/collections/courtyards/items/${id}?f=json`)],
    ['a page of 10,000', pages],
    ['the list of collections', ['/collections?f=json']],
  ])
    for (const clients of [1, 4]) {
      const servers = [peer, ours, zipped];
      const results = new Map(servers.map((server) => [server, []]));
      for (let round = 0; round < rounds; round++) for (const server of servers) results.get(server).push(await load(server, paths, clients));
      console.log(`${what}, ${clients} client${clients > 1 ? 's' : ''}, ${rounds} rounds of ${seconds} s`);
      for (const [server, of] of results) {
        const latencies = of.flatMap((round) => round.latencies).sort((a, b) => a - b);
        const at = (share) => latencies[Math.floor(latencies.length * share)].toFixed(2).padStart(8);
        const bytes = of.reduce((sum, round) => sum + round.bytes, 0) / latencies.length;
        const times = (of_round) => median(of.map((round, i) => of_round(round, results.get(peer)[i]))).toFixed(1);
        const ratio = server === peer ? '' : `   ${times((mine, theirs) => mine.rate / theirs.rate)} times as many, ${times((mine, theirs) => theirs.processor / mine.processor)} times less processor`;
        console.log(
          `  ${server.name.padEnd(16)} p50 ${at(0.5)} ms  p99 ${at(0.99)} ms  ${median(of.map(({ rate }) => rate)).toFixed(1).padStart(7)}/s  ` +
            `${median(of.map(({ processor }) => processor)).toFixed(2).padStart(7)} ms of processor  ${bytes.toFixed(0).padStart(8)} bytes  (${latencies.length} answers)${ratio}`,
        );
      }
    }
} finally {
  one.destroy();
  end();
  await courtyard?.stop();
  await rm(folder, { recursive: true, force: true });
}
if (wrong) {
  console.error('the two do not find the same households');
  process.exit(1);
}
