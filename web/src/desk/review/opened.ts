// SPDX-License-Identifier: Apache-2.0
// What is known of the flag that is looked at: point, household, history, borders around.
import { computed, effect, signal } from '@preact/signals';
import { failure, tell } from '../frame/failure.tsx';
import {
  courtyardsIn,
  simplifiedBorders,
  villagesIn,
  villageOf,
  type Border,
  type DrawnPoint,
} from '../plan/borders.ts';
import { boxOf, ringsOf, within, type Position } from '../plan/projection.ts';
import {
  askHistory,
  askHousehold,
  askInspection,
  type FlagEntry,
  type Household,
  type HouseholdHistory,
  type Inspection,
} from '../server/flags.ts';
import { current } from './queue.ts';

export interface Opened {
  entry: FlagEntry;
  inspection: Inspection;
  household: Household | null;
  history: HouseholdHistory | null;
  /** Earlier points of the household, the newest first, with their photos. */
  earlier: Inspection[];
  /** Where the account was before or after, too far away for the time between. */
  leapt: Inspection | null;
}
export interface Ground {
  entry: number;
  declared: Border | null;
  villages: Border[];
  courtyards: DrawnPoint[];
}

const mostEarlier = 3;

export const opened = signal<Opened | null>(null);
export const ground = signal<Ground | null>(null);
let ended = new AbortController();

export const declaredCode = computed(
  () => opened.value?.inspection.declared_area || opened.value?.household?.declared_area || null,
);

/** The village that holds the reported position, as far as it is drawn. */
export const villageHere = computed(() => {
  const entry = opened.value?.entry;
  if (!entry || !ground.value) return null;
  return (
    ground.value.villages.find(village => within([entry.lon, entry.lat], ringsOf(village.geometry))) ?? null
  );
});

async function open(entry: FlagEntry) {
  ended.abort();
  ended = new AbortController();
  const { signal } = ended;
  try {
    const [inspection, household, history, leapt] = await Promise.all([
      askInspection(entry.inspection, signal),
      entry.household ? askHousehold(entry.household, signal).catch(missing) : null,
      entry.household ? askHistory(entry.household, signal).catch(missing) : null,
      entry.leap ? askInspection(entry.leap.inspection, signal).catch(missing) : null,
    ]);
    const others = (history?.inspections ?? [])
      .filter(one => one.id !== inspection.id && one.campaign === inspection.campaign)
      .sort((a, b) => b.observed_at.localeCompare(a.observed_at))
      .slice(0, mostEarlier);
    const earlier = await Promise.all(others.map(one => askInspection(one.id, signal)));
    opened.value = { entry, inspection, household, history, earlier, leapt };
    failure.value = null;
    await lookAround(entry, signal);
  } catch (error) {
    tell(error);
  }
}

/** A household that is out of one's scope or not registered does not hide the point. */
const missing = (error: { status?: number }) => {
  if (error.status === 404) return null;
  throw error;
};

async function lookAround(entry: FlagEntry, signal: AbortSignal) {
  const declared = declaredCode.value ? await villageOf(declaredCode.value, signal) : null;
  const spots: Position[] = [[entry.lon, entry.lat]];
  if (entry.spot) spots.push([entry.spot.lon, entry.spot.lat]);
  const box = boxOf([...spots, ...ringsOf(declared?.geometry ?? null).flat()])!;
  const [villages, courtyards] = await Promise.all([
    // Two points that are far apart lie in a county, not in a few villages.
    entry.leap ? simplifiedBorders() : villagesIn(box, signal),
    courtyardsIn(box, signal),
  ]);
  ground.value = { entry: entry.id, declared, villages, courtyards };
}

/** The same again, after something was written. */
export const openAgain = () => current.value && void open(current.value);

/** Opens what is looked at; a change of its state alone is no reason to read it anew. */
export function followCurrent() {
  const inspectionId = computed(() =>
    current.value ? `${current.value.id} ${current.value.inspection}` : '',
  );
  effect(() => {
    if (inspectionId.value) {
      const entry = current.peek();
      if (entry) void open(entry);
    } else {
      ended.abort();
      opened.value = null;
      ground.value = null;
    }
  });
}
