// SPDX-License-Identifier: Apache-2.0
import { askTileset } from '../api/questions.ts';
import type { Box, Day } from '../api/types.ts';
import { me } from '../session/session.ts';
import type { Tileset } from './scene.ts';

/** What the TileJSON of a layer says. */
export interface KnownTileset {
  layer: string;
  version: string;
  bounds: Box;
  minzoom: number;
  maxzoom: number;
}

const world: Box = [-180, -85.0511, 180, 85.0511];

export async function readTileset(layer: string): Promise<KnownTileset> {
  const json = await askTileset(layer);
  const version = /[?&]v=([^&]*)/.exec(json.tiles[0] ?? '')?.[1] ?? '';
  return {
    layer,
    version,
    bounds: json.bounds ?? world,
    minzoom: json.minzoom ?? 0,
    maxzoom: json.maxzoom ?? 14,
  };
}

/** Tiles of a layer on a day; always asked from our own origin, whatever name the server was reached by. */
export function tilesetAt(known: KnownTileset, day: Day | null, revision?: number): Tileset {
  const { layer, bounds, minzoom, maxzoom } = known;
  const query = new URLSearchParams();
  if (day) query.set('as_of', day);
  // Tiles are kept by the browser under their address, and another account sees other areas.
  const version = revision ?? known.version;
  const scope = me.peek()?.area?.code ?? '';
  if (version !== '') query.set('v', scope ? `${version}.${scope}` : `${version}`);
  const text = query.toString();
  return {
    tiles: `${location.origin}/tiles/${layer}/{z}/{x}/{y}.mvt${text ? `?${text}` : ''}`,
    bounds,
    minzoom,
    maxzoom,
  };
}
