// SPDX-License-Identifier: Apache-2.0
import jsQR from 'jsqr';
import { expect, it } from 'vitest';
import { qrCode } from '../src/print/qr_code.ts';

/** What a camera would see: 4 px for a module, 4 modules of light around. */
function photographed(code: boolean[][]) {
  const side = (code.length + 8) * 4;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  code.forEach((row, y) =>
    row.forEach((dark, x) => {
      if (!dark) return;
      for (let dy = 0; dy < 4; dy++)
        for (let dx = 0; dx < 4; dx++) {
          const at = (((y + 4) * 4 + dy) * side + (x + 4) * 4 + dx) * 4;
          pixels.fill(0, at, at + 3);
        }
    }),
  );
  return jsQR(pixels, side, side)?.data;
}

it.each([1, 14, 15, 40, 84, 85, 122, 180, 213, 214, 300, 412])('%i letters are read back', length => {
  const text = `http://127.0.0.1:8080/#/a/410199104?t=2023-06-30&`
    .padEnd(length, 'abcdefg0123456789')
    .slice(0, length);
  expect(photographed(qrCode(text))).toBe(text);
});

it('an address with Han letters is read back', () => {
  expect(photographed(qrCode('https://妇联.example/进度'))).toBe('https://妇联.example/进度');
});

it('more than a sheet can carry is refused', () => {
  expect(() => qrCode('x'.repeat(500))).toThrow();
});
