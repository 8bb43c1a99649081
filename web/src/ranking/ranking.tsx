// SPDX-License-Identifier: Apache-2.0
import { computed, signal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../icons/icon.tsx';
import { keyOf } from '../measure/reading.ts';
import { shownMeasure } from '../measure/shown.ts';
import { picture } from '../picture/current.ts';
import { adjust, view } from '../view/address.ts';
import { enterArea, select } from '../view/places.ts';
import { hovered, switchedOff } from '../view/pointing.ts';
import { words } from '../words/words.ts';
import { changeFor, headings } from './cells.tsx';
import { answersTo, ranked, sorted, usualOrder, type Column, type Order } from './ranked.ts';
import { RankingRow, TotalRow } from './ranking_row.tsx';
import { scrollTo, useRowWindow } from './window.ts';
import './ranking.css';

/** As the reader sorted it; null: best first. */
const chosenOrder = signal<Order | null>(null);
const behindOnly = signal(false);
const wanted = signal<string | null>(null);

const order = computed<Order>(
  () =>
    chosenOrder.value ??
    (shownMeasure.value === 'reach'
      ? { column: 'share', direction: 'ascending' }
      : shownMeasure.value === 'change'
        ? { column: 'change', direction: 'descending' }
        : usualOrder),
);

/** Rows with their places, before the reader sorts or filters them. */
export const places = computed(() => {
  const now = picture.value;
  return now
    ? ranked(now.ranking.rows, shownMeasure.value, now.campaign.record, row => changeFor(now, row))
    : [];
});

/** Whether the legend speaks of the rows of the table: then what it switches off leaves the table, too. */
const legendFilters = computed(
  () => picture.value !== null && picture.value.cellLevel === picture.value.rankingLevel,
);

const shown = computed(() => {
  const rows = places.value.filter(
    ({ row, reading }) =>
      (!behindOnly.value || row.pace === 'behind') &&
      answersTo(row, wanted.value ?? '') &&
      (!legendFilters.value || !switchedOff.value.has(keyOf(reading))),
  );
  return sorted(rows, order.value);
});

export function Ranking() {
  const now = picture.value;
  const w = words.value;
  const scroller = useRef<HTMLDivElement>(null);
  const [rowHeight, setRowHeight] = useState(22);
  /** The row that the keyboard is at: it gets the focus, and gets it back when it was mounted anew meanwhile. */
  const followed = useRef<{ code: string; reached: boolean } | null>(null);
  const rows = shown.value;
  const { selected } = view.value;
  const inSight = useRowWindow(scroller, rows.length, rowHeight);
  const place = rows.findIndex(one => one.row.code === selected);
  useLayoutEffect(() => {
    const first = scroller.current?.querySelector<HTMLElement>('tr[data-code]');
    if (first && first.offsetHeight > 0 && first.offsetHeight !== rowHeight) setRowHeight(first.offsetHeight);
  });
  useEffect(() => {
    const box = scroller.current;
    if (!box || place < 0) return;
    const head = box.querySelector('thead')?.clientHeight ?? 0;
    const foot = box.querySelector('tfoot')?.clientHeight ?? 0;
    box.scrollTop = scrollTo(place, box.scrollTop, box.clientHeight, rowHeight, head + foot);
  }, [selected, now?.ranked.code, place]);
  useEffect(() => {
    const at = followed.current;
    if (!at) return;
    const row = scroller.current?.querySelector<HTMLElement>(`tr[data-code="${CSS.escape(at.code)}"]`);
    const focused = document.activeElement;
    const wentElsewhere = at.reached && focused !== document.body && focused !== row;
    if (at.code !== selected || wentElsewhere) {
      followed.current = null;
    } else if (row && focused !== row) {
      row.focus({ preventScroll: true });
      at.reached = true;
    }
  });
  if (!now) return <section class="ranking" id="ranking" aria-busy="true" />;
  const measure = shownMeasure.value;
  const step = (to: number) => {
    const next = rows[Math.max(0, Math.min(rows.length - 1, to))];
    if (!next) return;
    followed.current = { code: next.row.code, reached: false };
    select(next.row.code);
  };
  const tabbable = rows[place]?.row.code ?? rows[inSight.first]?.row.code;
  return (
    <section
      class={`ranking theme-${now.theme} ${now.compare ? 'compares' : ''} ${now.measures.includes('plan') ? '' : 'plain'}`}
      id="ranking"
      tabIndex={-1}
    >
      <Title />
      {wanted.value !== null && <NameFilter />}
      <div class="ranking-scroll" ref={scroller}>
        <table aria-rowcount={rows.length + 2}>
          <caption class="unseen">
            {w.rankingOf[now.rankingLevel]}, {now.ranked.name}, {w.asOf} {now.asOf}. {w.rowsHint}
          </caption>
          <Head />
          <Room height={inSight.above} />
          <tbody
            onKeyDown={event =>
              onKey(
                event,
                rows.findIndex(one => one.row.code === codeOf(event)),
                step,
              )
            }
            onMouseLeave={() => (hovered.value = null)}
          >
            {rows.slice(inSight.first, inSight.end).map((one, number) => (
              <RankingRow
                key={one.row.fid}
                one={one}
                picture={now}
                measure={measure}
                tabbable={one.row.code === tabbable}
                index={inSight.first + number + 2}
              />
            ))}
          </tbody>
          <Room height={inSight.below} />
          <TotalRow picture={now} measure={measure} index={rows.length + 2} />
        </table>
        {rows.length === 0 && <p class="ranking-empty">{emptyText()}</p>}
      </div>
    </section>
  );
}

function emptyText(): string {
  const w = words.value;
  if (wanted.value) return w.nobodyNamed(wanted.value);
  return behindOnly.value ? w.nobodyBehind : places.value.length > 0 ? w.allFiltered : w.empty;
}

/** Where rows are that are not in sight. */
const Room = ({ height }: { height: number }) =>
  height > 0 ? (
    <tbody aria-hidden="true">
      <tr class="room" style={{ height: `${height}px` }}>
        <td colSpan={6} />
      </tr>
    </tbody>
  ) : null;

function Title() {
  const now = picture.value!;
  const w = words.value;
  const all = places.value.length;
  const some = shown.value.length;
  const targets = now.measures.includes('pace');
  return (
    <div class="ranking-title">
      <h2>{now.theme === 'progress' ? w.rankingOf[now.rankingLevel] : w.listOf[now.theme]}</h2>
      <span class="digits" role="status">
        {some === all ? w.areas(all) : w.someAreas(some, all)}
      </span>
      <span class="ranking-tools">
        <LevelSwitch />
        <button
          type="button"
          class="button ghost square"
          aria-pressed={wanted.value !== null}
          aria-label={w.filterByName}
          title={w.filterByName}
          onClick={() => (wanted.value = wanted.value === null ? '' : null)}
        >
          <Icon name="search" size={14} />
        </button>
        {targets && (
          <button
            type="button"
            class="button ghost behind"
            aria-pressed={behindOnly.value}
            aria-label={w.behindOnly}
            title={w.behindOnlyHint}
            onClick={() => (behindOnly.value = !behindOnly.value)}
          >
            <Icon name="filter" size={14} />
            <span>{w.behindOnly}</span>
          </button>
        )}
      </span>
    </div>
  );
}

function NameFilter() {
  const w = words.value;
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  return (
    <div class="name-filter">
      <input
        ref={input}
        type="search"
        class="menu-search"
        value={wanted.value ?? ''}
        aria-label={w.filterByName}
        placeholder={w.filterByName}
        onInput={event => (wanted.value = event.currentTarget.value)}
        onKeyDown={event => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          wanted.value = null;
        }}
      />
    </div>
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
  const heads = headings(picture.value!, shownMeasure.value);
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col" class="rank">
          <span aria-hidden="true">#</span>
          <span class="unseen">{w.rank}</span>
        </th>
        <SortHead column="name" className="name">
          {w.name}
        </SortHead>
        <th scope="col" class="bar">
          {heads.bar}
        </th>
        <SortHead column="count" className="count">
          {heads.count}
        </SortHead>
        <SortHead column="share" className="share">
          {heads.share}
        </SortHead>
        {heads.change ? (
          <SortHead column="change" className="change" title={heads.changeHint}>
            {heads.change}
          </SortHead>
        ) : (
          <td class="change" />
        )}
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
        onClick={() => (chosenOrder.value = { column, direction: isSorted ? opposite : usual })}
      >
        {children}
        {isSorted && <span aria-hidden="true">{direction === 'ascending' ? '▴' : '▾'}</span>}
      </button>
    </th>
  );
}

const codeOf = (event: KeyboardEvent) =>
  (event.target as HTMLElement).closest<HTMLElement>('tr[data-code]')?.dataset.code;

/** Up and down select, Enter goes in; pages and ends as in any list. */
function onKey(event: KeyboardEvent, here: number, step: (to: number) => void) {
  if (here < 0) return;
  const steps: Record<string, number> = {
    ArrowDown: here + 1,
    ArrowUp: here - 1,
    PageDown: here + 10,
    PageUp: here - 10,
    Home: 0,
    End: Infinity,
  };
  const to = steps[event.key];
  if (to !== undefined) {
    event.preventDefault();
    step(to);
  } else if (event.key === 'Enter' && (event.target as HTMLElement).matches('tr')) {
    enterArea(codeOf(event)!);
  }
}
