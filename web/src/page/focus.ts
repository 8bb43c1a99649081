// SPDX-License-Identifier: Apache-2.0
// The keyboard is never left in nowhere: after going in it stands on the first row, after going back where it stood.
import { effect } from '@preact/signals';
import { drawn } from '../map/current_sketch.ts';
import { pointedAt } from '../map/pointed_at.ts';
import { picture } from '../picture/current.ts';

type Part = 'row' | 'map';
interface Stand {
  part: Part;
  code: string;
}

/** Where the keyboard stood in an area when it was left. */
const stood = new Map<string, Stand>();
let last: Stand | null = null;

function standOf(target: EventTarget | null): Stand | null {
  if (!(target instanceof HTMLElement)) return null;
  const row = target.closest<HTMLElement>('tr[data-code]');
  if (row) return { part: 'row', code: row.dataset['code']! };
  const code = pointedAt.peek();
  return target.closest('.area-list') && code ? { part: 'map', code } : null;
}

function restore({ part, code }: Stand) {
  if (part === 'row') {
    document.querySelector<HTMLElement>(`tr[data-code="${CSS.escape(code)}"]`)?.focus();
  } else {
    document.querySelector<HTMLElement>('.area-list')?.focus();
    pointedAt.value = code;
  }
}

export function followFocus() {
  let shown: string | null = null;
  document.addEventListener('focusin', event => (last = standOf(event.target)), true);
  document.addEventListener('keydown', event => (last = standOf(event.target) ?? last), true);
  effect(() => {
    const area = picture.value?.place.area.code ?? null;
    if (area === null || area === shown) return;
    const isFirst = shown === null;
    const before = last;
    if (shown !== null && before) stood.set(shown, before);
    shown = area;
    const known = stood.get(area);
    if (isFirst || !before) return;
    // The rows of the new table are there after the next frame.
    requestAnimationFrame(() => {
      const isLost = document.activeElement === document.body || document.activeElement === null;
      const onMap = document.activeElement?.closest('.area-list') !== null && !isLost;
      if (!isLost && !onMap) return;
      const first = picture.peek()?.ranking.rows[0]?.code;
      if (known) restore(known);
      else if (onMap) pointedAt.value = drawn.peek()?.picture.ranking.rows[0]?.code ?? first ?? null;
      else document.querySelector<HTMLElement>('.ranking tbody tr[tabindex="0"]')?.focus();
    });
  });
}
