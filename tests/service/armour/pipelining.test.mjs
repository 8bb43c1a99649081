// SPDX-License-Identifier: Apache-2.0
// A thousand requests in one breath, then half a close: all answered, in order, each with one effect.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { configuredServer } from './configured.mjs';
import { exchange } from './wire.mjs';

let server;
before(async () => (server = await configuredServer('')));
after(async () => server.remove());

/** The answers in a text that came over the wire: [{status, body}]. */
function answersIn(text) {
  const answers = [];
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\r\n\r\n', at) + 4;
    const head = text.slice(at, end);
    const length = Number(head.match(/\r\ncontent-length: (\d+)/i)?.[1] ?? 0);
    answers.push({ status: Number(head.slice(9, 12)), body: text.slice(end, end + length) });
    at = end + length;
  }
  return answers;
}

test('a thousand pipelined requests of every kind are answered in order, and none works twice', async () => {
  const items = await (await fetch(`${server.url}/ogc/collections/courtyards/items?limit=1`, { headers: server.as('field') })).json();
  const [lon, lat] = items.features[0].geometry.coordinates;
  const host = 'Host: a\r\n';
  const token = `Authorization: ${server.as('field').authorization}\r\n`;
  const ids = Array.from({ length: 10 }, () => randomUUID());
  const upload = (id) => {
    const body = JSON.stringify({ campaign: 'beautiful-courtyard', observed_at: '2026-03-01T09:30:00+08:00', lon, lat, outcome: 'checked' });
    return `PUT /api/inspections/${id} HTTP/1.1\r\n${host}${token}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  };
  const kinds = [
    (i) => ({ bytes: upload(ids[i % ids.length]), statuses: [200, 201], names: ids[i % ids.length] }),
    () => ({ bytes: `GET /healthz HTTP/1.1\r\n${host}\r\n`, statuses: [200], body: 'ok\n' }),
    () => ({ bytes: `GET /tiles/areas/9/416/204.mvt HTTP/1.1\r\n${host}\r\n`, statuses: [200] }),
    () => ({ bytes: `GET /api/me HTTP/1.1\r\n${host}${token}\r\n`, statuses: [200], names: server.accounts.field.name }),
    () => ({ bytes: `GET /api/nothing HTTP/1.1\r\n${host}\r\n`, statuses: [404] }),
  ];
  const sent = Array.from({ length: 1_000 }, (_, i) => kinds[i % kinds.length](Math.floor(i / kinds.length)));
  const answers = answersIn(await exchange(server.url, sent.map(({ bytes }) => Buffer.from(bytes).toString('latin1')).join('')));
  assert.equal(answers.length, sent.length);
  let created = 0;
  answers.forEach(({ status, body }, i) => {
    assert.ok(sent[i].statuses.includes(status), `${i}: ${status} ${body.slice(0, 300)}`);
    if (sent[i].body) assert.equal(body, sent[i].body);
    if (sent[i].names) assert.ok(Buffer.from(body, 'latin1').toString().includes(sent[i].names), `${i}: an answer of its own`);
    if (status === 201) created++;
  });
  assert.equal(created, ids.length, 'each id was stored once');
});
