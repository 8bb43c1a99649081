// SPDX-License-Identifier: Apache-2.0
import { Icon } from '../icons/icon.tsx';
import { campaigns } from '../session/session.ts';
import { dayOf } from '../words/days.ts';
import { named, words } from '../words/words.ts';
import { pointedRecords, type PointedRecord } from './pointed_records.ts';

/** Records that were clicked on the map, numbered when they overlap. */
export function RecordCard() {
  const records = pointedRecords.value;
  const w = words.value;
  if (records.length === 0) return null;
  return (
    <article class="card records at-bottom" aria-label={w.recordsHere(records.length)}>
      <header>
        <h3>{w.recordsHere(records.length)}</h3>
        <button
          type="button"
          class="button square"
          aria-label={w.close}
          onClick={() => (pointedRecords.value = [])}
        >
          <Icon name="cross" size={14} />
        </button>
      </header>
      <ol>
        {records.slice(0, 12).map(record => (
          <li key={`${record.layer} ${record.id}`}>
            <b>{record.name ?? record.id}</b>
            <span>{[w.records[record.layer], statusName(record), ...dates(record)].join(' · ')}</span>
          </li>
        ))}
      </ol>
    </article>
  );
}

function statusName({ layer, status }: PointedRecord): string {
  const record = layer === 'inspections' ? 'courtyards' : layer;
  const known = campaigns.value.find(one => one.record === record)?.statuses.find(one => one.id === status);
  return known ? named(known.name) : status;
}

function dates({ completedOn, revokedOn }: PointedRecord): string[] {
  const w = words.value;
  return [
    completedOn !== null && w.completedOn(dayOf(completedOn)),
    revokedOn !== null && w.revokedOn(dayOf(revokedOn)),
  ].filter(text => text !== false);
}
