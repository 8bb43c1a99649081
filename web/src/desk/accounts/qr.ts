// SPDX-License-Identifier: Apache-2.0
// QR codes (ISO/IEC 18004) of short texts: byte mode, error correction M, versions 1 to 13.

/** Per version: codewords of correction in a block, and blocks as [how many, codewords of data]. */
const blocks: readonly (readonly [
  correction: number,
  groups: readonly (readonly [count: number, data: number])[],
])[] = [
  [10, [[1, 16]]],
  [16, [[1, 28]]],
  [26, [[1, 44]]],
  [18, [[2, 32]]],
  [24, [[2, 43]]],
  [16, [[4, 27]]],
  [18, [[4, 31]]],
  [
    22,
    [
      [2, 38],
      [2, 39],
    ],
  ],
  [
    22,
    [
      [3, 36],
      [2, 37],
    ],
  ],
  [
    26,
    [
      [4, 43],
      [1, 44],
    ],
  ],
  [
    30,
    [
      [1, 50],
      [4, 51],
    ],
  ],
  [
    22,
    [
      [6, 36],
      [2, 37],
    ],
  ],
  [
    22,
    [
      [8, 37],
      [1, 38],
    ],
  ],
];
const alignments: readonly (readonly number[])[] = [
  [],
  [6, 18],
  [6, 22],
  [6, 26],
  [6, 30],
  [6, 34],
  [6, 22, 38],
  [6, 24, 42],
  [6, 26, 46],
  [6, 28, 50],
  [6, 30, 54],
  [6, 32, 58],
  [6, 34, 62],
];

const exp = new Uint8Array(512);
const log = new Uint8Array(256);
for (let i = 0, x = 1; i < 255; i++) {
  exp[i] = exp[i + 255] = x;
  log[x] = i;
  x = (x << 1) ^ (x & 0x80 ? 0x11d : 0);
}
const times = (a: number, b: number) => (a === 0 || b === 0 ? 0 : exp[log[a]! + log[b]!]!);

/** Codewords of correction: the rest of the data divided by the generator. */
function correctionOf(data: readonly number[], degree: number): number[] {
  let generator = [1];
  for (let i = 0; i < degree; i++) {
    const next = [...generator, 0];
    generator.forEach((factor, k) => (next[k + 1]! ^= times(factor, exp[i]!)));
    generator = next;
  }
  const rest = [...data, ...new Array<number>(degree).fill(0)];
  for (let i = 0; i < data.length; i++) {
    const lead = rest[i]!;
    if (lead !== 0) generator.forEach((factor, k) => (rest[i + k]! ^= times(factor, lead)));
  }
  return rest.slice(data.length);
}

const dataOf = (version: number) =>
  blocks[version - 1]![1].reduce((sum, [count, data]) => sum + count * data, 0);

/** All codewords in the order in which they are drawn. */
function codewords(text: string): { version: number; words: number[] } {
  const bytes = [...new TextEncoder().encode(text)];
  const lengthBits = (version: number) => (version < 10 ? 8 : 16);
  const version =
    blocks.findIndex((_, i) => 4 + lengthBits(i + 1) + 8 * bytes.length <= 8 * dataOf(i + 1)) + 1;
  if (version === 0) throw new RangeError('the text is too long for a QR code of version 13');
  const bits: number[] = [];
  const push = (value: number, width: number) => {
    for (let i = width - 1; i >= 0; i--) bits.push((value >> i) & 1);
  };
  push(0b0100, 4);
  push(bytes.length, lengthBits(version));
  bytes.forEach(byte => push(byte, 8));
  const room = 8 * dataOf(version);
  push(0, Math.min(4, room - bits.length));
  while (bits.length % 8 !== 0) bits.push(0);
  for (let pad = 0xec; bits.length < room; pad ^= 0xec ^ 0x11) push(pad, 8);
  const data: number[] = [];
  for (let i = 0; i < bits.length; i += 8) data.push(parseInt(bits.slice(i, i + 8).join(''), 2));

  const [correction, groups] = blocks[version - 1]!;
  const split: number[][] = [];
  let at = 0;
  for (const [count, length] of groups)
    for (let i = 0; i < count; i++) split.push(data.slice(at, (at += length)));
  const checks = split.map(block => correctionOf(block, correction));
  const words: number[] = [];
  const longest = Math.max(...split.map(block => block.length));
  for (let i = 0; i < longest; i++) for (const block of split) if (i < block.length) words.push(block[i]!);
  for (let i = 0; i < correction; i++) for (const check of checks) words.push(check[i]!);
  return { version, words };
}

const masks: readonly ((y: number, x: number) => boolean)[] = [
  (y, x) => (y + x) % 2 === 0,
  y => y % 2 === 0,
  (_, x) => x % 3 === 0,
  (y, x) => (y + x) % 3 === 0,
  (y, x) => (Math.floor(y / 2) + Math.floor(x / 3)) % 2 === 0,
  (y, x) => ((y * x) % 2) + ((y * x) % 3) === 0,
  (y, x) => (((y * x) % 2) + ((y * x) % 3)) % 2 === 0,
  (y, x) => (((y + x) % 2) + ((y * x) % 3)) % 2 === 0,
];

type Grid = (boolean | null)[][];

/** Finders, timing, alignment and the room for format and version; null: free for data. */
function frame(version: number): Grid {
  const size = 17 + 4 * version;
  const grid: Grid = Array.from({ length: size }, () => new Array<boolean | null>(size).fill(null));
  const finder = (top: number, left: number) => {
    for (let y = -1; y <= 7; y++)
      for (let x = -1; x <= 7; x++) {
        if (grid[top + y]?.[left + x] === undefined) continue;
        const ring = Math.max(Math.abs(y - 3), Math.abs(x - 3));
        grid[top + y]![left + x] = ring !== 2 && ring !== 4;
      }
  };
  finder(0, 0);
  finder(0, size - 7);
  finder(size - 7, 0);
  for (let i = 8; i < size - 8; i++) grid[6]![i] = grid[i]![6] = i % 2 === 0;
  const spots = alignments[version - 1]!;
  for (const cy of spots)
    for (const cx of spots) {
      if (grid[cy]![cx] !== null && !(cy === 6 || cx === 6)) continue;
      if ((cy === 6 && (cx === 6 || cx === size - 7)) || (cx === 6 && cy === size - 7)) continue;
      for (let y = -2; y <= 2; y++)
        for (let x = -2; x <= 2; x++) grid[cy + y]![cx + x] = Math.max(Math.abs(y), Math.abs(x)) !== 1;
    }
  for (let i = 0; i < 9; i++) {
    grid[8]![i] ??= false;
    grid[i]![8] ??= false;
    if (i < 8) {
      grid[8]![size - 1 - i] ??= false;
      grid[size - 1 - i]![8] ??= false;
    }
  }
  if (version >= 7)
    for (let i = 0; i < 18; i++) {
      const bit = ((versionBits(version) >> i) & 1) === 1;
      grid[Math.floor(i / 3)]![size - 11 + (i % 3)] = bit;
      grid[size - 11 + (i % 3)]![Math.floor(i / 3)] = bit;
    }
  return grid;
}

function remainder(value: number, generator: number, bits: number): number {
  let rest = value << bits;
  for (let i = 31 - Math.clz32(rest); i >= bits; i = 31 - Math.clz32(rest)) {
    if (rest === 0) break;
    rest ^= generator << (i - bits);
  }
  return rest;
}
const versionBits = (version: number) => (version << 12) | remainder(version, 0x1f25, 12);
/** Correction M is 00. */
const formatBits = (mask: number) => ((mask << 10) | remainder(mask, 0x537, 10)) ^ 0x5412;

function setFormat(grid: boolean[][], mask: number) {
  const size = grid.length;
  const bits = formatBits(mask);
  for (let i = 0; i < 15; i++) {
    const on = ((bits >> i) & 1) === 1;
    // Around the first finder, skipping the timing lines.
    const [y, x] = i < 6 ? [i, 8] : i === 6 ? [7, 8] : i === 7 ? [8, 8] : i === 8 ? [8, 7] : [8, 14 - i];
    grid[y]![x] = on;
    // And beside the two others.
    if (i < 8) grid[8]![size - 1 - i] = on;
    else grid[size - 15 + i]![8] = on;
  }
  grid[size - 8]![8] = true;
}

/** Runs, blocks, shapes like a finder, and how far from half dark it is. */
function penalty(grid: boolean[][]): number {
  const size = grid.length;
  let sum = 0;
  const lines = [...grid, ...grid.map((_, x) => grid.map(row => row[x]!))];
  for (const line of lines) {
    const text = line.map(on => (on ? '1' : '0')).join('');
    for (const run of text.match(/0{5,}|1{5,}/g) ?? []) sum += run.length - 2;
    for (const shape of ['10111010000', '00001011101'])
      for (let i = text.indexOf(shape); i >= 0; i = text.indexOf(shape, i + 1)) sum += 40;
  }
  let dark = 0;
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      if (grid[y]![x]) dark++;
      if (y === 0 || x === 0) continue;
      const one = grid[y]![x];
      if (one === grid[y - 1]![x] && one === grid[y]![x - 1] && one === grid[y - 1]![x - 1]) sum += 3;
    }
  return sum + 10 * Math.floor(Math.abs((dark * 100) / (size * size) - 50) / 5);
}

/** The modules of the code, true: dark, without the quiet zone of four around it. */
export function qrCode(text: string): boolean[][] {
  const { version, words } = codewords(text);
  const held = frame(version);
  const size = held.length;
  const order: [number, number][] = [];
  for (let right = size - 1, up = true; right > 0; right -= 2, up = !up) {
    if (right === 6) right--;
    for (let i = 0; i < size; i++) {
      const y = up ? size - 1 - i : i;
      for (const x of [right, right - 1]) if (held[y]![x] === null) order.push([y, x]);
    }
  }
  let best: { grid: boolean[][]; cost: number } | null = null;
  masks.forEach((mask, number) => {
    const grid = held.map(row => row.map(one => one === true));
    order.forEach(([y, x], i) => {
      const word = words[i >> 3];
      const bit = word !== undefined && ((word >> (7 - (i & 7))) & 1) === 1;
      grid[y]![x] = bit !== mask(y, x);
    });
    setFormat(grid, number);
    const cost = penalty(grid);
    if (!best || cost < best.cost) best = { grid, cost };
  });
  return best!.grid;
}
