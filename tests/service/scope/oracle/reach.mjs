// SPDX-License-Identifier: Apache-2.0
// What lies within a distance of the open points, by counting a fine grid of positions in each village: slow, and no
// geometry at all. Distances on the ellipsoid of WGS 84, by the radii of curvature in the middle of a village.
import { areas, within } from './world.mjs';

const [a, e2] = [6378137, 0.0066943799901413165];
const radians = Math.PI / 180;
function metres(from, to) {
  const phi = ((from[1] + to[1]) / 2) * radians;
  const w = 1 - e2 * Math.sin(phi) ** 2;
  const north = (to[1] - from[1]) * radians * ((a * (1 - e2)) / w ** 1.5);
  const east = (to[0] - from[0]) * radians * (a / Math.sqrt(w)) * Math.cos(phi);
  return Math.hypot(north, east);
}
export const distance = metres;

/** The ground of a rectangle of degrees, by strips. */
function ground([left, bottom, right, top]) {
  const strips = 64;
  let area = 0;
  for (let i = 0; i < strips; ++i) {
    const phi = (bottom + ((i + 0.5) * (top - bottom)) / strips) * radians;
    const w = 1 - e2 * Math.sin(phi) ** 2;
    area += (((top - bottom) / strips) * radians * (a * (1 - e2))) / w ** 1.5 * ((right - left) * radians * Math.cos(phi) * a) / Math.sqrt(w);
  }
  return area;
}

/** Where the label of a rectangle may stand: farthest from all its sides, which is a stretch where it is longer than wide. */
function labels([left, bottom, right, top]) {
  const [x, y] = [(left + right) / 2, (bottom + top) / 2];
  const [wide, high] = [metres([left, y], [right, y]), metres([x, bottom], [x, top])];
  const free = (((high - wide) / high) * (top - bottom)) / 2;
  return Array.from({ length: 41 }, (_, i) => [x, y + (i / 20 - 1) * free]);
}
const nearest = (from, points) => (points.length ? Math.min(...points.map(({ lon, lat }) => metres(from, [lon, lat]))) : null);

/** The points of a service that are open on a day, wherever they lie. */
export const open_points = (world, service, day) =>
  service === 'bases' ? world.bases.filter(({ recognised_on }) => recognised_on <= day) : world.help_points.filter(({ opened_on, closed_on }) => opened_on <= day && (closed_on === null || day < closed_on));

/** Whether the label lies within a radius: the test asks nothing where that would hang on where it stands. */
function within_reach(village, points, radius) {
  const found = new Set(labels(village.box).map((label) => (nearest(label, points) ?? Infinity) <= radius));
  if (found.size > 1) throw new Error(`${village.code}: another radius than ${radius}, please`);
  return found.has(true);
}

const cells = 100;
const known = new Map();
/** What of a village lies within a radius of the nearest of all points. */
function village_reach(village, points, radius) {
  const key = JSON.stringify([village.code, radius, points.map(({ lon, lat }) => [lon, lat])]);
  if (!known.has(key)) known.set(key, count_village(village, points, radius));
  return known.get(key);
}
function count_village(village, points, radius) {
  const [left, bottom, right, top] = village.box;
  let reached = 0;
  for (let i = 0; i < cells; ++i)
    for (let k = 0; k < cells; ++k)
      if (points.some(({ lon, lat }) => metres([left + ((i + 0.5) * (right - left)) / cells, bottom + ((k + 0.5) * (top - bottom)) / cells], [lon, lat]) <= radius)) reached++;
  const corners = [[left, bottom], [left, top], [right, bottom], [right, top]];
  const area_m2 = ground(village.box);
  return {
    area_m2,
    reached_m2: (area_m2 * reached) / cells ** 2,
    within: within_reach(village, points, radius),
    whole: reached === cells ** 2 && corners.every((corner) => nearest(corner, points) <= radius),
    touched: reached > 0,
  };
}

/** The figures of an area (docs/DATA.md, Reach), whoever asks: points beyond it reach into it. */
export function reach(code, points, radius) {
  const area = areas.find((one) => one.code === code);
  const of = areas.filter((one) => one.level === 'village' && within(code, one.code)).map((one) => village_reach(one, points, radius));
  const sum = (what) => of.reduce((total, one) => total + Number(one[what]), 0);
  return {
    code, name: area.name, level: area.level,
    points: points.filter((one) => within(code, one.area ?? '')).length,
    area_m2: sum('area_m2'), reached_m2: sum('reached_m2'),
    villages: of.length, villages_within: sum('within'), villages_whole: sum('whole'), villages_touched: sum('touched'), villages_unplaced: 0,
    nearest_m: area.level !== 'village' ? undefined : points.length ? labels(area.box).map((label) => nearest(label, points)) : null,
    population: null,
  };
}
