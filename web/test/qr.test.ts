// SPDX-License-Identifier: Apache-2.0
// Reads codes back by the standard's own steps, the other way round.
import { expect, test } from 'vitest';
import { qrCode } from '../src/desk/accounts/qr.ts';

const masks = [
  (y: number, x: number) => (y + x) % 2,
  (y: number) => y % 2,
  (_: number, x: number) => x % 3,
  (y: number, x: number) => (y + x) % 3,
  (y: number, x: number) => (Math.floor(y / 2) + Math.floor(x / 3)) % 2,
  (y: number, x: number) => ((y * x) % 2) + ((y * x) % 3),
  (y: number, x: number) => (((y * x) % 2) + ((y * x) % 3)) % 2,
  (y: number, x: number) => (((y + x) % 2) + ((y * x) % 3)) % 2,
];

/** The mask's number, out of the format information around the first finder. */
function maskOf(code: boolean[][]) {
  const bits = [0, 1, 2, 3, 4, 5].map(x => code[8]![x]);
  const word = bits.reduce((sum, on) => sum * 2 + Number(on), 0) ^ (0x5412 >> 9);
  expect(word >> 4, 'error correction M').toBe(0);
  return (word >> 1) & 7;
}

/** A code of version 1 (21 modules): everything but three finders, their rims and the timing lines is data. */
function readVersion1(code: boolean[][]): { words: number[]; text: string } {
  const size = code.length;
  expect(size).toBe(21);
  const held = (y: number, x: number) =>
    y === 6 || x === 6 || (y < 9 && (x < 9 || x > size - 9)) || (y > size - 9 && x < 9);
  const mask = masks[maskOf(code)]!;
  const bits: number[] = [];
  for (let right = size - 1, up = true; right > 0; right -= 2, up = !up) {
    if (right === 6) right--;
    for (let i = 0; i < size; i++)
      for (const x of [right, right - 1]) {
        const y = up ? size - 1 - i : i;
        if (!held(y, x)) bits.push(Number(code[y]![x] !== (mask(y, x) === 0)));
      }
  }
  const words: number[] = [];
  for (let i = 0; i + 8 <= bits.length; i += 8) words.push(parseInt(bits.slice(i, i + 8).join(''), 2));
  const all = words.map(word => word.toString(2).padStart(8, '0')).join('');
  expect(all.slice(0, 4), 'byte mode').toBe('0100');
  const length = parseInt(all.slice(4, 12), 2);
  const bytes = Array.from({ length }, (_, i) => parseInt(all.slice(12 + 8 * i, 20 + 8 * i), 2));
  return { words, text: new TextDecoder().decode(new Uint8Array(bytes)) };
}

/** Multiplication by shifts, without tables. */
function times(a: number, b: number): number {
  let product = 0;
  for (; b > 0; b >>= 1, a = (a << 1) ^ (a & 0x80 ? 0x11d : 0)) if (b & 1) product ^= a;
  return product;
}

for (const text of ['hello', '栖云县', 'A-1 b_2.c:d!'])
  test(`“${text}” is read back, and its correction fits`, () => {
    const read = readVersion1(qrCode(text));
    expect(read.text).toBe(text);
    expect(read.words).toHaveLength(26);
    // A codeword of Reed-Solomon is nought at the first ten powers of the generator.
    for (let power = 0, at = 1; power < 10; power++, at = times(at, 2))
      expect(read.words.reduce((sum, word) => times(sum, at) ^ word, 0)).toBe(0);
  });

test('a longer text takes a larger code, one beyond version 13 is refused', () => {
  expect(qrCode('x'.repeat(60))).toHaveLength(33);
  expect(qrCode('x'.repeat(300))).toHaveLength(69);
  expect(() => qrCode('x'.repeat(332))).toThrow(RangeError);
});
