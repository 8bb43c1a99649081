// SPDX-License-Identifier: Apache-2.0
import { effect } from '@preact/signals';
import { render } from 'preact';
import { lazily } from '../lazy/lazy.tsx';
import { curtained, over } from './session.ts';
import { followSessionEnd } from './session_end.ts';

const SignIn = lazily(() => import('./sign_in.tsx').then(module => module.SignIn));

/** What stood in the document when the session ended, and how. */
interface Kept {
  parts: Element[];
  scrolled: [element: Element, left: number, top: number][];
  dialogs: HTMLDialogElement[];
  focused: Element | null;
}
let kept: Kept | null = null;
const place = document.createElement('div');

/** Nothing of the page stays in the document: nobody who comes by reads it or finds it with the browser's tools for pages. */
function draw() {
  if (kept) return;
  kept = {
    parts: [...document.body.children],
    scrolled: [...document.body.querySelectorAll('*')]
      .filter(one => one.scrollLeft !== 0 || one.scrollTop !== 0)
      .map(one => [one, one.scrollLeft, one.scrollTop]),
    dialogs: [...document.querySelectorAll<HTMLDialogElement>('dialog:modal')],
    focused: document.activeElement,
  };
  document.body.replaceChildren(place);
  render(<SignIn />, place);
}

/** The page as it was left, with everything that was typed. */
function open() {
  if (!kept) return;
  const { parts, scrolled, dialogs, focused } = kept;
  kept = null;
  render(null, place);
  document.body.replaceChildren(...parts);
  for (const [element, left, top] of scrolled) element.scrollTo(left, top);
  for (const dialog of dialogs.filter(one => one.open && one.isConnected)) {
    dialog.removeAttribute('open');
    dialog.showModal();
  }
  if (focused instanceof HTMLElement) focused.focus();
}

/** Takes the page away while the session is over and asks to sign in. */
export function followSession() {
  followSessionEnd();
  curtained.value = true;
  effect(() => (over.value ? draw() : open()));
}
