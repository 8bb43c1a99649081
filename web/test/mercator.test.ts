// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { boxOf, fit, lonLat, mercator, metresPerPixel, zoomed } from '../src/map/mercator.ts';

const size = { width: 1000, height: 600 };

it('knows where things lie in the square', () => {
  expect(mercator(0, 0)).toEqual({ x: 0.5, y: 0.5 });
  // echo 34.7 113.6 | cs2cs EPSG:4326 EPSG:3857
  const { x, y } = mercator(113.6, 34.7);
  expect((x - 0.5) * 40_075_016.68557849).toBeCloseTo(12_645_894.15, 1);
  expect((0.5 - y) * 40_075_016.68557849).toBeCloseTo(4_123_186.71, 1);
  const [lon, lat] = lonLat({ x, y });
  expect(lon).toBeCloseTo(113.6, 9);
  expect(lat).toBeCloseTo(34.7, 9);
});

it('fits an area whole, with room at its sides', () => {
  const position = fit([113, 34, 113.5, 34.5], 'county', size);
  const [west, south, east, north] = boxOf(position, size);
  expect(west).toBeLessThan(113);
  expect(south).toBeLessThan(34);
  expect(east).toBeGreaterThan(113.5);
  expect(north).toBeGreaterThan(34.5);
  expect(north - south).toBeLessThan(0.65);
});

it('a village that nearly shows its households is shown a little closer', () => {
  const side = 0.0265;
  const near = fit([113, 34, 113 + side * 1.4, 34 + side], 'village', size);
  const far = fit([113, 34, 113 + side * 1.4, 34 + side], 'township', size);
  expect(far.zoom).toBeGreaterThan(13.4);
  expect(far.zoom).toBeLessThan(14);
  expect(near.zoom).toBe(14);
});

it('zooming keeps the place under the pointer', () => {
  const position = { ...mercator(113.6, 34.7), zoom: 10 };
  const at = { x: 800, y: 100 };
  const placeAt = (p: typeof position) => {
    const [west, south, east, north] = boxOf(p, size);
    const y = mercator(0, north).y + (at.y / size.height) * (mercator(0, south).y - mercator(0, north).y);
    return [west + (at.x / size.width) * (east - west), lonLat({ x: 0, y })[1]];
  };
  const before = placeAt(position);
  const after = placeAt(zoomed(position, size, 2, at));
  expect(after[0]).toBeCloseTo(before[0]!, 9);
  expect(after[1]).toBeCloseTo(before[1]!, 9);
  expect(zoomed(position, size, 40).zoom).toBe(18);
  expect(zoomed(position, size, -40).zoom).toBe(3);
});

it('a pixel at the equator is 78 km at zoom 0', () => {
  expect(metresPerPixel({ x: 0.5, y: 0.5, zoom: 0 })).toBeCloseTo(78_271.5, 0);
});
