// SPDX-License-Identifier: Apache-2.0
import { signal } from '@preact/signals';

/** True while the keys are explained. */
export const helpWanted = signal(false);

const key = 'courtyard.keys';

function stored(): boolean {
  try {
    return localStorage.getItem(key) !== 'off';
  } catch {
    return true;
  }
}

/** Single keys do something by themselves; people who dictate switch that off (WCAG 2.1.4). */
export const singleKeys = signal(stored());

export function switchSingleKeys() {
  singleKeys.value = !singleKeys.value;
  try {
    localStorage.setItem(key, singleKeys.value ? 'on' : 'off');
  } catch {
    // Without storage the choice lasts until the page is closed.
  }
}
