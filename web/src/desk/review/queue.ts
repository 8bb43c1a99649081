// SPDX-License-Identifier: Apache-2.0
// The flags that wait: which are asked for, which one is looked at, and what was said of them.
import { computed, signal } from '@preact/signals';
import { askArea } from '../../api/questions.ts';
import type { AreaName } from '../../api/types.ts';
import { failure, tell } from '../frame/failure.tsx';
import { askFlags, type FlagEntry, type FlagQueue, type Resolution } from '../server/flags.ts';

export const ages = [0, 7, 30] as const;

export interface Filter {
  area: string | null;
  kind: string | null;
  /** Only flags found at least so many days ago. */
  age: number;
}

const readFilter = (): Filter => {
  const query = new URLSearchParams(location.search);
  const age = Number(query.get('age'));
  return {
    area: query.get('area'),
    kind: query.get('kind'),
    age: ages.find(one => one === age) ?? 0,
  };
};

export const filter = signal<Filter>(readFilter());
export const townships = signal<AreaName[]>([]);
/** Counts of the area asked for, of every kind. */
export const counts = signal<FlagQueue | null>(null);
const entries = signal<FlagEntry[]>([]);
const next = signal<number | null>(null);
export const reading = signal(false);
export const currentId = signal<number | null>(null);
export const marked = signal<ReadonlySet<number>>(new Set());
/** The newest word of this session, which can be said otherwise. */
export const lastSaid = signal<FlagEntry | null>(null);

/** The oldest first, so those that are old enough come before all others. */
export const waiting = computed(() => entries.value.filter(entry => entry.age_days >= filter.value.age));
export const current = computed(() => waiting.value.find(entry => entry.id === currentId.value) ?? null);
export const markedEntries = computed(() => waiting.value.filter(entry => marked.value.has(entry.id)));

/** How many flags the filter leaves open on the server; the age is known of those read only. */
export const openCount = computed(() => {
  const { kind, age } = filter.value;
  if (age > 0) return waiting.value.filter(entry => entry.state === 'open').length;
  const kinds = counts.value?.kinds ?? {};
  return kind ? (kinds[kind]?.open ?? 0) : Object.values(kinds).reduce((sum, tally) => sum + tally.open, 0);
});
export const doneCount = computed(() =>
  Object.values(counts.value?.kinds ?? {}).reduce(
    (sum, { confirmed, dismissed }) => sum + confirmed + dismissed,
    0,
  ),
);

let asked = 0;

export async function readQueue() {
  const turn = ++asked;
  const { area, kind } = filter.value;
  reading.value = true;
  try {
    const answer = await askFlags({ area, kind });
    if (turn !== asked) return;
    failure.value = null;
    counts.value = answer;
    entries.value = answer.entries;
    next.value = answer.next;
    marked.value = new Set();
    if (!current.value) currentId.value = waiting.value[0]?.id ?? null;
  } catch (error) {
    if (turn === asked) tell(error);
  } finally {
    if (turn === asked) reading.value = false;
  }
}

const whole = { area: null, as_of: null, revision: null };

export async function readTownships() {
  try {
    townships.value = (await askArea(whole, new AbortController().signal)).children;
  } catch (error) {
    tell(error);
  }
}

/** Reads on before the reader comes to the end of what is here. */
async function readOn() {
  const after = next.value;
  if (after === null || reading.value) return;
  const turn = asked;
  reading.value = true;
  try {
    const answer = await askFlags({ area: filter.value.area, kind: filter.value.kind, after });
    if (turn !== asked) return;
    const known = new Set(entries.value.map(entry => entry.id));
    entries.value = [...entries.value, ...answer.entries.filter(entry => !known.has(entry.id))];
    next.value = answer.next;
    counts.value = answer;
  } catch (error) {
    tell(error);
  } finally {
    if (turn === asked) reading.value = false;
  }
}

export function setFilter(change: Partial<Filter>) {
  filter.value = { ...filter.value, ...change };
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(filter.value))
    if (value) query.set(name, String(value));
    else query.delete(name);
  const text = query.toString();
  history.replaceState(null, '', `${location.pathname}${text ? `?${text}` : ''}${location.hash}`);
  currentId.value = null;
  void readQueue();
}

export function look(id: number) {
  currentId.value = id;
  const list = waiting.value;
  const at = list.findIndex(entry => entry.id === id);
  if (at > list.length - 20) void readOn();
}

export function step(by: 1 | -1) {
  const list = waiting.value;
  const at = list.findIndex(entry => entry.id === currentId.value);
  const to = list[Math.min(list.length - 1, Math.max(0, at + by))];
  if (to) look(to.id);
}

/** The next that nobody decided, forwards and then from the start. */
export function toNextOpen() {
  const list = waiting.value;
  const at = list.findIndex(entry => entry.id === currentId.value);
  const order = [...list.slice(at + 1), ...list.slice(0, Math.max(0, at))];
  const found = order.find(entry => entry.state === 'open');
  if (found) look(found.id);
  else if (next.value !== null)
    void readOn().then(() => {
      const more = waiting.value.find(entry => entry.state === 'open');
      if (more) look(more.id);
    });
}

/** Marks or unmarks; those marked together are of one kind. Answers false when the marks began anew. */
export function toggleMark(entry: FlagEntry): boolean {
  const held = markedEntries.value;
  if (held.length > 0 && held[0]!.flag !== entry.flag) {
    marked.value = new Set([entry.id]);
    return false;
  }
  const marks = new Set(marked.value);
  if (!marks.delete(entry.id)) marks.add(entry.id);
  marked.value = marks;
  return true;
}

export const sameKind = (entry: FlagEntry) =>
  waiting.value.filter(one => one.flag === entry.flag && one.state === 'open');

export function markAll(entry: FlagEntry) {
  marked.value = new Set(sameKind(entry).map(one => one.id));
}

export function unmarkAll() {
  marked.value = new Set();
}

const shownStruckMs = 1000;

/** Takes in what was said: struck through for a second, then out of the queue; the counts follow. */
export function took(resolutions: Resolution[], said: FlagEntry[]) {
  const byFlag = new Map(resolutions.map(one => [`${one.inspection}/${one.flag}`, one]));
  const ids = new Set(said.map(entry => entry.id));
  const wasOpen = said.filter(entry => entry.state === 'open');
  const take = (entry: FlagEntry): FlagEntry => {
    const resolution = byFlag.get(`${entry.inspection}/${entry.flag}`);
    return ids.has(entry.id) && resolution ? { ...entry, state: resolution.verdict, resolution } : entry;
  };
  entries.value = entries.value.map(take);
  lastSaid.value = take(said.at(-1)!);
  marked.value = new Set();
  count(wasOpen, resolutions);
  setTimeout(() => {
    entries.value = entries.value.filter(
      entry => !ids.has(entry.id) || entry.id === currentId.value || entry.state === 'open',
    );
  }, shownStruckMs);
}

function count(wasOpen: FlagEntry[], resolutions: Resolution[]) {
  if (!counts.value) return;
  const kinds = { ...counts.value.kinds };
  const verdict = resolutions[0]?.verdict;
  for (const { flag } of wasOpen) {
    const tally = kinds[flag];
    if (tally && verdict) kinds[flag] = { ...tally, open: tally.open - 1, [verdict]: tally[verdict] + 1 };
  }
  counts.value = { ...counts.value, kinds };
}

/** Looks again at what was said last, to say otherwise. */
export function lookAtLastSaid(): boolean {
  const entry = lastSaid.value;
  if (!entry) return false;
  if (!entries.value.some(one => one.id === entry.id))
    entries.value = [...entries.value, entry].sort((a, b) => a.id - b.id);
  look(entry.id);
  return true;
}

/** Another word stands: the queue shows it. */
export function learn(entry: FlagEntry, resolution: Resolution) {
  const open = entry.state === 'open' ? [entry] : [];
  entries.value = entries.value.map(one =>
    one.id === entry.id ? { ...one, state: resolution.verdict, resolution } : one,
  );
  count(open, [resolution]);
}

/** No longer there: undone, or another flag by now. */
export function drop(entry: FlagEntry) {
  toNextOpen();
  entries.value = entries.value.filter(one => one.id !== entry.id);
}
