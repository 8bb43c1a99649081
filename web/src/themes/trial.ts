// SPDX-License-Identifier: Apache-2.0
// One more point, tried on the map: where it is and what the server says it would add.
import { effect, signal } from '@preact/signals';
import { askWhatIf } from '../api/questions.ts';
import { Problem } from '../api/request.ts';
import type { PlacedArea, WhatIfAnswer } from '../api/types.ts';
import { picture } from '../picture/current.ts';
import { adjust, view } from '../view/address.ts';

/** True while the next click on the map places the point. */
export const placing = signal(false);
export const trial = signal<WhatIfAnswer | null>(null);
export const trialFailed = signal<string | null>(null);

/** Metres would be more than a position needs. */
const rounded = (degrees: number) => Math.round(degrees * 1e5) / 1e5;

export function tryAt(lon: number, lat: number) {
  placing.value = false;
  adjust({ tried: [rounded(lon), rounded(lat)] });
}

/** For those who do not point: in the middle of the selected area. */
export const tryIn = ({ bbox }: PlacedArea) => tryAt((bbox[0] + bbox[2]) / 2, (bbox[1] + bbox[3]) / 2);

export function endTrial() {
  placing.value = false;
  adjust({ tried: null });
}

/** Asks for the point in the address; an answer to an earlier point is dropped. */
export const followTrial = () =>
  effect(() => {
    const { tried, theme } = view.value;
    const now = picture.value;
    if (!tried || theme !== 'reach' || !now?.coverage) {
      trial.value = null;
      trialFailed.value = null;
      return undefined;
    }
    const asking = new AbortController();
    const { service, kind, radius_m } = now.coverage;
    const about = { service, kind, radius_m, as_of: now.asOf, revision: now.snapshot };
    askWhatIf({ ...about, area: now.ranked.code, lon: tried[0], lat: tried[1] }, asking.signal)
      .then(answer => {
        trial.value = answer;
        trialFailed.value = null;
      })
      .catch(error => {
        if (asking.signal.aborted) return;
        trial.value = null;
        trialFailed.value = error instanceof Problem ? error.message : String(error);
      });
    return () => asking.abort();
  });
