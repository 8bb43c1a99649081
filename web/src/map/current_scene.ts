// SPDX-License-Identifier: Apache-2.0
import { computed, signal } from '@preact/signals';
import type { AreaName, RecordLayer, Row } from '../api/types.ts';
import { keyOf, readingOf } from '../measure/reading.ts';
import { shownMeasure } from '../measure/shown.ts';
import { picture } from '../picture/current.ts';
import { layerRevision } from '../picture/live.ts';
import type { Picture } from '../picture/picture.ts';
import { valueText } from '../ranking/ranking_row.tsx';
import { shownLayers } from '../rail/shown_layers.ts';
import { theme } from '../theme/theme.ts';
import { view } from '../view/address.ts';
import { borders, hovered, switchedOff } from '../view/pointing.ts';
import { dayNumber } from '../words/days.ts';
import { baseMap } from './base_map.ts';
import { pointedAt } from './pointed_at.ts';
import { stateOf, type Scene, type Tileset } from './scene.ts';
import { tilesetAt, type KnownTileset } from './tilesets.ts';

export const areaTileset = signal<KnownTileset | null>(null);
export const recordTilesets = signal<Partial<Record<RecordLayer, KnownTileset>>>({});

/** The scene of the moment; null until there is a picture and the borders are known. */
export const scene = computed<Scene | null>(() => {
  const now = picture.value;
  if (!now || !areaTileset.value) return null;
  const named = namesOf(now);
  const { selected } = view.value;
  const measure = shownMeasure.value;
  const records: Partial<Record<RecordLayer, Tileset>> = {};
  for (const layer of shownLayers.value) {
    const known = recordTilesets.value[layer];
    if (known) records[layer] = tilesetAt(known, now.asOf, layerRevision.value[layer]);
  }
  const labelLevel = now.place.children[0]?.level ?? now.rankingLevel;
  const rankingRows = labelLevel === now.rankingLevel ? now.ranking.rows : [];
  return {
    theme: theme.value,
    measure,
    asOfDay: dayNumber(now.asOf),
    areas: tilesetAt(areaTileset.value, null),
    records,
    layers: shownLayers.value,
    area: now.place.area,
    rankingLevel: now.rankingLevel,
    cellLevel: now.cellLevel,
    borders: borders.value,
    rankingText: {
      ...Object.fromEntries(now.place.children.map(child => [child.fid, ''])),
      ...textsOf(now, rankingRows),
    },
    cellText: textsOf(now, now.cells.rows),
    labelLevel,
    selected: selected === null ? null : (named.get(selected) ?? null),
    hovered: hovered.value === null ? null : (named.get(hovered.value) ?? null),
    focused: pointedAt.value === null ? null : (named.get(pointedAt.value) ?? null),
    baseMap: baseMap.value,
  };
});

const namesOf = ({ ranking, cells }: Picture) =>
  new Map<string, AreaName>(
    [...cells.rows, ...ranking.rows].map(row => [
      row.code,
      { fid: row.fid, code: row.code, name: row.name, level: row.level },
    ]),
  );

function textsOf(now: Picture, rows: Row[]): Record<string, string> {
  const measure = shownMeasure.value;
  return Object.fromEntries(
    rows.map(row => {
      const reading = readingOf(row, measure, now.campaign.record);
      // A village without a doubt is as it should be, and needs no figure on the map.
      const isQuiet = measure === 'flags' && reading.kind === 'class' && reading.value === 0;
      return [row.fid, isQuiet ? '' : valueText(row, reading, measure)];
    }),
  );
}

/** Class of every cell as the style knows it (feature-state `class`). */
export const cellStates = computed<[fid: number, state: number][]>(() => {
  const now = picture.value;
  if (!now) return [];
  const off = switchedOff.value;
  return now.cells.rows.map(row => {
    const reading = readingOf(row, shownMeasure.value, now.campaign.record);
    if (off.has(keyOf(reading))) return [row.fid, stateOf.off];
    return [row.fid, reading.kind === 'class' ? reading.number : stateOf[reading.kind]];
  });
});
