// SPDX-License-Identifier: Apache-2.0
import { useState } from 'preact/hooks';
import { count, tenths } from '../../words/numbers.ts';
import { changeKinds, type ChangeKind, type ChangeRow, type ImportReport } from '../server/imports.ts';
import { deskWords } from '../words/words.ts';
import { ChangeMap } from './change_map.tsx';
import './changes.css';

const mostListed = 500;

export const keyOf = (row: ChangeRow) => row.code ?? row.id ?? '';

/** Whether there is something to look at on the map; outlines are kept until the file is imported. */
export const isOnMap = (row: ChangeRow, stored: boolean) =>
  row.bounds !== undefined ? !stored : row.kind !== 'unchanged' && !!(row.before ?? row.after);

/** Metres as exact as they are told: a centimetre counts, and so does a kilometre. */
const metres = (value: number) => (value < 100 ? value.toFixed(2) : count(value));
const area = (value: number) => (value < 100 ? tenths(value) : count(value));

/** What becomes of one record, in words. */
export function wordsOf(row: ChangeRow): string[] {
  const w = deskWords.value.import.changes;
  const said = (value: string) => (value === '' ? w.empty : (w.value[value] ?? value));
  const words = row.fields.map(one =>
    w.fromTo(w.field[one.name] ?? one.name, said(one.before), said(one.after)),
  );
  if (row.moved_m !== undefined) words.push(w.moved(metres(row.moved_m)));
  if (row.area_gained_m2) words.push(w.gained(area(row.area_gained_m2)));
  if (row.area_lost_m2) words.push(w.lost(area(row.area_lost_m2)));
  return words;
}

/** Shape first, colour second. */
function KindMark({ kind }: { kind: ChangeKind }) {
  return (
    <svg width="12" height="12" viewBox="-6 -6 12 12" aria-hidden="true" class={`change-mark ${kind}`}>
      {kind === 'changed' ? (
        <path d="M0-5 5 0 0 5-5 0Z" />
      ) : kind === 'new' ? (
        <path d="M-5 0H5M0-5V5" />
      ) : kind === 'missing' ? (
        <path d="M-5 0H5" />
      ) : (
        <circle r="3" />
      )}
    </svg>
  );
}

/** What a file that came back does to what is held: counted, row by row, and on the map. */
export function Changes({ report }: { report: ImportReport }) {
  const w = deskWords.value.import.changes;
  const changes = report.changes!;
  const [filter, setFilter] = useState<ChangeKind | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const nothing = changes.changed + changes.new === 0;
  const rows = changes.rows.filter(row => (filter ? row.kind === filter : row.kind !== 'unchanged'));
  const shown =
    changes.rows.find(row => keyOf(row) === chosen) ?? rows.find(row => isOnMap(row, report.stored)) ?? null;
  return (
    <section
      class="changes"
      aria-label={w.title}
      data-changed={changes.changed}
      data-new={changes.new}
      data-unchanged={changes.unchanged}
      data-missing={changes.missing}
    >
      <h3>{w.title}</h3>
      {nothing && <p class="changes-none">{w.none}</p>}
      <div class="desk-row" role="group" aria-label={w.title}>
        {changeKinds.map(kind => (
          <button
            key={kind}
            type="button"
            class="class-count"
            data-kind={kind}
            aria-pressed={filter === kind}
            aria-disabled={changes[kind] === 0}
            onClick={() => changes[kind] > 0 && setFilter(filter === kind ? null : kind)}
          >
            <KindMark kind={kind} />
            <span>{w.kinds[kind]}</span>
            <b>{count(changes[kind])}</b>
          </button>
        ))}
      </div>
      {changes.missing > 0 && (
        <p class="caption">
          {(changes.missing_stay ? w.missingStay : w.missingGone)(count(changes.missing))}
        </p>
      )}
      {rows.length > 0 && (
        <div class="changes-grid">
          <ChangeRows
            rows={rows}
            of={filter ? changes[filter] : changes.changed + changes.new + changes.missing}
            shown={shown}
            stored={report.stored}
            choose={setChosen}
          />
          {shown && isOnMap(shown, report.stored) ? (
            <ChangeMap key={keyOf(shown)} report={report} row={shown} words={wordsOf(shown)} />
          ) : (
            !report.stored && <p class="caption change-map-none">{w.noMap}</p>
          )}
        </div>
      )}
    </section>
  );
}

function ChangeRows({
  rows,
  of,
  shown,
  stored,
  choose,
}: {
  rows: ChangeRow[];
  of: number;
  shown: ChangeRow | null;
  stored: boolean;
  choose: (key: string) => void;
}) {
  const w = deskWords.value.import.changes;
  const told = rows.slice(0, mostListed);
  return (
    <div class="change-rows">
      <p class="caption" role="status">
        {w.listed(count(told.length), count(of))}
      </p>
      <div class="desk-scroll" tabIndex={0} role="region" aria-label={w.title}>
        <table class="desk-table">
          <thead>
            <tr>
              <th scope="col">{w.kind}</th>
              <th scope="col">{w.name}</th>
              <th scope="col">{w.what}</th>
              <th scope="col">{w.code}</th>
            </tr>
          </thead>
          <tbody>
            {told.map(row => (
              <tr key={keyOf(row)} data-change={keyOf(row)} class={row === shown ? 'chosen' : undefined}>
                <td class="row-class">
                  <KindMark kind={row.kind} /> {w.kinds[row.kind]}
                </td>
                <th scope="row">
                  {isOnMap(row, stored) ? (
                    <button
                      type="button"
                      class="link"
                      aria-pressed={row === shown}
                      title={w.show(row.name)}
                      onClick={() => choose(keyOf(row))}
                    >
                      {row.name}
                    </button>
                  ) : (
                    row.name
                  )}
                </th>
                <td>
                  {wordsOf(row).map(words => (
                    <div key={words}>{words}</div>
                  ))}
                </td>
                <td class="digits">{keyOf(row)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
