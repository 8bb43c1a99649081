// SPDX-License-Identifier: Apache-2.0
import { over } from '../session/session.ts';
import { goUp, select } from '../view/places.ts';
import { helpWanted, singleKeys } from './help.ts';

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.closest(
    'input:not([type=range]):not([type=radio]):not([type=checkbox]), select, textarea, dialog',
  ) !== null;

const single: Record<string, () => void> = {
  Backspace: goUp,
  '/': () => document.getElementById('search')?.focus(),
  '?': () => (helpWanted.value = true),
};

/** Keys that work alone can be switched off; Escape lets go of the selection in any case. */
export function followKeys() {
  document.addEventListener('keydown', event => {
    if (over.peek()) return;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target))
      return;
    const press = single[event.key];
    if (press && singleKeys.peek()) {
      event.preventDefault();
      press();
    } else if (event.key === 'Escape') {
      select(null);
    }
  });
}
