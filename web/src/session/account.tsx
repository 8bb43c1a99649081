// SPDX-License-Identifier: Apache-2.0
import { Icon } from '../icons/icon.tsx';
import { Popover } from '../page/popover.tsx';
import { say } from '../page/toast.tsx';
import { lang, words } from '../words/words.ts';
import { isSignedIn, me, signInWanted } from './session.ts';

const signOut = () =>
  void import('./entering.ts').then(way => way.leave()).catch(() => say(words.peek().stillSignedIn));

/** Who is signed in, and the way in or out. `named`: name and role stand on the button. */
export function Account({ named = false }: { named?: boolean }) {
  const w = words.value;
  if (!isSignedIn.value) {
    return (
      <button type="button" class="button" onClick={() => (signInWanted.value = true)}>
        {w.signIn}
      </button>
    );
  }
  const { name, role, area } = me.value!;
  const place = [role && w.role[role], area?.name].filter(Boolean).join(' · ');
  return (
    <Popover
      align="right"
      buttonClass={named ? 'button account-button' : 'button square'}
      label={named && role ? `${place}，${w.account} ${name}` : `${w.account} ${name}`}
      button={
        <>
          <Icon name="user" />
          {named && role && <span class="account-name">{place}</span>}
          {named && <Icon name="down" size={14} />}
        </>
      }
    >
      <p class="menu-note account-who">
        <b>{name}</b>
        <br />
        {role && w.role[role]}
        {area && ` · ${area.name}`}
      </p>
      <a class="menu-item" href={lang.value === 'en' ? '/accounts?lang=en' : '/accounts'}>
        {w.myAccount}
      </a>
      <button type="button" class="menu-item" onClick={signOut}>
        {w.signOut}
      </button>
    </Popover>
  );
}
