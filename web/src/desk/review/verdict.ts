// SPDX-License-Identifier: Apache-2.0
// What the reviewer is about to say, and how it is sent.
import { batch, computed, signal } from '@preact/signals';
import { say } from '../../page/toast.tsx';
import { dayOf } from '../../words/days.ts';
import { named } from '../../words/words.ts';
import { asProblem, sentenceOf } from '../frame/failure.tsx';
import {
  askInspection,
  decide,
  sayOfFlag,
  sayOfFlags,
  type Doubt,
  type FlagEntry,
  type LegalStep,
  type Resolution,
  type Verdict,
} from '../server/flags.ts';
import { deskWords } from '../words/words.ts';
import { opened, openAgain } from './opened.ts';
import { current, drop, learn, look, markedEntries, openCount, toNextOpen, took } from './queue.ts';

export const verdicts: readonly Verdict[] = ['confirmed', 'dismissed'];

export type Choice = { verdict: Verdict } | { status: LegalStep };

export const choice = signal<Choice | null>(null);
export const reason = signal('');
export const busy = signal(false);
/** Why it was not sent or not taken: a sentence of ours, or the server's. */
export const refusal = signal<{ about: 'choice' | 'reason' | 'server'; text: string } | null>(null);

/** Two versions of which one is to be chosen. */
export interface Clash {
  entry: FlagEntry;
  theirs: Resolution;
  yours: { verdict: Verdict; reason: string };
}
export const clash = signal<Clash | null>(null);
/** The flag is another by now: as it was looked at, and as it is. */
export const changed = signal<{ entry: FlagEntry; now: Doubt | null } | null>(null);

const campaignHistory = computed(() =>
  opened.value?.history?.campaigns.find(one => one.campaign === opened.value?.entry.campaign),
);
export const legalSteps = computed(() => campaignHistory.value?.legal ?? []);
export const statusNow = computed(() => campaignHistory.value?.steps.at(-1)?.name ?? null);

/** Verdicts first, then the steps that the server allows: numbered through. */
export const choices = computed<Choice[]>(() => [
  ...verdicts.map(verdict => ({ verdict })),
  ...legalSteps.value.map(status => ({ status })),
]);

export const isChosen = (one: Choice) => {
  const now = choice.value;
  if (now === null) return false;
  if ('verdict' in one) return 'verdict' in now && now.verdict === one.verdict;
  return 'status' in now && now.status.to === one.status.to;
};

export function choose(one: Choice | undefined) {
  if (!one || busy.value) return;
  choice.value = one;
  if (refusal.value?.about === 'choice') refusal.value = null;
}

export function beginAnew() {
  batch(() => {
    choice.value = null;
    reason.value = '';
    refusal.value = null;
    clash.value = null;
    changed.value = null;
  });
}

/** Sends what is chosen; focus stays where it is and the next flag comes by itself. */
export async function confirm(): Promise<void> {
  const entry = current.value;
  const w = deskWords.value.review;
  if (!entry || busy.value || clash.value) return;
  if (!choice.value) {
    refusal.value = { about: 'choice', text: w.choiceMissing };
    return;
  }
  if (!reason.value.trim()) {
    refusal.value = { about: 'reason', text: w.reasonMissing };
    return;
  }
  busy.value = true;
  refusal.value = null;
  try {
    if ('status' in choice.value) await takeStep(entry, choice.value.status);
    else await sayWord(entry, choice.value.verdict);
  } catch (error) {
    await refused(entry, error);
  } finally {
    busy.value = false;
  }
}

async function sayWord(entry: FlagEntry, verdict: Verdict) {
  const w = deskWords.value;
  const word = { verdict, reason: reason.value.trim() };
  const list = markedEntries.value;
  if (list.length > 1) {
    const { resolutions } = await sayOfFlags(list, word);
    finish(resolutions, list);
    say(w.review.decidedMany(list.length, w.verdict[verdict]!));
    return;
  }
  const one = list[0] ?? entry;
  const supersedes = one.resolution?.id;
  finish([await sayOfFlag(one, { ...word, ...(supersedes && { supersedes }) })], [one]);
  say(w.review.decided(w.verdict[verdict]!));
}

function finish(resolutions: Resolution[], said: FlagEntry[]) {
  took(resolutions, said);
  beginAnew();
  if (openCount.value > 0) toNextOpen();
}

async function takeStep(entry: FlagEntry, status: LegalStep) {
  await decide({
    household: entry.household,
    campaign: entry.campaign,
    to: status.to,
    decided_on: dayOf(Math.floor((Date.now() + 8 * 3_600_000) / 86_400_000)),
    reason: reason.value.trim(),
    inspections: [entry.inspection],
  });
  say(deskWords.value.review.statusSent(named(status.name)));
  choice.value = null;
  openAgain();
}

/** A refusal is told where the reader looks; two versions are shown side by side. */
async function refused(entry: FlagEntry, error: unknown) {
  const problem = asProblem(error);
  const word = choice.value && 'verdict' in choice.value ? choice.value.verdict : null;
  const about = problem.body.flag as { inspection: string; kind: string } | undefined;
  const subject = about
    ? (markedEntries.value.find(one => one.inspection === about.inspection && one.flag === about.kind) ??
      entry)
    : entry;
  if (problem.code === 'flag.resolved' && word) {
    const theirs = problem.body.resolution as Resolution;
    clash.value = { entry: subject, theirs, yours: { verdict: word, reason: reason.value.trim() } };
    look(subject.id);
  } else if (problem.code === 'flag.changed') {
    const point = await askInspection(subject.inspection, new AbortController().signal).catch(() => null);
    const now = point?.doubts.find(doubt => doubt.flag === subject.flag) ?? null;
    changed.value = { entry: subject, now };
  } else if (problem.status === 404) {
    say(deskWords.value.review.gone);
    drop(subject);
  } else if (!problem.needsSignIn) {
    const errors = problem.body.errors?.map(one => one.detail).join('；');
    refusal.value = { about: 'server', text: errors || sentenceOf(problem) };
  }
}

/** The word that stands is taken over, and the queue goes on. */
export function keepTheirs() {
  if (!clash.value) return;
  const { entry, theirs } = clash.value;
  learn(entry, theirs);
  beginAnew();
  toNextOpen();
}

/** Says it all the same, in place of the word that stands. */
export async function useYours() {
  if (!clash.value || busy.value) return;
  const { entry, theirs, yours } = clash.value;
  busy.value = true;
  try {
    const said = await sayOfFlag(entry, { ...yours, supersedes: theirs.id });
    clash.value = null;
    finish([said], [entry]);
    say(deskWords.value.review.decided(deskWords.value.verdict[yours.verdict]!));
  } catch (error) {
    clash.value = null;
    await refused(entry, error);
  } finally {
    busy.value = false;
  }
}
