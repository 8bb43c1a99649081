// SPDX-License-Identifier: Apache-2.0
import { effect, signal } from '@preact/signals';
import { askQuality } from '../api/questions.ts';
import { begun, may } from '../session/session.ts';
import { picture } from './current.ts';

/** Open doubts in the reader's scope, for the count beside the theme; null: not known. */
export const openDoubts = signal<number | null>(null);

/** Counts once the first picture is there, and anew when its revision is another one. */
export const followDoubts = () =>
  effect(() => {
    const now = picture.value;
    if (!begun.value || !now || !may.seeDoubts.value) return undefined;
    if (now.quality && now.place.path.length === 1) {
      openDoubts.value = now.quality.open;
      return undefined;
    }
    const asking = new AbortController();
    const timer = setTimeout(() => {
      askQuality(null, asking.signal).then(
        ({ open }) => (openDoubts.value = open),
        // The count is a help, not a figure of the page: without it the theme opens all the same.
        () => {},
      );
    }, 300);
    return () => (clearTimeout(timer), asking.abort());
  });
