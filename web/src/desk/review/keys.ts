// SPDX-License-Identifier: Apache-2.0
import { signal } from '@preact/signals';
import { say } from '../../page/toast.tsx';
import { over } from '../../session/session.ts';
import { deskWords } from '../words/words.ts';
import { viewed, viewPhoto } from './photos.tsx';
import { current, lookAtLastSaid, step, toggleMark } from './queue.ts';
import { choices, choose, clash, confirm } from './verdict.ts';

const store = 'courtyard.review.keys';
const stored = () => {
  try {
    return localStorage.getItem(store) !== 'off';
  } catch {
    return true;
  }
};

/** Single keys can be switched off: speech input and tremor press them unmeant (WCAG 2.1.4). */
export const keysOn = signal(stored());
export const helpShown = signal(false);

export function switchKeys(on: boolean) {
  keysOn.value = on;
  try {
    localStorage.setItem(store, on ? 'on' : 'off');
  } catch {
    // Without storage the choice lasts until the page is closed.
  }
}

const writes = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.closest('textarea, select, dialog, input:not([type=radio]):not([type=checkbox])') !== null;
const acts = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('button, a, summary, [role=img]') !== null;

function mark() {
  const entry = current.value;
  if (entry?.state === 'open' && !toggleMark(entry)) say(deskWords.value.review.otherKind);
}

const actions: Record<string, () => void> = {
  j: () => step(1),
  k: () => step(-1),
  r: () => document.getElementById('review-reason')?.focus(),
  x: mark,
  z: () => {
    if (!lookAtLastSaid()) say(deskWords.value.review.nothingToChange);
  },
  p: viewPhoto,
  '?': () => (helpShown.value = true),
};

/** J K, 1 to n, R, Enter, X, Z, P, ?; not while somebody writes. */
export function followKeys() {
  document.addEventListener('keydown', event => {
    if (over.peek()) return;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (writes(event.target) || viewed.value !== null || helpShown.value) return;
    if (event.key === 'Enter') {
      if (acts(event.target) || clash.value) return;
      event.preventDefault();
      void confirm();
      return;
    }
    if (!keysOn.value) return;
    const action = actions[event.key.toLowerCase()];
    if (action) {
      event.preventDefault();
      action();
    } else if (/^[1-9]$/.test(event.key)) {
      event.preventDefault();
      choose(choices.value[Number(event.key) - 1]);
    }
  });
}
