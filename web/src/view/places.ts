// SPDX-License-Identifier: Apache-2.0
// Moving between areas: select, go in, go up.
import { picture } from '../picture/current.ts';
import { adjust, go, hrefOf, view } from './address.ts';

export function select(code: string | null) {
  if (view.value.selected !== code) adjust({ selected: code });
}

const inside = (code: string) => ({ area: code, selected: null, level: null, camera: null });

export const hrefInto = (code: string) => hrefOf(inside(code));

export function enterArea(code: string) {
  go(inside(code));
}

/** Up to the area around, with the one we come from selected there. */
export function goUp() {
  const path = picture.value?.place.path ?? [];
  const here = path.at(-1);
  const around = path.at(-2);
  if (here && around)
    go({ area: path.length === 2 ? null : around.code, selected: here.code, level: null, camera: null });
}

/** A second click on the selected area goes into it. */
export function selectOrEnter(code: string) {
  if (view.value.selected === code && code !== picture.value?.place.area.code) enterArea(code);
  else select(code);
}
