// SPDX-License-Identifier: Apache-2.0
// Which names find room on the drawn map, and where (VISUAL.md 4.4).

export interface Label {
  code: string;
  name: string;
  /** Value under or behind the name; empty when there is none to show. */
  value: string;
  /** Where the area wants its label, in pixels. */
  x: number;
  y: number;
  /** Higher first. */
  weight: number;
  /** Two lines, or name and value in one. */
  lines: 1 | 2;
  /** A glyph of its cell: stands in the middle or nowhere. */
  isGlyph?: boolean;
}

export interface PlacedLabel extends Label {
  /** Middle of the text. */
  at: [x: number, y: number];
  width: number;
}

const candidates = [
  [0, 0],
  [0, 10],
  [0, -10],
  [0, 28],
  [0, -28],
  [34, 8],
  [-34, 8],
  [40, -14],
  [-40, -14],
  [36, 30],
  [-36, 30],
  [0, 44],
  [0, -44],
] as const;

export const nameSize = 12.5;
export const valueSize = 11.5;
export const glyphSize = 9.5;
const lineHeight = 14.5;

/** Han and other wide letters are a square, the rest a little more than half of it. */
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const letter of text) width += letter.codePointAt(0)! > 0x2e7f ? 1 : 0.57;
  return width * size;
}

type Rectangle = [left: number, top: number, right: number, bottom: number];
const meet = (a: Rectangle, b: Rectangle) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

function sizeOf({ name, value, lines, isGlyph }: Label): [width: number, height: number] {
  if (isGlyph) return [4, glyphSize];
  const nameWidth = textWidth(name, nameSize);
  const valueWidth = textWidth(value, valueSize);
  if (lines === 1) return [nameWidth + (value ? valueWidth + 4 : 0), lineHeight];
  return [Math.max(nameWidth, valueWidth), value ? 2 * lineHeight : lineHeight];
}

/** The most important label first; one that finds no room loses its value, then stays away. */
export function placeLabels(labels: Label[], size: { width: number; height: number }): PlacedLabel[] {
  const taken: Rectangle[] = [];
  const placed: PlacedLabel[] = [];
  const reach = (label: Label): PlacedLabel | null => {
    const [width, height] = sizeOf(label);
    for (const [dx, dy] of label.isGlyph ? candidates.slice(0, 1) : candidates) {
      const [x, y] = [label.x + dx, label.y + dy];
      const box: Rectangle = [x - width / 2 - 2, y - height / 2, x + width / 2 + 2, y + height / 2];
      const isInside = box[0] >= 0 && box[1] >= 0 && box[2] <= size.width && box[3] <= size.height;
      if (!isInside || taken.some(other => meet(other, box))) continue;
      taken.push(box);
      return { ...label, at: [x, y], width };
    }
    return null;
  };
  for (const label of [...labels].sort((a, b) => b.weight - a.weight)) {
    const isNear = label.x > -40 && label.y > -40 && label.x < size.width + 40 && label.y < size.height + 40;
    const found = isNear ? (reach(label) ?? (label.value ? reach({ ...label, value: '' }) : null)) : null;
    if (found) placed.push(found);
  }
  return placed;
}
