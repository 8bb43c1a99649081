// SPDX-License-Identifier: Apache-2.0
// Collections asked through filters, and the same asked of the features in plain JavaScript.

/** A client of the features of one server. */
export function clientOf(server) {
  const get = (path, headers = {}) => fetch(server.url + path, { headers });
  const json = async (path, headers) => (await get(path, headers)).json();

  /** The address of items under a condition. */
  const address = (collection, filter, more = {}) => {
    const query = new URLSearchParams({ ...(filter === undefined ? {} : { filter }), ...more });
    return `/ogc/collections/${collection}/items?${query}`;
  };

  /** The problem that a filter is refused with: {status, code, detail}. */
  async function refusal(collection, filter, more) {
    const response = await get(address(collection, filter, more), { 'accept-language': 'en' });
    return { status: response.status, ...(await response.json()) };
  }

  /** Every feature that matches, page by page. */
  async function features(collection, filter, more = {}) {
    const all = [];
    let next = server.url + address(collection, filter, { limit: '10000', ...more });
    while (next) {
      const response = await fetch(next);
      const page = await response.json();
      if (response.status !== 200) throw new Error(`${collection}: ${filter}: ${response.status} ${page.detail}`);
      if (!response.headers.get('content-type').startsWith('application/geo+json')) throw new Error('no GeoJSON');
      all.push(...page.features);
      next = page.links.find((link) => link.rel === 'next')?.href;
    }
    return all;
  }

  /** One that matches. */
  const first = async (collection, filter) => (await json(address(collection, filter, { limit: '1' }))).features[0];

  const ids = async (collection, filter, more) => (await features(collection, filter, more)).map((f) => String(f.id));

  /** How many match, without reading them. */
  async function count(collection, filter, more = {}) {
    const response = await get(address(collection, filter, { limit: '1', ...more }));
    const page = await response.json();
    if (response.status !== 200) throw new Error(`${collection}: ${filter}: ${response.status} ${page.detail}`);
    return page.numberMatched;
  }

  async function collections() {
    return (await json('/ogc/collections')).collections;
  }

  /** The queryables of a collection by name, each `text`, `day`, `number` or `geometry`. */
  async function queryables(collection) {
    const schema = await json(`/ogc/collections/${collection}/queryables`);
    return Object.entries(schema.properties).map(([name, property]) => ({ name, kind: kindOf(property) }));
  }

  return { get, json, address, refusal, features, first, ids, count, collections, queryables };
}

function kindOf(property) {
  if (property.format?.startsWith('geometry')) return 'geometry';
  const types = [property.type].flat();
  if (types.includes('number') || types.includes('integer')) return 'number';
  return property.format === 'date' ? 'day' : 'text';
}

/** Every pair of numbers in a geometry. */
export function positionsOf(geometry) {
  if (!geometry) return [];
  const flat = (list) => (typeof list[0] === 'number' ? [list] : list.flatMap(flat));
  return flat(geometry.coordinates);
}

/** Around all features, in the order of their numbers, with some room: [x1, y1, x2, y2]. */
export function envelopeOf(features, room) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const feature of features) {
    for (const [x, y] of positionsOf(feature.geometry)) {
      box[0] = Math.min(box[0], x - room);
      box[1] = Math.min(box[1], y - room);
      box[2] = Math.max(box[2], x + room);
      box[3] = Math.max(box[3], y + room);
    }
  }
  return box;
}

export const sorted = (list) => [...list].sort();
