// SPDX-License-Identifier: Apache-2.0
// A link keeps its numbers: everything is asked for as it was known at the revision in the address.
import { computed, effect, signal } from '@preact/signals';
import { askNewestRevision } from '../api/questions.ts';
import { adjust, hrefOf, view } from '../view/address.ts';
import { begun } from '../session/session.ts';
import { picture } from './current.ts';

/** The newest revision we have heard of; null: none yet. */
export const newest = signal<number | null>(null);

/** The revision on screen when it is not the newest one. */
export const olderRevision = computed(() => {
  const { snapshot } = view.value;
  return snapshot !== null && newest.value !== null && newest.value > snapshot ? snapshot : null;
});

export const seeNewest = () => adjust({ snapshot: null });

/** An address that shows these very numbers later: with the day and the revision they are known by. */
export function lastingHref(): string {
  const now = picture.peek();
  if (!now) return location.href;
  const hash = hrefOf({ date: now.asOf, snapshot: now.ranking.revision });
  return `${location.origin}${location.pathname}${location.search}${hash}`;
}

/** Whoever opens an older link is told whether there is something newer. */
export const followSnapshot = () =>
  effect(() => {
    if (!begun.value || view.value.snapshot === null || newest.peek() !== null) return;
    askNewestRevision().then(
      revision => (newest.value = Math.max(revision, newest.peek() ?? 0)),
      // Without an answer there is nothing to tell; the page itself says when the server cannot be reached.
      () => {},
    );
  });
