// SPDX-License-Identifier: Apache-2.0
// Finding an area by a part of its name, by its code or by the first letters of its name in Pinyin.
import type { AreaEntry } from '../api/questions.ts';
import type { Level } from '../api/types.ts';
import { initialsOf } from './initials.ts';

export interface Found {
  code: string;
  name: string;
  level: Level;
  /** Names of the areas around, from the top down, the top itself left out. */
  path: string;
  parent: string | null;
  /** The part of the name that matched; empty when it was the code. */
  match: [start: number, end: number] | null;
}

interface Known {
  entry: AreaEntry;
  initials: string;
}

export type Index = Map<string, Known>;

export const indexOf = (entries: AreaEntry[]): Index =>
  new Map(entries.map(entry => [entry[0], { entry, initials: initialsOf(entry[1]) }]));

function pathOf(index: Index, parent: string | null): string {
  const names: string[] = [];
  for (let code = parent; code !== null;) {
    const around: AreaEntry | undefined = index.get(code)?.entry;
    if (!around) break;
    if (around[3] !== null) names.unshift(around[1]);
    code = around[3];
  }
  return names.join(' › ');
}

/** Lower is better; null does not match. */
function rankOf({ entry: [code, name], initials }: Known, wanted: string): number | null {
  const inName = name.indexOf(wanted);
  if (name === wanted) return 0;
  if (inName === 0) return 1;
  if (/^[a-z]+$/.test(wanted)) {
    const at = initials.indexOf(wanted);
    if (at === 0) return initials.length === wanted.length ? 1 : 2;
    if (at > 0) return 5;
  }
  if (/^\d+$/.test(wanted)) {
    if (code.startsWith(wanted)) return code.length === wanted.length ? 0 : 3;
    if (wanted.length >= 4 && code.endsWith(wanted)) return 4;
  }
  return inName > 0 ? 4 : null;
}

const order: Level[] = ['province', 'prefecture', 'county', 'township', 'village'];

/** The best matches, larger areas first where they match alike. */
export function find(index: Index, text: string, most: number): Found[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  const matches: { known: Known; rank: number }[] = [];
  for (const known of index.values()) {
    const rank = rankOf(known, wanted);
    if (rank !== null) matches.push({ known, rank });
  }
  const byLevel = (known: Known) => order.indexOf(known.entry[2]);
  matches.sort(
    (a, b) =>
      a.rank - b.rank ||
      byLevel(a.known) - byLevel(b.known) ||
      (a.known.entry[0] < b.known.entry[0] ? -1 : 1),
  );
  return matches.slice(0, most).map(({ known: { entry, initials } }) => {
    const [code, name, level, parent] = entry;
    const inName = name.indexOf(wanted);
    const at = inName >= 0 ? inName : /^[a-z]+$/.test(wanted) ? initials.indexOf(wanted) : -1;
    return {
      code,
      name,
      level,
      parent,
      path: pathOf(index, parent),
      match: at < 0 ? null : [at, at + wanted.length],
    };
  });
}
