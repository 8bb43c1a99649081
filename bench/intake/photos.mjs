// SPDX-License-Identifier: Apache-2.0
// Durable photos: clients that each wait for a 201 before the next photo, then a zip of a thousand as one import; every photo has
// bytes of its own. Prints photos per second and latencies for each file given, or for a photo of the sample county. Client and
// server share the machine.
// Usage: see script/bench intake
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { zip } from '../../tests/service/bad_inputs/made_files.mjs';
import { run, sampleServer } from '../../tests/service/program.mjs';

const clients = 16;
const seconds = 10;
const photosInZip = 1_000;

async function samplePhoto() {
  const folder = await mkdtemp(join(tmpdir(), 'courtyard-bench-'));
  await run(['sample', '--out', folder, '--households', '6400']);
  const [name] = await readdir(join(folder, 'photos'));
  const photo = await readFile(join(folder, 'photos', name));
  await rm(folder, { recursive: true });
  return ['sample photo', photo];
}

/** The same picture with a comment that no other has. */
function another(photo) {
  const comment = randomBytes(16).toString('hex');
  return Buffer.concat([photo.subarray(0, 2), Buffer.from([0xff, 0xfe, 0, comment.length + 2]), Buffer.from(comment), photo.subarray(2)]);
}

const files = process.argv.slice(2);
const photos = files.length > 0 ? await Promise.all(files.map(async (file) => [basename(file), await readFile(file)])) : [await samplePhoto()];
const server = await sampleServer();
const headers = { 'content-type': 'image/jpeg', ...server.as('reviewer') };
for (const [name, photo] of photos) {
  const latencies = [];
  const began = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() - began < seconds * 1000) {
        const body = another(photo);
        const hash = createHash('sha256').update(body).digest('hex');
        const from = performance.now();
        const answer = await fetch(`${server.url}/api/inspections/${randomUUID()}/photos/${hash}`, { method: 'PUT', headers, body });
        const text = await answer.text();
        if (answer.status !== 201) throw new Error(`answered ${answer.status}: ${text}`);
        latencies.push(performance.now() - from);
      }
    }),
  );
  const took = (performance.now() - began) / 1000;
  latencies.sort((a, b) => a - b);
  const at = (share) => latencies[Math.floor(latencies.length * share)].toFixed(0);
  console.log(
    `${(latencies.length / took).toFixed(0)} durable photos/s of ${(photo.length / 1024).toFixed(0)} KiB (${name}), ${clients} clients, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`,
  );
  const entries = Array.from({ length: photosInZip }, (_, i) => ({ name: `IMG_${i}.jpg`, data: another(photo), method: 0 }));
  const query = 'kind=inspections&campaign=beautiful-courtyard&filename=photos.zip&rows=0';
  const from = performance.now();
  const answer = await fetch(`${server.url}/api/imports?${query}`, { method: 'POST', headers: server.as('reviewer'), body: zip(entries) });
  const report = await answer.json();
  if (answer.status !== 201) throw new Error(`answered ${answer.status}: ${JSON.stringify(report).slice(0, 300)}`);
  const zipTook = (performance.now() - from) / 1000;
  console.log(`${(photosInZip / zipTook).toFixed(0)} photos/s in a zip of ${photosInZip}: ${zipTook.toFixed(1)} s, durable and on the map`);
}
await server.remove();
