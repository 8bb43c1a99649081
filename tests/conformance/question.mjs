// SPDX-License-Identifier: Apache-2.0
// Questions to a running service, as the abstract tests of the OGC put them.
import assert from 'node:assert/strict';
import { sampleServer } from '../service/program.mjs';

export const crs84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84';
export const vectorTilesets = 'http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector';
export const tilingScheme = 'http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme';

/** A server on the sample county with what the tests ask it. */
export async function service(options) {
  const server = await sampleServer(options);
  const root = `${server.url}/ogc`;
  const at = (path) => (path.startsWith('http') ? path : root + path);
  const get = (path, accept, more = {}) => fetch(at(path), { headers: { ...(accept ? { accept } : {}), ...more } });
  /** A 200 of a media type, read. */
  const json = async (path, type = 'application/json', more = {}) => {
    const answer = await get(path, type, more);
    const text = await answer.text();
    assert.equal(answer.status, 200, `${at(path)}: ${answer.status} ${text.slice(0, 300)}`);
    assert.equal(mediaType(answer), type, at(path));
    return JSON.parse(text);
  };
  const items = (collection, query = '') => json(`/collections/${collection}/items${query ? `?${query}` : ''}`, 'application/geo+json');
  /** Every feature of a collection that a query fits, through all pages. */
  const all = async (collection, query = '') => {
    const features = [];
    let page = await items(collection, `limit=1000${query ? `&${query}` : ''}`);
    for (;;) {
      features.push(...page.features);
      const next = link(page, 'next');
      if (!next) return features;
      page = await json(next.href, 'application/geo+json');
    }
  };
  /** Refused with 400 as a problem that names the parameter. */
  const refuses = async (path, parameter, more) => {
    const answer = await get(path, undefined, more);
    const text = await answer.text();
    assert.equal(answer.status, 400, `${at(path)}: ${answer.status} ${text.slice(0, 300)}`);
    assert.equal(mediaType(answer), 'application/problem+json');
    const problem = JSON.parse(text);
    assert.equal(problem.status, 400);
    assert.ok(problem.detail && problem.code && problem.description, text);
    if (parameter) assert.equal(problem.subject, parameter, `${path}: ${text}`);
  };
  const collections = async () => (await json('/collections')).collections;
  return { ...server, root, get, json, items, all, refuses, collections };
}

export const mediaType = (answer) => answer.headers.get('content-type')?.split(';')[0].trim();
export const link = (resource, rel, type) => resource.links?.find((one) => one.rel === rel && (!type || one.type === type));
export const links = (resource, rel) => resource.links?.filter((one) => one.rel === rel) ?? [];

/** Every link has an absolute address and a relation. */
export function checkLinks(resource, about) {
  assert.ok(Array.isArray(resource.links) && resource.links.length > 0, `${about}: links`);
  for (const one of resource.links) {
    assert.ok(typeof one.rel === 'string' && one.rel.length > 0, `${about}: ${JSON.stringify(one)}`);
    assert.match(one.href, /^https?:\/\//, `${about}: ${JSON.stringify(one)}`);
  }
}

/** Whether a geometry has a position in a box; exact for points, by vertices or an inside corner for polygons. */
export function positions(geometry) {
  const flat = [];
  const walk = (value) => (typeof value[0] === 'number' ? flat.push(value) : value.forEach(walk));
  if (geometry) walk(geometry.coordinates);
  return flat;
}

export function boundsOf(geometry) {
  const all = positions(geometry);
  const [xs, ys] = [all.map(([x]) => x), all.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** The area of a ring, positive when it runs against the clock. */
export function signedArea(ring) {
  let sum = 0;
  for (let i = 0; i + 1 < ring.length; i++) sum += ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1];
  return sum / 2;
}
