// SPDX-License-Identifier: Apache-2.0
import { computed, signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../icons/icon.tsx';
import { keyOf } from '../measure/reading.ts';
import { picture } from '../picture/current.ts';
import { changeOverQuarter } from '../picture/picture.ts';
import { adjust, view } from '../view/address.ts';
import { enterArea, select } from '../view/places.ts';
import { hovered, switchedOff } from '../view/pointing.ts';
import { words } from '../words/words.ts';
import { ranked, sorted, usualOrder, type Column, type Order } from './ranked.ts';
import { RankingRow, TotalRow } from './ranking_row.tsx';
import './ranking.css';

const order = signal<Order>(usualOrder);
const behindOnly = signal(false);

/** Rows with their places, before the reader sorts or filters them. */
export const places = computed(() => {
  const now = picture.value;
  return now
    ? ranked(now.ranking.rows, view.value.measure, now.campaign.record, row => changeOverQuarter(now, row))
    : [];
});

const shown = computed(() => {
  const now = picture.value;
  const filtersRows = now !== null && now.cellLevel === now.rankingLevel;
  const rows = places.value.filter(
    ({ row, reading }) =>
      (!behindOnly.value || row.pace === 'behind') &&
      (!filtersRows || !switchedOff.value.has(keyOf(reading))),
  );
  return sorted(rows, order.value);
});

export function Ranking() {
  const now = picture.value;
  const w = words.value;
  const body = useRef<HTMLTableSectionElement>(null);
  const { selected } = view.value;
  useEffect(() => {
    body.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [selected, now?.ranked.code]);
  if (!now) return <section class="ranking" id="ranking" aria-busy="true" />;
  const rows = shown.value;
  const keyboardRow = rows.find(one => one.row.code === selected) ?? rows[0];
  return (
    <section class="ranking" id="ranking" tabIndex={-1}>
      <div class="ranking-title">
        <h2>{w.rankingOf[now.rankingLevel]}</h2>
        <span class="digits">{w.areas(rows.length)}</span>
        <LevelSwitch />
        <button
          type="button"
          class="button ghost behind"
          aria-pressed={behindOnly.value}
          title={w.behindOnlyHint}
          onClick={() => (behindOnly.value = !behindOnly.value)}
        >
          <Icon name="filter" size={14} />
          <span>{w.behindOnly}</span>
        </button>
      </div>
      <div class="ranking-scroll">
        <table>
          <caption class="unseen">
            {w.rankingOf[now.rankingLevel]}, {now.ranked.name}, {w.asOf} {now.asOf}. {w.rowsHint}
          </caption>
          <Head />
          <tbody ref={body} onKeyDown={onKey} onMouseLeave={() => (hovered.value = null)}>
            {rows.map(one => (
              <RankingRow key={one.row.fid} one={one} picture={now} tabbable={one === keyboardRow} />
            ))}
          </tbody>
          <TotalRow picture={now} />
        </table>
        {rows.length === 0 && <p class="ranking-empty">{behindOnly.value ? w.nobodyBehind : w.empty}</p>}
      </div>
    </section>
  );
}

function LevelSwitch() {
  const { rankingLevels, rankingLevel } = picture.value!;
  if (rankingLevels.length < 2) return null;
  return (
    <div class="segment" role="group" aria-label={words.value.rankingOf[rankingLevel]}>
      {rankingLevels.map((level, index) => (
        <button
          key={level}
          type="button"
          aria-pressed={level === rankingLevel}
          onClick={() => adjust({ level: index === 0 ? null : level, selected: null })}
        >
          {words.value.level[level]}
        </button>
      ))}
    </div>
  );
}

function Head() {
  const w = words.value;
  const { measure } = view.value;
  return (
    <thead>
      <tr>
        <th scope="col" class="rank">
          <span aria-hidden="true">#</span>
          <span class="unseen">{w.rank}</span>
        </th>
        <SortHead column="name" className="name">
          {w.name}
        </SortHead>
        <th scope="col" class="bar">
          {w.bar}
        </th>
        <SortHead column="count" className="count">
          {picture.value!.campaign.indicator.unit[view.value.lang]}
        </SortHead>
        <SortHead column="share" className="share">
          {w.shareColumn[measure]}
        </SortHead>
        <SortHead column="change" className="change" title={w.changeHint}>
          {w.change}
        </SortHead>
      </tr>
    </thead>
  );
}

function SortHead({
  column,
  className,
  title,
  children,
}: {
  column: Column;
  className: string;
  title?: string;
  children: string;
}) {
  const { column: current, direction } = order.value;
  const isSorted = current === column;
  const usual = column === 'name' ? 'ascending' : 'descending';
  const opposite = direction === 'ascending' ? 'descending' : 'ascending';
  return (
    <th scope="col" class={className} aria-sort={isSorted ? direction : 'none'} title={title}>
      <button
        type="button"
        onClick={() => (order.value = { column, direction: isSorted ? opposite : usual })}
      >
        {children}
        {isSorted && <span aria-hidden="true">{direction === 'ascending' ? '▴' : '▾'}</span>}
      </button>
    </th>
  );
}

/** Up and down select, Enter goes in. */
function onKey(event: KeyboardEvent) {
  const row = (event.target as HTMLElement).closest<HTMLElement>('tr[data-code]');
  if (!row) return;
  if (event.key === 'Enter' && event.target === row) {
    enterArea(row.dataset.code!);
  } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    const next = (
      event.key === 'ArrowDown' ? row.nextElementSibling : row.previousElementSibling
    ) as HTMLElement | null;
    event.preventDefault();
    if (!next) return;
    select(next.dataset.code!);
    next.focus();
  }
}
