// SPDX-License-Identifier: Apache-2.0
import { Icon } from '../icons/icon.tsx';
import { Popover } from '../page/popover.tsx';
import { words } from '../words/words.ts';
import { isSignedIn, leave, me, signInWanted } from './session.ts';

/** Who is signed in, and the way in or out. */
export function Account() {
  const w = words.value;
  if (!isSignedIn.value) {
    return (
      <button type="button" class="button" onClick={() => (signInWanted.value = true)}>
        {w.signIn}
      </button>
    );
  }
  const { name, role, area } = me.value!;
  return (
    <Popover
      align="right"
      buttonClass="button square"
      label={`${w.account} ${name}`}
      button={<Icon name="user" />}
    >
      <p class="menu-note account-who">
        <b>{name}</b>
        <br />
        {role && w.role[role]}
        {area && ` · ${area.name}`}
      </p>
      <button type="button" class="menu-item" onClick={() => void leave()}>
        {w.signOut}
      </button>
    </Popover>
  );
}
