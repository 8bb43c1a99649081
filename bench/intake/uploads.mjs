// SPDX-License-Identifier: Apache-2.0
// Durable single uploads: 64 clients, each waiting for its 201 before the next. Prints uploads per second and latencies.
// Client and server share the machine. Usage: see script/bench intake
import { randomUUID } from 'node:crypto';
import { sampleServer } from '../../tests/service/program.mjs';

const clients = 64;
const uploads = 3_000;
const server = await sampleServer();
const headers = { 'content-type': 'application/json', ...server.as('reviewer') };
const inspection = () =>
  JSON.stringify({
    campaign: 'beautiful-courtyard',
    observed_at: '2026-03-01T09:30:00+08:00',
    lon: 113.17 + Math.random() * 0.05,
    lat: 34.29 + Math.random() * 0.05,
    outcome: 'checked',
  });
const latencies = [];
let sent = 0;
const began = performance.now();
await Promise.all(
  Array.from({ length: clients }, async () => {
    while (sent++ < uploads) {
      const from = performance.now();
      const answer = await fetch(`${server.url}/api/inspections/${randomUUID()}`, { method: 'PUT', headers, body: inspection() });
      await answer.arrayBuffer();
      if (answer.status !== 201) throw new Error(`answered ${answer.status}`);
      latencies.push(performance.now() - from);
    }
  }),
);
const seconds = (performance.now() - began) / 1000;
latencies.sort((a, b) => a - b);
const at = (share) => latencies[Math.floor(latencies.length * share)].toFixed(1);
console.log(`${(latencies.length / seconds).toFixed(0)} durable uploads/s, ${clients} clients, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`);
await server.remove();
