// SPDX-License-Identifier: Apache-2.0
import type { Row } from '../api/types.ts';
import type { Reading } from '../measure/reading.ts';

/** A line of a table that may run over several columns and pages. */
export type PaperLine =
  | { kind: 'group'; name: string; row: Row | null }
  | { kind: 'row'; row: Row; reading: Reading; rank: number | null };

/** Lines in columns and columns in pages; no column ends with the name of a group, and one that goes on is named again. */
export function pagesOf(
  lines: PaperLine[],
  perColumn: number,
  columns: number,
  continued: (name: string) => string,
): PaperLine[][][] {
  const pages: PaperLine[][][] = [];
  let rest = lines;
  let group: string | null = null;
  while (rest.length > 0) {
    const page: PaperLine[][] = [];
    while (page.length < columns && rest.length > 0) {
      const again: PaperLine[] =
        group !== null && rest[0]!.kind === 'row'
          ? [{ kind: 'group', name: continued(group), row: null }]
          : [];
      const room = perColumn - again.length;
      const isCut = rest.length > room && rest[room - 1]!.kind === 'group';
      const taken = rest.slice(0, isCut ? room - 1 : room);
      for (const one of taken) if (one.kind === 'group') group = one.name;
      page.push([...again, ...taken]);
      rest = rest.slice(taken.length);
    }
    pages.push(page);
  }
  return pages;
}
