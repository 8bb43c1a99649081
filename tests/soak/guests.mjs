// SPDX-License-Identifier: Apache-2.0
// Those who use the program in a soak. Each does one thing again and again and says what it was answered; each knows which
// answers are right.
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { exchange, open, readUntil, statuses } from '../service/armour/wire.mjs';
import { madePhoto } from '../service/made_photo.mjs';

const json = { 'content-type': 'application/json' };
const pick = (list) => list[Math.floor(Math.random() * list.length)];

/** What guests share: where the server is, who they are, and where the county lies. */
export async function ground(server) {
  const ask = (path, headers = {}) => fetch(server.url + path, { headers });
  const { bounds } = await (await ask('/tiles/courtyards.json')).json();
  const villages = (await (await ask('/api/progress?level=village')).json()).rows.map((row) => row.code);
  const { features } = await (await ask('/ogc/collections/courtyards/items?limit=500', server.as('field'))).json();
  const places = features.map((feature) => ({ household: feature.id, lon: feature.geometry.coordinates[0], lat: feature.geometry.coordinates[1] }));
  return { server, bounds, villages, places };
}

const tileOf = ([west, south, east, north], z) => {
  const lon = west + (east - west) * Math.random();
  const lat = south + (north - south) * Math.random();
  const row = (1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2;
  return `${z}/${Math.floor(((lon + 180) / 360) * 2 ** z)}/${Math.floor(row * 2 ** z)}`;
};

/** A request whose answer is read to its end: its status. */
async function ask({ server }, method, path, headers = {}, body) {
  const answer = await fetch(server.url + path, { method, headers, body });
  await answer.arrayBuffer();
  return answer.status;
}

/** {name: {pauseMs, right: [statuses], turn(ground, say)}}; `say` takes the status of one answer. */
export const guests = {
  tiles: {
    pauseMs: 2,
    right: [200, 204],
    turn: async (place, say) => say(await ask(place, 'GET', `/tiles/${pick(['areas', 'courtyards', 'areas,courtyards', 'inspections', 'bases'])}/${tileOf(place.bounds, pick([9, 11, 13, 14]))}.mvt`)),
  },
  progress: {
    pauseMs: 20,
    right: [200],
    turn: async (place, say) => say(await ask(place, 'GET', pick([`/api/progress?level=village&as_of=202${pick([1, 2, 3, 4, 5])}-06-30`, `/api/progress?area=${pick(place.villages)}`, '/api/progress/matrix?level=township&from=2023-01-01&to=2023-12-31', `/api/areas?area=${pick(place.villages)}`, '/api/coverage', '/api/report']))),
  },
  uploads: {
    pauseMs: 30,
    right: [201],
    counts: true,
    turn: async (place, say) => {
      const { household, lon, lat } = pick(place.places);
      const point = { campaign: 'beautiful-courtyard', observed_at: new Date(Date.now() - 60_000).toISOString(), lon, lat, household, outcome: 'checked' };
      say(await ask(place, 'PUT', `/api/inspections/${randomUUID()}`, { ...json, ...place.server.as('field') }, JSON.stringify(point)));
    },
  },
  photos: {
    pauseMs: 200,
    right: [200, 201],
    counts: true,
    turn: async (place, say) => {
      const { household, lon, lat } = pick(place.places);
      const id = randomUUID();
      const picture = madePhoto({ comment: id });
      const sha256 = createHash('sha256').update(picture).digest('hex');
      const at = `/api/inspections/${id}/photos/${sha256}`;
      say(await ask(place, 'PUT', at, { 'content-type': 'image/jpeg', ...place.server.as('field') }, picture));
      const point = { campaign: 'beautiful-courtyard', observed_at: new Date(Date.now() - 60_000).toISOString(), lon, lat, household, outcome: 'checked', photos: [sha256] };
      say(await ask(place, 'PUT', `/api/inspections/${id}`, { ...json, ...place.server.as('field') }, JSON.stringify(point)));
      say(await ask(place, 'GET', `${at}?size=thumb`, place.server.as('reviewer')));
    },
  },
  imports: {
    pauseMs: 500,
    right: [200, 201],
    counts: true,
    turn: async (place, say) => {
      const rows = Array.from({ length: 50 }, () => `${randomUUID()},${pick(place.places).lon},${pick(place.places).lat},2024-05-01`);
      const at = `/api/imports/${randomUUID()}`;
      say(await ask(place, 'PUT', `${at}?kind=households&filename=soak.csv`, { 'content-type': 'text/csv', ...place.server.as('admin') }, `id,lon,lat,registered_on\n${rows.join('\n')}\n`));
      say(await ask(place, 'GET', at, place.server.as('admin')));
      say(await ask(place, 'DELETE', at, place.server.as('admin')));
    },
  },
  exports: {
    pauseMs: 300,
    right: [200],
    turn: async (place, say) => say(await ask(place, 'GET', `/api/exports/${pick(['villages.csv', 'courtyards.geojson', 'townships.gpkg', 'bases.xlsx', 'villages.shp.zip'])}`, place.server.as('planner'))),
  },
  events: {
    pauseMs: 500,
    right: [200],
    turn: async (place, say) => {
      const stop = new AbortController();
      const stream = await fetch(`${place.server.url}/api/events`, { headers: place.server.as('viewer'), signal: stop.signal });
      say(stream.status);
      await stream.body.getReader().read();
      stop.abort();
    },
  },
  'sign-ins': {
    pauseMs: 1_000,
    right: [200, 204, 401],
    turn: async (place, say) => {
      const { name, password } = place.server.accounts.viewer;
      const answer = await fetch(`${place.server.url}/api/session`, { method: 'POST', headers: json, body: JSON.stringify({ name, password }) });
      say(answer.status);
      const cookie = answer.headers.get('set-cookie')?.split(';')[0];
      await answer.arrayBuffer();
      say(await ask(place, 'GET', '/api/me', { cookie }));
      say(await ask(place, 'DELETE', '/api/session', { cookie, origin: place.server.url }));
      say(await ask(place, 'GET', '/api/progress', { authorization: 'Bearer cy_none' }));
    },
  },
  strangers: {
    pauseMs: 200,
    right: [400, 404, 405, 413, 415, 422, 501],
    turn: async (place, say) => {
      const { server } = place;
      say(await ask(place, 'GET', '/api/nothing'));
      say(await ask(place, 'GET', '/tiles/areas/31/0/0.mvt'));
      say(await ask(place, 'PATCH', '/api/progress'));
      say(await ask(place, 'PUT', `/api/inspections/${randomUUID()}`, { ...json, ...server.as('field') }, '{"lon": 1e400'));
      say(statuses(await exchange(server.url, pick(['BREW / HTTP/1.1\r\nHost: a\r\n\r\n', 'GET / HTTP/1.1\r\n\r\n', 'POST /api/session HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n'])))[0]);
      // One that vanishes in the middle of an upload.
      const socket = open(server.url);
      await once(socket, 'connect');
      socket.write(`PUT /api/imports/${randomUUID()}?kind=households&filename=x.csv HTTP/1.1\r\nHost: a\r\nAuthorization: ${server.as('admin').authorization}\r\nExpect: 100-continue\r\nContent-Length: 1000000\r\n\r\n`);
      await readUntil(socket, '\r\n\r\n');
      socket.write('x'.repeat(1000));
      socket.resetAndDestroy();
    },
  },
};
