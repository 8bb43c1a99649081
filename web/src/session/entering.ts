// SPDX-License-Identifier: Apache-2.0
// In and out through the form and the menu of the account.
import { askMe, changePassword, signIn, signOut } from '../api/questions.ts';
import type { Me } from '../api/types.ts';
import { view } from '../view/address.ts';
import { accountOf, begun, goOn, me, mustChange } from './session.ts';
import { tellOver } from './session_end.ts';

/** Whether the area of the address lies within what the account sees; codes begin with those above them. */
const seesAddress = (now: Me) =>
  view.value.area === null || now.area === null || view.value.area.startsWith(now.area.code);

function readAnew({ atRoot }: { atRoot: boolean }) {
  if (atRoot) history.replaceState(null, '', `${location.pathname}${location.search}`);
  location.reload();
}

/**
 * Goes on where the reader was. Who signs in again after a session ended finds the page as it was left; another account,
 * or one with another role or area, sees other things: its page is read anew, and at the root of its scope where the
 * address lies outside it.
 */
function arrive(now: Me) {
  if (begun.value && accountOf(me.peek()) === accountOf(now)) return goOn(now);
  readAnew({ atRoot: !seesAddress(now) });
}

/** Opens a session; a password that must be changed first (`mustChange`) leads no further. */
export async function enter(name: string, password: string, code?: string): Promise<void> {
  const now = await signIn(name, password, code);
  mustChange.value = now.must_change_password === true;
  if (!mustChange.value) arrive(now);
}

/** Puts a password of one's own in the place of the one-time password, and goes on. */
export async function enterAnew(old: string, fresh: string): Promise<void> {
  await changePassword(old, fresh);
  const now = await askMe();
  mustChange.value = false;
  arrive(now);
}

/** Ends the session for every page of the browser; throws where the server could not be told. */
export async function leave(): Promise<void> {
  await signOut();
  tellOver();
  readAnew({ atRoot: true });
}
