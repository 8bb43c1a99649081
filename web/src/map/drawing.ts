// SPDX-License-Identifier: Apache-2.0
// What the drawn map shows of a picture, as plain values: on screen, on paper and in the PNG alike.
import { coloursOf } from '../measure/classes.ts';
import { markFill, type Theme } from '../measure/palette.ts';
import { keyOf, readingOf, type ReadingKey } from '../measure/reading.ts';
import type { Picture } from '../picture/picture.ts';
import { valueText } from '../ranking/ranking_row.tsx';
import type { Measure } from '../view/view.ts';
import { mapColours } from './map_colours.ts';
import { extentOf, type Sketch, type SketchArea } from './sketch.ts';

/** One filled area. */
export interface Cell {
  area: SketchArea;
  /** Code of the area of the picture that it belongs to: itself, or the one around it. */
  code: string;
  key: ReadingKey | null;
  /** `0` or `–`, for areas large enough. */
  glyph: string;
  /** What the pointer and screen readers are told. */
  title: string;
}

/** The cells of a sketch with what the picture says of each; villages stand for their township where it is filled whole. */
export function cellsOf(sketch: Sketch, picture: Picture, measure: Measure): Cell[] {
  const rows = new Map(picture.cells.rows.map(row => [row.code, row]));
  return sketch.areas.map(area => {
    const row = rows.get(area.code) ?? rows.get(area.parent ?? '');
    if (!row) return { area, code: area.code, key: null, glyph: '', title: area.name };
    const reading = readingOf(row, measure, picture.campaign.record);
    const text = valueText(row, reading, measure);
    const glyph = reading.kind === 'zero' ? '0' : reading.kind === 'not_applicable' ? '–' : '';
    return { area, code: row.code, key: keyOf(reading), glyph, title: `${row.name} ${text}` };
  });
}

/** The fill of a class or mark; patterns are named as the map defines them. */
export function fillOf(key: ReadingKey | null, measure: Measure, theme: Theme, patterns: string): string {
  if (key === null) return mapColours[theme].outside;
  if (key === 'no_data') return `url(#${patterns}-hatch)`;
  if (key === 'suppressed') return `url(#${patterns}-dots)`;
  if (key === 'zero' || key === 'not_applicable') return markFill[theme][key];
  return coloursOf(measure, theme, false)[Number(key.slice('class-'.length))] ?? mapColours[theme].outside;
}

/** A name with its value and the place where it wants to stand, in units of the sketch. */
export interface NamedPlace {
  code: string;
  name: string;
  value: string;
  at: [x: number, y: number];
  ground: number;
  lines: 1 | 2;
}

const grounds = new WeakMap<Sketch, Map<string, { ground: number; side: number }>>();

/** Ground of every area and of those around them, and the shorter side of its box, in units. */
export function groundsOf(sketch: Sketch) {
  const known = grounds.get(sketch);
  if (known) return known;
  const found = new Map<string, { ground: number; side: number }>();
  for (const area of sketch.areas) {
    const { box, ground } = extentOf(sketch, area);
    found.set(area.code, { ground, side: Math.min(box[2] - box[0], box[3] - box[1]) });
    const around = found.get(area.parent ?? '');
    if (area.parent) found.set(area.parent, { ground: (around?.ground ?? 0) + ground, side: Infinity });
  }
  grounds.set(sketch, found);
  return found;
}

/** Names for the map: those of the areas one level beneath, and from close by those of the cells. */
export function namesOf(sketch: Sketch, picture: Picture, measure: Measure, zoom: number): NamedPlace[] {
  const grounds = groundsOf(sketch);
  const textOf = (code: string): string => {
    const row = [...picture.ranking.rows, ...picture.cells.rows].find(one => one.code === code);
    return row ? valueText(row, readingOf(row, measure, picture.campaign.record), measure) : '';
  };
  const labelLevel = picture.place.children[0]?.level ?? picture.rankingLevel;
  const isNear = zoom >= 12.5;
  const places =
    labelLevel === sketch.level || isNear
      ? sketch.areas
      : sketch.between.filter(({ level }) => level === labelLevel);
  const lines = places === sketch.areas && (isNear || sketch.level === 'village') ? 1 : 2;
  return places.flatMap(({ code, name, label }) =>
    label
      ? [{ code, name, value: textOf(code), at: label, ground: grounds.get(code)?.ground ?? 0, lines }]
      : [],
  );
}
