// SPDX-License-Identifier: Apache-2.0
// A block of numbers from a spreadsheet, laid over the sheet before anything is saved.
import type { SheetRow } from './sheet.ts';

export interface PastedChange {
  row: SheetRow;
  period: string;
  from: number | null;
  to: number;
}
export interface Pasted {
  changes: PastedChange[];
  same: number;
  bad: { kind: 'number' | 'below' | 'beyond' | 'unknown'; text: string }[];
  /** Periods in which the children would no longer sum up to the parent. */
  sums: { period: string; sum: number; own: number }[];
  /** Areas whose years would no longer sum up to their plan. */
  years: { name: string; sum: number; plan: number }[];
}

const isNumber = (text: string) => /^-?[\d,， ]+(\.0+)?$/.test(text);
const numberOf = (text: string) => Number(text.replaceAll(/[,， ]/g, ''));

/** @param at   the cell that the first number belongs to, where lines do not name their area */
export function pasted(
  text: string,
  rows: readonly SheetRow[],
  periods: readonly string[],
  at: { row: number; period: number },
): Pasted {
  const found: Pasted = { changes: [], same: 0, bad: [], sums: [], years: [] };
  const after = rows.map(row => [...row.values]);
  const lines = text
    .replaceAll('\r', '')
    .split('\n')
    .filter(line => line.trim() !== '');
  lines.forEach((line, i) => {
    const cells = line.split('\t').map(cell => cell.trim());
    let r = at.row + i;
    const first = cells[0] ?? '';
    const byName = rows.findIndex(row => row.area.code === first || row.area.name === first);
    if (byName >= 0) {
      r = byName;
      cells.shift();
    } else if (/\p{L}/u.test(first)) {
      found.bad.push({ kind: 'unknown', text: first });
      return;
    }
    cells.forEach((cell, j) => {
      if (cell === '' || cell === '—' || cell === '-') return;
      const row = rows[r];
      const period = periods[at.period + j];
      if (!row || period === undefined) found.bad.push({ kind: 'beyond', text: cell });
      else if (!isNumber(cell) || !Number.isSafeInteger(numberOf(cell)))
        found.bad.push({ kind: 'number', text: cell });
      else if (numberOf(cell) < 0) found.bad.push({ kind: 'below', text: cell });
      else {
        const from = row.values[at.period + j] ?? null;
        const to = numberOf(cell);
        after[r]![at.period + j] = to;
        if (from === to) found.same++;
        else found.changes.push({ row, period, from, to });
      }
    });
  });
  const sum = (values: (number | null)[]) => values.reduce<number>((all, value) => all + (value ?? 0), 0);
  periods.forEach((period, p) => {
    const own = after[0]?.[p] ?? null;
    const children = after.slice(1).map(values => values[p] ?? null);
    const touched = found.changes.some(change => change.period === period);
    if (touched && own !== null && children.length > 0 && sum(children) !== own)
      found.sums.push({ period, sum: sum(children), own });
  });
  rows.forEach((row, r) => {
    const [plan, ...years] = after[r]!;
    const touched = found.changes.some(change => change.row === row);
    if (touched && plan != null && years.some(value => value !== null) && sum(years) !== plan)
      found.years.push({ name: row.area.name, sum: sum(years), plan });
  });
  return found;
}
