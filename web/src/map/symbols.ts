// SPDX-License-Identifier: Apache-2.0
// Point symbols of VISUAL.md 4.5, drawn on a canvas: shape first, colour second, a ring around each.
import type { Theme } from '../measure/palette.ts';

export const symbolNames = [
  'completed',
  'registered',
  'needs-work',
  'revoked',
  'inspection',
  'base-county',
  'base-prefecture',
  'base-province',
  'childrens-home',
  'protection-station',
  'help-point',
] as const;
export type SymbolName = (typeof symbolNames)[number];

/** Side of the square a symbol is drawn in; the symbol itself is 14 wide. */
export const symbolBox = 20;
export const symbolWidth = 14;

interface Colours {
  done: string;
  listed: string;
  work: string;
  dark: string;
  ring: string;
}

const colours: Record<Theme, Colours> = {
  light: { done: '#0B5A74', listed: '#5C666D', work: '#D9772F', dark: '#153159', ring: '#FFFFFF' },
  dark: { done: '#F3F2EE', listed: '#F3F2EE', work: '#E79F62', dark: '#F3F2EE', ring: '#14171D' },
};

type Pen = CanvasRenderingContext2D;

function path(pen: Pen, points: readonly [number, number][]) {
  pen.beginPath();
  points.forEach(([x, y], index) => (index === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y)));
  pen.closePath();
}

function circle(pen: Pen, radius: number) {
  pen.beginPath();
  pen.arc(0, 0, radius, 0, 2 * Math.PI);
}

/** Fills the path with a ring of the ground around it. */
function ringed(pen: Pen, fill: string, ring: string, width = 2.4) {
  pen.lineWidth = width;
  pen.strokeStyle = ring;
  pen.stroke();
  pen.fillStyle = fill;
  pen.fill();
}

function strokes(
  pen: Pen,
  colour: string,
  width: number,
  lines: readonly [number, number, number, number][],
) {
  pen.beginPath();
  for (const [x1, y1, x2, y2] of lines) {
    pen.moveTo(x1, y1);
    pen.lineTo(x2, y2);
  }
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.stroke();
}

function base(bars: number) {
  return (pen: Pen, c: Colours) => {
    path(pen, [
      [-7, -7],
      [7, -7],
      [7, 7],
      [-7, 7],
    ]);
    ringed(pen, c.dark, c.ring);
    for (let bar = 0; bar < bars; bar++) {
      const y = (bar - (bars - 1) / 2) * 4;
      strokes(pen, c.ring, 2, [[-4, y, 4, y]]);
    }
  };
}

const draw: Record<SymbolName, (pen: Pen, c: Colours) => void> = {
  completed: (pen, c) => (circle(pen, 7), ringed(pen, c.done, c.ring)),
  registered: (pen, c) => {
    circle(pen, 6);
    ringed(pen, c.ring, c.ring, 5);
    pen.strokeStyle = c.listed;
    pen.lineWidth = 2.4;
    pen.stroke();
  },
  'needs-work': (pen, c) => (
    path(pen, [
      [0, -8],
      [8, 0],
      [0, 8],
      [-8, 0],
    ]),
    ringed(pen, c.work, c.ring)
  ),
  revoked: (pen, c) => {
    circle(pen, 8);
    pen.fillStyle = c.ring;
    pen.fill();
    strokes(pen, c.listed, 3, [
      [-4.6, -4.6, 4.6, 4.6],
      [4.6, -4.6, -4.6, 4.6],
    ]);
  },
  inspection: (pen, c) => {
    const cross: [number, number, number, number][] = [
      [-6.4, 0, 6.4, 0],
      [0, -6.4, 0, 6.4],
    ];
    strokes(pen, c.ring, 6, cross);
    strokes(pen, c.listed, 2.6, cross);
  },
  'base-county': base(1),
  'base-prefecture': base(2),
  'base-province': base(3),
  'childrens-home': (pen, c) => {
    path(pen, [
      [-7, 0],
      [0, -7.5],
      [7, 0],
      [7, 7],
      [-7, 7],
    ]);
    ringed(pen, c.dark, c.ring);
    strokes(pen, c.ring, 3, [[0, 7, 0, 2.4]]);
  },
  'protection-station': (pen, c) => {
    pen.beginPath();
    pen.moveTo(0, -7.5);
    pen.lineTo(6.5, -5);
    pen.quadraticCurveTo(7, 4, 0, 7.8);
    pen.quadraticCurveTo(-7, 4, -6.5, -5);
    pen.closePath();
    ringed(pen, c.dark, c.ring);
    strokes(pen, c.ring, 1.8, [
      [-3.2, 0, -0.8, 2.6],
      [-0.8, 2.6, 3.4, -2.4],
    ]);
  },
  'help-point': (pen, c) => {
    circle(pen, 7);
    ringed(pen, c.dark, c.ring);
    circle(pen, 2.6);
    pen.fillStyle = c.ring;
    pen.fill();
  },
};

function canvasWith(name: SymbolName, theme: Theme, scale: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = symbolBox * scale;
  const pen = canvas.getContext('2d')!;
  pen.scale(scale, scale);
  pen.translate(symbolBox / 2, symbolBox / 2);
  pen.lineJoin = pen.lineCap = 'round';
  draw[name](pen, colours[theme]);
  return canvas;
}

export const symbolScale = 3;

export function symbolImage(name: SymbolName, theme: Theme): ImageData {
  const canvas = canvasWith(name, theme, symbolScale);
  return canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
}

/** The same drawing for the legend outside the map. */
export const symbolUrl = (name: SymbolName, theme: Theme) => canvasWith(name, theme, symbolScale).toDataURL();

/** Symbol of a status, a base level or a kind of help point. */
export const symbolOf: Record<string, SymbolName> = {
  needs_work: 'needs-work',
  rejected: 'revoked',
  revoked: 'revoked',
  county: 'base-county',
  prefecture: 'base-prefecture',
  province: 'base-province',
  childrens_home: 'childrens-home',
  'childrens-home': 'childrens-home',
  protection_station: 'protection-station',
  'protection-station': 'protection-station',
  儿童之家: 'childrens-home',
  未成年人保护工作站: 'protection-station',
  未保站: 'protection-station',
};
