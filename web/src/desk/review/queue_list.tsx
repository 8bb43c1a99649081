// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef } from 'preact/hooks';
import { say } from '../../page/toast.tsx';
import { count } from '../../words/numbers.ts';
import { age } from '../frame/age.ts';
import type { FlagEntry } from '../server/flags.ts';
import { deskWords } from '../words/words.ts';
import {
  ages,
  counts,
  currentId,
  doneCount,
  filter,
  look,
  marked,
  reading,
  setFilter,
  toggleMark,
  townships,
  waiting,
} from './queue.ts';

export function Queue({ onOpen }: { onOpen: () => void }) {
  const w = deskWords.value.review;
  const list = waiting.value;
  const all = Object.values(counts.value?.kinds ?? {}).reduce((sum, tally) => sum + tally.open, 0);
  return (
    <>
      <div class="queue-title">
        <h2>{w.waiting}</h2>
        <span class="badge signal" data-waiting>
          {count(all)}
        </span>
        <span class="caption">{w.done(count(doneCount.value))}</span>
      </div>
      <Kinds />
      <Filters />
      {list.length > 0 && (
        <ol class="queue-list">
          {list.map(entry => (
            <QueueItem key={entry.id} entry={entry} onOpen={onOpen} />
          ))}
        </ol>
      )}
      {counts.value && list.length === 0 && !reading.value && (
        <p class="queue-empty">
          {all === 0 && !filter.value.area ? w.empty : w.emptyFiltered}{' '}
          {(filter.value.kind || filter.value.area || filter.value.age > 0) && (
            <button type="button" class="link" onClick={() => setFilter({ kind: null, area: null, age: 0 })}>
              {w.clearFilter}
            </button>
          )}
        </p>
      )}
    </>
  );
}

function Kinds() {
  const w = deskWords.value;
  const kinds = Object.entries(counts.value?.kinds ?? {})
    .filter(([kind, tally]) => tally.open > 0 || kind === filter.value.kind)
    .sort(([, a], [, b]) => b.open - a.open);
  const chosen = filter.value.kind;
  return (
    <div class="queue-kinds" role="group" aria-label={w.review.kinds}>
      {kinds.map(([kind, tally]) => (
        <button
          key={kind}
          type="button"
          class="queue-kind"
          aria-pressed={kind === chosen}
          onClick={() => setFilter({ kind: kind === chosen ? null : kind })}
        >
          <i />
          <span>{w.flag[kind] ?? kind}</span>
          <span class="number">{count(tally.open)}</span>
        </button>
      ))}
    </div>
  );
}

function Filters() {
  const w = deskWords.value.review;
  const open = (code: string) =>
    (counts.value?.areas ?? [])
      .filter(area => area.code?.startsWith(code))
      .reduce((sum, area) => sum + area.open, 0);
  return (
    <div class="queue-filters">
      <select
        class="desk-input"
        aria-label={w.area}
        value={filter.value.area ?? ''}
        onChange={event => setFilter({ area: event.currentTarget.value || null })}
      >
        <option value="">{w.allAreas}</option>
        {townships.value.map(area => (
          <option key={area.code} value={area.code}>
            {area.name}
            {filter.value.area === null && ` (${open(area.code)})`}
          </option>
        ))}
      </select>
      <select
        class="desk-input"
        aria-label={w.age}
        value={filter.value.age}
        onChange={event => setFilter({ age: Number(event.currentTarget.value) })}
      >
        {ages.map(days => (
          <option key={days} value={days}>
            {w.ages[days]}
          </option>
        ))}
      </select>
    </div>
  );
}

function QueueItem({ entry, onOpen }: { entry: FlagEntry; onOpen: () => void }) {
  const w = deskWords.value;
  const isCurrent = entry.id === currentId.value;
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isCurrent) item.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  const what = w.flag[entry.flag] ?? entry.flag;
  const amount = entry.value !== undefined ? measure(entry.value, entry.unit ?? '') : '';
  return (
    <li
      ref={item}
      class="queue-item"
      data-entry={entry.id}
      data-state={entry.state}
      aria-current={isCurrent ? 'true' : undefined}
    >
      <input
        type="checkbox"
        aria-label={w.review.mark(`${what} ${entry.area?.name ?? ''}`)}
        checked={marked.value.has(entry.id)}
        disabled={entry.state !== 'open'}
        onChange={() => {
          if (!toggleMark(entry)) say(w.review.otherKind);
        }}
      />
      <button type="button" onClick={() => (look(entry.id), onOpen())}>
        <span class="queue-what">
          {what} {amount}
        </span>
        <span class="queue-where">{entry.area?.name ?? entry.household}</span>
        {entry.state === 'open' ? (
          <span class="queue-age">{age(entry.found_at)}</span>
        ) : (
          <span class="badge accent">{w.verdict[entry.state]}</span>
        )}
      </button>
    </li>
  );
}

/** 1.24 km, 45 d, 180 km/h, 3. */
export function measure(value: number, unit: string): string {
  if (unit === 'm') return value < 1000 ? `${Math.round(value)} m` : `${(value / 1000).toFixed(2)} km`;
  if (unit === 's' && value >= 7200) return `${(value / 3600).toFixed(1)} h`;
  if (unit === 'inspections') return `×${value}`;
  return `${Math.round(value)} ${unit}`.trim();
}
