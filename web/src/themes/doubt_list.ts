// SPDX-License-Identifier: Apache-2.0
// The open doubts of the area on screen, for the list and for the marks on the map.
import { effect, signal } from '@preact/signals';
import { askFlags } from '../api/questions.ts';
import { Problem } from '../api/request.ts';
import type { FlagsAnswer } from '../api/types.ts';
import { picture } from '../picture/current.ts';
import { may } from '../session/session.ts';

/** Null: all of them. */
export const kindShown = signal<string | null>(null);
export const doubts = signal<FlagsAnswer | null>(null);
export const doubtsFailed = signal<string | null>(null);
/** The doubt that is pointed at in the list. */
export const pointed = signal<number | null>(null);

/** As many as the server gives at once; the counts are of all. */
const most = 500;

export const followDoubtList = () =>
  effect(() => {
    const now = picture.value;
    if (now?.theme !== 'quality' || !may.seeQueue.value) {
      doubts.value = null;
      return undefined;
    }
    const asking = new AbortController();
    askFlags(now.place.area.code, kindShown.value, most, asking.signal)
      .then(answer => {
        doubts.value = answer;
        doubtsFailed.value = null;
      })
      .catch(error => {
        if (!asking.signal.aborted)
          doubtsFailed.value = error instanceof Problem ? error.message : String(error);
      });
    return () => asking.abort();
  });
