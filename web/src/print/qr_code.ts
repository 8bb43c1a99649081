// SPDX-License-Identifier: Apache-2.0
// QR codes (ISO/IEC 18004) of addresses: bytes, error correction level M, up to version 15 (412 bytes).

const checkBytes = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24];
const blockCounts = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10];

/** Modules that carry data and check bytes. */
function dataModules(version: number): number {
  let modules = (16 * version + 128) * version + 64;
  if (version >= 2) {
    const marks = Math.floor(version / 7) + 2;
    modules -= (25 * marks - 10) * marks - 55;
    if (version >= 7) modules -= 36;
  }
  return modules;
}

const allBytes = (version: number) => Math.floor(dataModules(version) / 8);
const dataBytes = (version: number) =>
  allBytes(version) - checkBytes[version - 1]! * blockCounts[version - 1]!;

/** Product in the field of 256 elements. */
function times(a: number, b: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d);
    product ^= ((b >>> bit) & 1) * a;
  }
  return product;
}

function divisorOf(degree: number): number[] {
  const divisor = [...Array<number>(degree - 1).fill(0), 1];
  let root = 1;
  for (let i = 0; i < degree; i++) {
    for (let j = 0; j < degree; j++) {
      divisor[j] = times(divisor[j]!, root);
      if (j + 1 < degree) divisor[j]! ^= divisor[j + 1]!;
    }
    root = times(root, 2);
  }
  return divisor;
}

function remainderOf(data: number[], divisor: number[]): number[] {
  const rest = divisor.map(() => 0);
  for (const byte of data) {
    const factor = byte ^ rest.shift()!;
    rest.push(0);
    divisor.forEach((one, index) => (rest[index]! ^= times(one, factor)));
  }
  return rest;
}

/** Data with their check bytes, the blocks interleaved. */
function codewords(text: string): { version: number; bytes: number[] } {
  const bytes = [...new TextEncoder().encode(text)];
  const version =
    checkBytes.findIndex((_, index) => bytes.length + (index + 1 < 10 ? 2 : 3) <= dataBytes(index + 1)) + 1;
  if (version === 0) throw new Error('too long for a QR code');
  const bits: number[] = [];
  const put = (value: number, count: number) => {
    for (let bit = count - 1; bit >= 0; bit--) bits.push((value >>> bit) & 1);
  };
  put(4, 4);
  put(bytes.length, version < 10 ? 8 : 16);
  bytes.forEach(byte => put(byte, 8));
  const room = dataBytes(version) * 8;
  put(0, Math.min(4, room - bits.length));
  put(0, (8 - (bits.length % 8)) % 8);
  for (let pad = 0xec; bits.length < room; pad ^= 0xec ^ 0x11) put(pad, 8);
  const data = Array.from({ length: room / 8 }, (_, byte) =>
    bits.slice(byte * 8, byte * 8 + 8).reduce((sum, bit) => sum * 2 + bit, 0),
  );

  const blocks = blockCounts[version - 1]!;
  const checks = checkBytes[version - 1]!;
  const divisor = divisorOf(checks);
  const shortBlocks = blocks - (allBytes(version) % blocks);
  const shortData = Math.floor(allBytes(version) / blocks) - checks;
  const parts: { data: number[]; check: number[] }[] = [];
  for (let block = 0, at = 0; block < blocks; block++) {
    const length = shortData + (block < shortBlocks ? 0 : 1);
    const part = data.slice(at, at + length);
    parts.push({ data: part, check: remainderOf(part, divisor) });
    at += length;
  }
  const all: number[] = [];
  for (let i = 0; i <= shortData; i++) for (const { data } of parts) if (i < data.length) all.push(data[i]!);
  for (let i = 0; i < checks; i++) for (const { check } of parts) all.push(check[i]!);
  return { version, bytes: all };
}

function alignmentPlaces(version: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.floor((version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2;
  const places = [6];
  for (let place = version * 4 + 10; places.length < count; place -= step) places.splice(1, 0, place);
  return places;
}

const masks: ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  x => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

type Grid = (boolean | null)[][];

function put(grid: Grid, x: number, y: number, dark: boolean) {
  if (grid[y]?.[x] !== undefined) grid[y]![x] = dark;
}

/** Everything that is not data, with null where data go. */
function frame(version: number): Grid {
  const size = version * 4 + 17;
  const grid: Grid = Array.from({ length: size }, () => Array<boolean | null>(size).fill(null));
  for (let i = 0; i < size; i++) {
    put(grid, 6, i, i % 2 === 0);
    put(grid, i, 6, i % 2 === 0);
  }
  for (const [cx, cy] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const)
    for (let dy = -4; dy <= 4; dy++)
      for (let dx = -4; dx <= 4; dx++) {
        const ring = Math.max(Math.abs(dx), Math.abs(dy));
        put(grid, cx + dx, cy + dy, ring !== 2 && ring !== 4);
      }
  const places = alignmentPlaces(version);
  const last = places.length - 1;
  places.forEach((x, i) =>
    places.forEach((y, j) => {
      if ((i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0)) return;
      for (let dy = -2; dy <= 2; dy++)
        for (let dx = -2; dx <= 2; dx++)
          put(grid, x + dx, y + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
    }),
  );
  if (version >= 7) {
    let rest = version;
    for (let i = 0; i < 12; i++) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25);
    const bits = (version << 12) | rest;
    for (let i = 0; i < 18; i++) {
      const [a, b] = [size - 11 + (i % 3), Math.floor(i / 3)];
      put(grid, a, b, ((bits >>> i) & 1) === 1);
      put(grid, b, a, ((bits >>> i) & 1) === 1);
    }
  }
  putFormat(grid, 0);
  return grid;
}

/** Level M and the mask, twice. */
function putFormat(grid: Grid, mask: number) {
  const size = grid.length;
  let rest = mask;
  for (let i = 0; i < 10; i++) rest = (rest << 1) ^ ((rest >>> 9) * 0x537);
  const bits = ((mask << 10) | rest) ^ 0x5412;
  const bit = (i: number) => ((bits >>> i) & 1) === 1;
  for (let i = 0; i <= 5; i++) put(grid, 8, i, bit(i));
  put(grid, 8, 7, bit(6));
  put(grid, 8, 8, bit(7));
  put(grid, 7, 8, bit(8));
  for (let i = 9; i < 15; i++) put(grid, 14 - i, 8, bit(i));
  for (let i = 0; i < 8; i++) put(grid, size - 1 - i, 8, bit(i));
  for (let i = 8; i < 15; i++) put(grid, 8, size - 15 + i, bit(i));
  put(grid, 8, size - 8, true);
}

/** Runs and blocks of one colour and a lack of balance make a code hard to read. */
function penalty(grid: boolean[][]): number {
  const size = grid.length;
  let sum = 0;
  const lines = [...grid, ...grid.map((_, x) => grid.map(row => row[x]!))];
  for (const line of lines) {
    const text = line.map(Number).join('');
    for (const run of text.match(/0{5,}|1{5,}/g) ?? []) sum += run.length - 2;
    for (const find of [/(?=10111010000)/g, /(?=00001011101)/g]) sum += 40 * (text.match(find)?.length ?? 0);
  }
  for (let y = 0; y + 1 < size; y++)
    for (let x = 0; x + 1 < size; x++) {
      const one = grid[y]![x];
      if (one === grid[y]![x + 1] && one === grid[y + 1]![x] && one === grid[y + 1]![x + 1]) sum += 3;
    }
  const dark = grid.flat().filter(Boolean).length;
  return sum + Math.floor(Math.abs((dark * 20) / (size * size) - 10)) * 10;
}

/** Rows of modules, true for dark; four light ones around are for the page to leave. */
export function qrCode(text: string): boolean[][] {
  const { version, bytes } = codewords(text);
  const still = frame(version);
  const size = still.length;
  const data = still.map(row => [...row]);
  let at = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step++)
      for (const x of [right, right - 1]) {
        const y = ((right + 1) & 2) === 0 ? size - 1 - step : step;
        if (still[y]![x] !== null) continue;
        data[y]![x] = at < bytes.length * 8 && ((bytes[at >>> 3]! >>> (7 - (at & 7))) & 1) === 1;
        at++;
      }
  }
  const drawn = masks.map((isFlipped, mask) => {
    const grid: Grid = data.map((row, y) =>
      row.map((dark, x) => (still[y]![x] === null ? dark !== isFlipped(x, y) : dark)),
    );
    putFormat(grid, mask);
    return grid as boolean[][];
  });
  return drawn.reduce((best, next) => (penalty(next) < penalty(best) ? next : best));
}
