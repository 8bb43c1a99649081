// SPDX-License-Identifier: Apache-2.0
import { goUp, select } from '../view/places.ts';

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.closest(
    'input:not([type=range]):not([type=radio]):not([type=checkbox]), select, textarea, dialog',
  ) !== null;

/** Backspace goes to the area around, Escape lets go of the selection. */
export function followKeys() {
  document.addEventListener('keydown', event => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target))
      return;
    if (event.key === 'Backspace') {
      event.preventDefault();
      goUp();
    } else if (event.key === 'Escape') {
      select(null);
    }
  });
}
