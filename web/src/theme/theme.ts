// SPDX-License-Identifier: Apache-2.0
import { effect, signal } from '@preact/signals';
import type { Theme } from '../measure/palette.ts';

const key = 'courtyard.theme';
const prefersDark = matchMedia('(prefers-color-scheme: dark)');

function stored(): Theme | null {
  try {
    const value = localStorage.getItem(key);
    return value === 'light' || value === 'dark' ? value : null;
  } catch {
    return null;
  }
}

export const theme = signal<Theme>(stored() ?? (prefersDark.matches ? 'dark' : 'light'));

prefersDark.addEventListener('change', event => {
  if (!stored()) theme.value = event.matches ? 'dark' : 'light';
});

effect(() => {
  document.documentElement.dataset.theme = theme.value;
});

export function switchTheme() {
  theme.value = theme.value === 'dark' ? 'light' : 'dark';
  try {
    localStorage.setItem(key, theme.value);
  } catch {
    // Without storage the choice lasts until the page is closed.
  }
}
