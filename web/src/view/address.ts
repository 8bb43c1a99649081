// SPDX-License-Identifier: Apache-2.0
import { signal } from '@preact/signals';
import { formatHash, parseHash } from './hash.ts';
import type { Language, View } from './view.ts';

/** The page is Chinese unless its address says `lang=en`, before the hash or inside it. */
const usualLanguage: Language = new URLSearchParams(location.search).get('lang') === 'en' ? 'en' : 'zh';

const first = parseHash(location.hash, usualLanguage);

export const view = signal<View>(first.view);

/** True while the reader should be told that part of the link no longer applies. */
export const linkOutdated = signal(first.dropped.length > 0);

/** The address of the current view with some of it changed. */
export const hrefOf = (change: Partial<View>) => formatHash({ ...view.value, ...change }, usualLanguage);

/** Moves to another view that Back returns from: area, campaign, date. */
export function go(change: Partial<View>) {
  move(change, 'pushState');
}

/** Changes the view in place: selection, layers, measure, steps of the slider. */
export function adjust(change: Partial<View>) {
  move(change, 'replaceState');
}

function move(change: Partial<View>, how: 'pushState' | 'replaceState') {
  const next = { ...view.value, ...change };
  const hash = formatHash(next, usualLanguage);
  if (hash !== formatHash(view.value, usualLanguage)) history[how](null, '', hash);
  view.value = next;
}

function readAddress() {
  const { view: next, dropped } = parseHash(location.hash, usualLanguage);
  linkOutdated.value = dropped.length > 0;
  view.value = next;
}

addEventListener('popstate', readAddress);
addEventListener('hashchange', readAddress);
