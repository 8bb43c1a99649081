// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import type { Row } from '../src/api/types.ts';
import { pagesOf, type PaperLine } from '../src/print/columns.ts';

const row = (fid: number): PaperLine => ({
  kind: 'row',
  row: { fid } as Row,
  reading: { kind: 'no_data' },
  rank: fid,
});
const group = (name: string): PaperLine => ({ kind: 'group', name, row: null });

/** Groups of so many rows each. */
const lines = (...sizes: number[]) => {
  let fid = 0;
  return sizes.flatMap((size, index) => [
    group(`G${index}`),
    ...Array.from({ length: size }, () => row(++fid)),
  ]);
};
const again = (name: string) => `${name} again`;
const fids = (some: PaperLine[]) => some.flatMap(one => (one.kind === 'row' ? [one.row.fid] : []));

it.each([
  [10, 3, [4, 7, 1, 20, 9, 9, 3]],
  [27, 3, [13, 26, 27, 28, 1, 60]],
  [5, 1, [1, 1, 1, 1, 1, 1, 1]],
] as const)('columns of %i lines, %i to a page, hold every row once and in order', (per, columns, sizes) => {
  const all = lines(...sizes);
  const pages = pagesOf(all, per, columns, again);
  expect(fids(pages.flat(2))).toEqual(fids(all));
  for (const page of pages) {
    expect(page.length).toBeLessThanOrEqual(columns);
    for (const column of page) {
      expect(column.length).toBeLessThanOrEqual(per);
      expect(column.at(-1)!.kind).toBe('row');
      expect(column[0]!.kind).toBe('group');
    }
  }
});

it('a group that goes on is named again, and one that begins is not', () => {
  const [[first, second, third]] = pagesOf(lines(8, 3), 5, 3, again) as [PaperLine[][]];
  const name = (column: PaperLine[] | undefined) => column?.[0]?.kind === 'group' && column[0].name;
  expect(name(first)).toBe('G0');
  expect(name(second)).toBe('G0 again');
  expect(name(third)).toBe('G1');
});

it('lines without groups are not given any', () => {
  expect(pagesOf([row(1), row(2), row(3)], 2, 1, again)).toEqual([[[row(1), row(2)]], [[row(3)]]]);
});
