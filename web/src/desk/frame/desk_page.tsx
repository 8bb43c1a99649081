// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';
import { Toast } from '../../page/toast.tsx';
import { begun, isSignedIn, me, over } from '../../session/session.ts';
import { SignIn } from '../../session/sign_in.tsx';
import { lang } from '../../words/words.ts';
import { deskWords } from '../words/words.ts';
import { DeskHeader } from './desk_header.tsx';
import { Failure } from './failure.tsx';
import { pageAddress, worksOn, type DeskPageName } from './pages.ts';
import './desk.css';

interface Props {
  name: DeskPageName;
  /** Asks the server again after a failure. */
  again?: () => void;
  /** Fills the window instead of growing with its content. */
  filling?: boolean;
  children: ComponentChildren;
}

/** Header, notices and the work of one page; who may not work here is told so. */
export function DeskPage({ name, again, filling = false, children }: Props) {
  const w = deskWords.value.frame;
  const allowed = isSignedIn.value && worksOn(me.value!.role, name);
  return (
    <>
      <a class="skip" href="#work" onClick={toWork}>
        {w.skip}
      </a>
      <div class={`desk ${filling ? 'filling' : ''}`}>
        <DeskHeader name={name} />
        <Failure {...(again && { again })} />
        <main id="work" tabIndex={-1} class={`desk-main desk-${name}`}>
          {allowed
            ? children
            : begun.value && (
                <p class="desk-refusal">
                  {isSignedIn.value ? w.notForRole : w.needsSignIn}{' '}
                  <a class="link" href={pageAddress('progress', lang.value)}>
                    {w.backToProgress}
                  </a>
                </p>
              )}
        </main>
      </div>
      <Toast />
      {!over.value && <SignIn />}
    </>
  );
}

/** The hash of the address belongs to the view, so the skip link moves focus by itself. */
function toWork(event: Event) {
  event.preventDefault();
  document.getElementById('work')?.focus();
}
