// SPDX-License-Identifier: Apache-2.0
// Simplified borders as `GET /api/map` gives them: every border once, in whole units.
import type { AreaName, Level, PlacedArea } from '../api/types.ts';

export interface SketchPlace extends AreaName {
  parent: string | null;
  /** Null for an area that nobody has drawn. */
  label: [x: number, y: number] | null;
}

export interface SketchArea extends SketchPlace {
  /** Rings, shells and holes alike; an arc by its number, against its way as -1 - number. */
  rings: number[][];
}

export interface SketchAnswer {
  edition: string;
  area: PlacedArea;
  level: Level;
  corner: [x: number, y: number];
  unit: number;
  size: [width: number, height: number];
  /** The first place, then the way from each to the next. */
  arcs: number[][];
  areas: SketchArea[];
  between: SketchPlace[];
}

export interface Sketch extends SketchAnswer {
  byCode: Map<string, SketchArea>;
  /** For each arc the areas along it, by their number. */
  owners: number[][];
}

export function sketchOf(answer: SketchAnswer): Sketch {
  const owners = answer.arcs.map((): number[] => []);
  answer.areas.forEach(({ rings }, number) => {
    for (const ring of rings) for (const step of ring) owners[step < 0 ? -1 - step : step]?.push(number);
  });
  return { ...answer, owners, byCode: new Map(answer.areas.map(area => [area.code, area])) };
}

/** The way along an arc from its end to its start, without its first place. */
function backwards(arc: number[]): number[] {
  const way: number[] = [];
  for (let i = arc.length - 2; i >= 2; i -= 2) way.push(-arc[i]!, -arc[i + 1]!);
  return way;
}

function endOf(arc: number[]): [number, number] {
  let [x, y] = [0, 0];
  for (let i = 0; i < arc.length; i += 2) [x, y] = [x + arc[i]!, y + arc[i + 1]!];
  return [x, y];
}

const steps = (way: number[]) => (way.length > 0 ? `l${way.join(' ')}` : '');

function ringPath({ arcs }: SketchAnswer, ring: number[]): string {
  let path = '';
  for (const step of ring) {
    const arc = arcs[step < 0 ? -1 - step : step];
    if (!arc) continue;
    if (path === '') path = `M${(step < 0 ? endOf(arc) : arc.slice(0, 2)).join(' ')}`;
    path += steps(step < 0 ? backwards(arc) : arc.slice(2));
  }
  return path && `${path}z`;
}

/** The ground of an area as an SVG path in units of the sketch; holes by the even-odd rule. */
export const areaPath = (sketch: Sketch, area: SketchArea): string =>
  area.rings.map(ring => ringPath(sketch, ring)).join('');

const arcPath = (arc: number[]) => `M${arc[0]} ${arc[1]}${steps(arc.slice(2))}`;

/** The outline of some areas taken together: borders along which one of them lies and no other of them. */
export function outlinePath({ arcs, owners }: Sketch, among: (area: number) => boolean): string {
  return arcs.map((arc, number) => (owners[number]!.filter(among).length === 1 ? arcPath(arc) : '')).join('');
}

export interface BorderLines {
  /** Between areas of one parent. */
  inner: string;
  /** Between areas of different parents. */
  between: string;
  /** Where there is nobody on the other side. */
  rim: string;
}

/** All borders once, by what lies on their two sides. */
export function borderLines({ arcs, owners, areas }: Sketch): BorderLines {
  const lines: BorderLines = { inner: '', between: '', rim: '' };
  arcs.forEach((arc, number) => {
    const [one, other] = owners[number]!;
    if (one === undefined) return;
    const kind =
      other === undefined ? 'rim' : areas[one]!.parent === areas[other]!.parent ? 'inner' : 'between';
    lines[kind] += arcPath(arc);
  });
  return lines;
}

/** West, north, east and south of an area in units, and the ground inside in square units. */
export interface Extent {
  box: [number, number, number, number];
  ground: number;
}

export function extentOf({ arcs }: Sketch, area: SketchArea): Extent {
  const box: Extent['box'] = [Infinity, Infinity, -Infinity, -Infinity];
  let twice = 0;
  for (const ring of area.rings) {
    let inRing = 0;
    let at: [number, number] | null = null;
    const pass = (x: number, y: number) => {
      if (at) inRing += at[0] * y - x * at[1];
      at = [x, y];
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    };
    for (const step of ring) {
      const arc = arcs[step < 0 ? -1 - step : step];
      if (!arc) continue;
      let [x, y] = step < 0 ? endOf(arc) : [arc[0]!, arc[1]!];
      pass(x, y);
      const way = step < 0 ? backwards(arc) : arc.slice(2);
      for (let i = 0; i < way.length; i += 2) pass((x += way[i]!), (y += way[i + 1]!));
    }
    twice += Math.abs(inRing);
  }
  return { box, ground: twice / 2 };
}
