// SPDX-License-Identifier: Apache-2.0
import { useState } from 'preact/hooks';
import { Icon } from '../../icons/icon.tsx';
import { count } from '../../words/numbers.ts';
import { rowClasses, type ImportReport, type RowClass, type TableRow } from '../server/imports.ts';
import { deskWords } from '../words/words.ts';
import { Changes } from './changes.tsx';
import { DatumRead } from './datum_read.tsx';
import type { Incoming } from './files.ts';
import { Rejections } from './rejections.tsx';
import { RowsMap } from './rows_map.tsx';

const mostListed = 500;

/** What a dry run found, or what an import did: counts, columns, datum, refused rows, every row, and the map. */
export function Report({ one, report }: { one: Incoming; report: ImportReport }) {
  const w = deskWords.value.import;
  const [shown, setShown] = useState<RowClass | null>(null);
  const compared = isCompared(report);
  return (
    <div
      class="report"
      data-rows={report.rows}
      data-accepted={report.accepted}
      data-rejected={report.rejected}
    >
      {!report.stored && (
        <p class="report-summary">
          {w.summary(count(report.rows), count(report.accepted), count(report.rejected))}
        </p>
      )}
      {compared ? <Changes report={report} /> : <Classes report={report} shown={shown} show={setShown} />}
      <div class="report-grid">
        <div class="report-words">
          <ReadAs report={report} />
          <DatumRead one={one} report={report} />
          {report.notes.map((note, i) => (
            <p key={i} class="report-note">
              <Icon name="how" />
              <span>{note}</span>
            </p>
          ))}
        </div>
        {!compared && <RowsMap report={report} shown={shown} />}
      </div>
      <Rejections one={one} report={report} />
      <Rows report={report} shown={shown} />
    </div>
  );
}

/** Whether anything that is held stands against the file. */
const isCompared = ({ changes }: ImportReport) =>
  !!changes && changes.changed + changes.unchanged + changes.missing > 0;

function Classes({
  report,
  shown,
  show,
}: {
  report: ImportReport;
  shown: RowClass | null;
  show: (name: RowClass | null) => void;
}) {
  const w = deskWords.value.import;
  return (
    <div class="desk-row report-classes" role="group" aria-label={w.rowsTable}>
      {rowClasses.map(one => (
        <button
          key={one}
          type="button"
          class="class-count"
          data-class={one}
          aria-pressed={shown === one}
          aria-disabled={report.table.counts[one] === 0}
          onClick={() => report.table.counts[one] > 0 && show(shown === one ? null : one)}
        >
          <ClassMark name={one} />
          <span>{w.classes[one]}</span>
          <b>{count(report.table.counts[one])}</b>
        </button>
      ))}
    </div>
  );
}

/** Shape first, colour second: the same mark in the legend and on the map. */
export function ClassMark({ name }: { name: RowClass }) {
  return (
    <svg width="12" height="12" viewBox="-6 -6 12 12" aria-hidden="true" class={`class-mark ${name}`}>
      {name === 'conflicting' ? (
        <path d="M0-5 5 0 0 5-5 0Z" />
      ) : name === 'outside' ? (
        <path d="M0-5 5 4H-5Z" />
      ) : name === 'refused' ? (
        <path d="M-4-4 4 4M4-4-4 4" />
      ) : (
        <circle r="4" />
      )}
    </svg>
  );
}

function ReadAs({ report }: { report: ImportReport }) {
  const w = deskWords.value.import;
  const columns = report.columns;
  return (
    <>
      <p class="caption">
        {w.format} {report.format}
        {report.encoding && ` · ${report.encoding}`}
      </p>
      {columns && (
        <>
          <h3>{w.columns}</h3>
          <ul class="columns-read">
            {Object.entries(columns.recognised).map(([field, from]) => (
              <li key={field}>
                <span class="digits">{field}</span> {from.column ?? w.fixedValue(from.value ?? '')}
              </li>
            ))}
          </ul>
          {columns.ignored.length > 0 && <p class="caption">{w.ignored(columns.ignored.join('、'))}</p>}
        </>
      )}
    </>
  );
}

function Rows({ report, shown }: { report: ImportReport; shown: RowClass | null }) {
  const w = deskWords.value.import;
  const flags = deskWords.value.flag;
  const of = shown ? report.table.counts[shown] : report.rows;
  const rows = report.table.rows.filter(row => !shown || row.class === shown);
  const told = rows.slice(0, mostListed);
  const what = (row: TableRow) =>
    [
      ...row.flags.map(flag => flags[flag] ?? flag),
      ...row.differences.map(one =>
        w.difference(deskWords.value.review.field[one.field] ?? one.field, one.stored, one.given),
      ),
    ].join('；');
  return (
    <details class="report-rows" open={shown !== null}>
      <summary>
        {w.rowsTable} <span class="caption">{w.rowsShown(count(told.length), count(of))}</span>
      </summary>
      <div class="desk-scroll" tabIndex={0} role="region" aria-label={w.rowsTable}>
        <table class="desk-table">
          <thead>
            <tr>
              <th scope="col">{w.row}</th>
              <th scope="col">{w.result}</th>
              <th scope="col">{w.id}</th>
              <th scope="col">{w.village}</th>
              <th scope="col">{w.doubts}</th>
            </tr>
          </thead>
          <tbody>
            {told.map(row => (
              <tr key={row.row}>
                <td>{row.file ?? row.row}</td>
                <td class="row-class">
                  <ClassMark name={row.class} /> {w.classes[row.class]}
                </td>
                <td>{row.id}</td>
                <td>{row.area}</td>
                <td>{what(row)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
