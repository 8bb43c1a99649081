// SPDX-License-Identifier: Apache-2.0
import { batch, computed, signal } from '@preact/signals';
import { askCampaigns, askMe } from '../api/questions.ts';
import { heard, Problem } from '../api/request.ts';
import type { Campaign, Me } from '../api/types.ts';

export const me = signal<Me | null>(null);
export const campaigns = signal<Campaign[]>([]);
export const signInWanted = signal(false);
/** Why the page could not even begin. */
export const beginFailure = signal<Problem | null>(null);
export const begun = signal(false);
/** The session was opened by a one-time password, which must be changed first. */
export const mustChange = signal(false);

/** The session ended under the page: what it showed is out of the document until the same account is back. */
export const over = signal(false);
/** The code that takes the page away is there; without it the page's own form asks. */
export const curtained = signal(false);

export const isSignedIn = computed(() => me.value?.name != null);

let endings = 0;

/** Nobody is signed in as far as the server knows; who was before finds the page as it was left. */
export function askToSignIn() {
  endings++;
  batch(() => {
    over.value = isSignedIn.peek();
    signInWanted.value = true;
    mustChange.value = false;
  });
}
heard.unsigned = askToSignIn;

/** What a page shows hangs on all three: with another of them it is another page. */
export const accountOf = (one: Me | null) => JSON.stringify([one?.name, one?.role, one?.area?.code]);

/** The same account is there, again or still: the page is what it was. */
export const goOn = (now: Me) =>
  batch(() => {
    signInWanted.value = false;
    over.value = false;
    me.value = now;
  });

/**
 * Asks the server whether the account of this page is still signed in: a page whose session is over goes on when it is,
 * another page asks to sign in when it is not. Where the server cannot be reached nothing is known, and nothing changes.
 */
export async function confirmAccount(): Promise<boolean> {
  const before = endings;
  const now = await askMe().catch(() => null);
  // Told meanwhile that it is over: the answer is older than that.
  if (!now || before !== endings) return !over.peek();
  const same = accountOf(now) === accountOf(me.peek()) && !now.must_change_password;
  if (!same) askToSignIn();
  else goOn(now);
  return same;
}

/** Who am I and what may I see; asks to sign in where the answer is nothing. */
export async function begin(): Promise<void> {
  try {
    me.value = await askMe();
    mustChange.value = me.value.must_change_password === true;
    signInWanted.value = mustChange.value || (me.value.name === null && me.value.public_level === 0);
    if (signInWanted.value) return;
    // An auditor sees the audit alone.
    campaigns.value = me.value.role === 'auditor' ? [] : await askCampaigns();
    beginFailure.value = null;
    begun.value = true;
  } catch (error) {
    const problem = error instanceof Problem ? error : new Problem(0, String(error), null);
    if (!problem.needsSignIn) beginFailure.value = problem;
  }
}

/** What a role may do beyond looking; the server decides, this only spares a reader what would be refused. */
export const may = {
  /** Lists and counts of doubts. */
  seeDoubts: computed(() => ['field', 'reviewer', 'admin'].includes(me.value?.role ?? '')),
  /** Each doubt with its place and evidence. */
  seeQueue: computed(() => ['reviewer', 'admin'].includes(me.value?.role ?? '')),
  export: computed(
    () => me.value?.name == null || ['viewer', 'reviewer', 'planner', 'admin'].includes(me.value.role ?? ''),
  ),
};
