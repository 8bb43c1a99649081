// SPDX-License-Identifier: Apache-2.0
// The map for the keyboard and for screen readers: a list of its areas, unseen, that points at them on the map.
import { shownMeasure } from '../measure/shown.ts';
import { computed } from '@preact/signals';
import { picture } from '../picture/current.ts';
import { places } from '../ranking/ranking.tsx';
import { sorted, usualOrder } from '../ranking/ranked.ts';
import { valueText } from '../ranking/ranking_row.tsx';
import { view } from '../view/address.ts';
import { enterArea, select } from '../view/places.ts';
import { words } from '../words/words.ts';
import { drawn } from './current_sketch.ts';
import { pointedAt } from './pointed_at.ts';

const optionId = (code: string) => `area-${code}`;

/** Areas of the table by rank, those without a value last. */
const listed = computed(() => sorted(places.value, usualOrder));

export function AreaList() {
  const now = picture.value;
  const rows = listed.value;
  const w = words.value;
  if (!now) return null;
  const active = pointedAt.value ?? view.value.selected;
  const isKnown = rows.some(({ row }) => row.code === active);
  return (
    <div
      class="area-list"
      role="listbox"
      tabIndex={0}
      aria-label={w.mapView.list(now.place.area.name)}
      aria-activedescendant={isKnown ? optionId(active!) : undefined}
      onFocus={() => (pointedAt.value = isKnown ? active : (rows[0]?.row.code ?? null))}
      onBlur={() => (pointedAt.value = null)}
      onKeyDown={onKey}
    >
      {rows.map(({ row, reading, rank }) => (
        <div
          key={row.fid}
          id={optionId(row.code)}
          role="option"
          aria-selected={row.code === view.value.selected}
        >
          {w.selectedSpoken(
            row.name,
            valueText(row, reading, shownMeasure.value),
            rank ? w.rankOf(rank, rows.length) : '',
          )}
        </div>
      ))}
    </div>
  );
}

/** Up and down by rank, left and right to the neighbour there, Enter selects, Shift+Enter goes in. */
function onKey(event: KeyboardEvent) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const rows = listed.peek();
  const at = rows.findIndex(({ row }) => row.code === pointedAt.peek());
  const code = pointedAt.peek();
  const to = (index: number) =>
    (pointedAt.value = rows[Math.max(0, Math.min(rows.length - 1, index))]?.row.code ?? null);
  if (event.key === 'ArrowDown') to(at + 1);
  else if (event.key === 'ArrowUp') to(at - 1);
  else if (event.key === 'Home') to(0);
  else if (event.key === 'End') to(rows.length - 1);
  else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight')
    pointedAt.value = neighbour(code, event.key === 'ArrowRight' ? 1 : -1) ?? code;
  else if (event.key === 'Enter' && code) event.shiftKey ? enterArea(code) : select(code);
  else if (event.key === ' ' && code) select(code);
  else return;
  event.preventDefault();
}

/** The nearest area that lies to the east (1) or to the west (-1), more across than up or down. */
function neighbour(code: string | null, direction: 1 | -1): string | null {
  const now = drawn.peek();
  if (!now || !code) return null;
  const rows = new Set(listed.peek().map(({ row }) => row.code));
  const all = [...now.sketch.between, ...now.sketch.areas].filter(area => area.label && rows.has(area.code));
  const here = all.find(area => area.code === code)?.label;
  if (!here) return null;
  let best: string | null = null;
  let least = Infinity;
  for (const area of all) {
    const across = (area.label![0] - here[0]) * direction;
    const aside = Math.abs(area.label![1] - here[1]);
    const distance = across + 2 * aside;
    if (across > 0 && aside <= across * 1.5 && distance < least) [best, least] = [area.code, distance];
  }
  return best;
}
