// SPDX-License-Identifier: Apache-2.0
import { batch, computed, signal } from '@preact/signals';
import { askCampaigns, askMe, changePassword, signIn, signOut } from '../api/questions.ts';
import { Problem } from '../api/request.ts';
import type { Campaign, Me } from '../api/types.ts';
import { view } from '../view/address.ts';

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

export const isSignedIn = computed(() => me.value?.name != null);

/** Nobody is signed in as far as the server knows; who was before finds the page as it was left. */
export function askToSignIn() {
  batch(() => {
    over.value = isSignedIn.peek();
    signInWanted.value = true;
  });
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
    if (error instanceof Problem && error.needsSignIn) askToSignIn();
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

/** Whether the area of the address lies within what the account sees; codes begin with those above them. */
const seesAddress = (now: Me) =>
  view.value.area === null || now.area === null || view.value.area.startsWith(now.area.code);

/**
 * Goes on where the reader was. Who signs in again after a session ended finds the page as it was left; another account
 * sees other areas, so its page is read anew, and at the root of its scope where the address lies outside it.
 */
function arrive(now: Me) {
  if (begun.value && me.value?.name === now.name) {
    batch(() => {
      signInWanted.value = false;
      over.value = false;
      me.value = now;
    });
    return;
  }
  if (!seesAddress(now)) history.replaceState(null, '', `${location.pathname}${location.search}`);
  location.reload();
}

/** Opens a session; true when the password that opened it must be changed before anything else. */
export async function enter(name: string, password: string, code?: string): Promise<boolean> {
  const now = await signIn(name, password, code);
  mustChange.value = now.must_change_password === true;
  if (!mustChange.value) arrive(now);
  return mustChange.value;
}

/** Puts a password of one's own in the place of the one-time password, and goes on. */
export async function enterAnew(old: string, fresh: string): Promise<void> {
  await changePassword(old, fresh);
  mustChange.value = false;
  arrive(await askMe());
}

export async function leave(): Promise<void> {
  await signOut();
  new BroadcastChannel('courtyard-session').postMessage('over');
  history.replaceState(null, '', `${location.pathname}${location.search}`);
  location.reload();
}
