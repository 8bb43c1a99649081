// SPDX-License-Identifier: Apache-2.0
import { computed, signal } from '@preact/signals';
import { askCampaigns, askMe, signIn, signOut } from '../api/questions.ts';
import { Problem } from '../api/request.ts';
import type { Campaign, Me } from '../api/types.ts';

export const me = signal<Me | null>(null);
export const campaigns = signal<Campaign[]>([]);
export const signInWanted = signal(false);
/** Why the page could not even begin. */
export const beginFailure = signal<Problem | null>(null);
export const begun = signal(false);

export const isSignedIn = computed(() => me.value?.name != null);

/** Who am I and what may I see; asks to sign in where the answer is nothing. */
export async function begin(): Promise<void> {
  try {
    me.value = await askMe();
    signInWanted.value = me.value.name === null && me.value.public_level === 0;
    if (signInWanted.value) return;
    campaigns.value = await askCampaigns();
    beginFailure.value = null;
    begun.value = true;
  } catch (error) {
    if (error instanceof Problem && error.needsSignIn) signInWanted.value = true;
    else beginFailure.value = error instanceof Problem ? error : new Problem(0, String(error), null);
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

/** Another account sees other areas, so the page starts afresh at the root of its scope. */
function startAfresh() {
  history.replaceState(null, '', `${location.pathname}${location.search}`);
  location.reload();
}

export async function enter(name: string, password: string): Promise<void> {
  await signIn(name, password);
  startAfresh();
}

export async function leave(): Promise<void> {
  await signOut();
  startAfresh();
}
