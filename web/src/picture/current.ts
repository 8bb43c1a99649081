// SPDX-License-Identifier: Apache-2.0
// The picture on screen: read again when the view asks for another one or when the server changed.
import { batch, computed, effect, signal } from '@preact/signals';
import { Problem } from '../api/request.ts';
import type { Day } from '../api/types.ts';
import { madeScheme } from '../measure/scheme.ts';
import { campaigns } from '../session/session.ts';
import { adjust, linkOutdated, view } from '../view/address.ts';
import { dayOf } from '../words/days.ts';
import type { Picture } from './picture.ts';
import { readPicture, type Question } from './read.ts';

export const picture = signal<Picture | null>(null);
export const failure = signal<Problem | null>(null);
/** True when an answer has been awaited long enough for the reader to wonder. */
export const waiting = signal(false);

/** Today by the server's calendar once it has told us, before that by the reader's clock at UTC+08:00. */
export const today = signal<Day>(dayOf(Math.floor((Date.now() + 8 * 3_600_000) / 86_400_000)));

export const campaign = computed(
  () => campaigns.value.find(one => one.id === view.value.campaign) ?? campaigns.value[0] ?? null,
);

export const indicator = computed(
  () =>
    campaign.value &&
    (campaign.value.indicators.find(one => one.id === view.value.indicator) ?? campaign.value.indicator),
);

/** True while the reader steps through the months, by slider or by play. */
export const stepping = signal(false);

/** The slider reaches to the end of the plan, and on to today when that is later. */
export const horizon = computed<Day>(() => {
  const end = campaign.value?.end ?? today.value;
  return end > today.value ? end : today.value;
});

const question = computed<Question | null>(() => {
  const { theme, area, date, compare, snapshot, level, classes, measure, radius, pointKind } = view.value;
  if (!campaign.value || !indicator.value) return null;
  const ofReach = theme === 'reach';
  return {
    theme,
    area,
    campaign: campaign.value,
    indicator: indicator.value,
    date,
    compare: theme === 'progress' ? compare : null,
    snapshot,
    level,
    // Values make their own classes, and then another measure is another question.
    measure: classes || measure === 'value' || measure === 'value_year' ? measure : null,
    classes,
    radius: ofReach ? radius : 0,
    pointKind: ofReach ? pointKind : null,
    horizon: horizon.value,
  };
});
const questionKey = computed(() => JSON.stringify(question.value));

let running: AbortController | null = null;
let staleWhileRunning = false;

/** Reads the picture of the present view; a picture asked for earlier is no longer waited for. */
export async function load(): Promise<void> {
  running?.abort();
  const asked = question.peek();
  if (!asked) return;
  const mine = (running = new AbortController());
  staleWhileRunning = false;
  const slow = setTimeout(() => (waiting.value = true), 400);
  try {
    const next = await readPicture(asked, stepping.peek(), mine.signal);
    if (mine.signal.aborted) return;
    batch(() => {
      if (asked.date === null) today.value = next.asOf;
      madeScheme.value = next.scheme;
      picture.value = next;
      failure.value = null;
    });
  } catch (error) {
    if (!mine.signal.aborted) fail(error);
  } finally {
    clearTimeout(slow);
    if (running === mine) {
      running = null;
      waiting.value = false;
      if (staleWhileRunning) void load();
    }
  }
}

/** Reads again because the server changed; does not throw away an answer that is on its way. */
export function reload(): Promise<void> {
  if (!running) return load();
  staleWhileRunning = true;
  return Promise.resolve();
}

function fail(error: unknown) {
  const problem = error instanceof Problem ? error : new Problem(0, String(error), null);
  if (problem.needsSignIn) return;
  if ((problem.status === 404 || problem.status === 403) && view.peek().area !== null) {
    adjust({ area: null, level: null, selected: null });
    linkOutdated.value = true;
  } else failure.value = problem;
}

export const followView = () =>
  effect(() => {
    if (questionKey.value !== 'null') void load();
  });
