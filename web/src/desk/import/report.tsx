// SPDX-License-Identifier: Apache-2.0
import { useState } from 'preact/hooks';
import { Icon } from '../../icons/icon.tsx';
import { count, share } from '../../words/numbers.ts';
import {
  rowClasses,
  type ImportReport,
  type Rejection,
  type RowClass,
  type TableRow,
} from '../server/imports.ts';
import { deskWords } from '../words/words.ts';
import { tryIt, type Incoming } from './files.ts';
import { RowsMap } from './rows_map.tsx';

const mostListed = 500;

/** What a dry run found, or what an import did: counts, columns, datum, refused rows, every row, and the map. */
export function Report({ one, report }: { one: Incoming; report: ImportReport }) {
  const w = deskWords.value.import;
  const [shown, setShown] = useState<RowClass | null>(null);
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
      <div class="desk-row report-classes" role="group" aria-label={w.rowsTable}>
        {rowClasses.map(one => (
          <button
            key={one}
            type="button"
            class="class-count"
            data-class={one}
            aria-pressed={shown === one}
            aria-disabled={report.table.counts[one] === 0}
            onClick={() => report.table.counts[one] > 0 && setShown(shown === one ? null : one)}
          >
            <ClassMark name={one} />
            <span>{w.classes[one]}</span>
            <b>{count(report.table.counts[one])}</b>
          </button>
        ))}
      </div>
      <div class="report-grid">
        <div class="report-words">
          <ReadAs report={report} />
          <Datum one={one} report={report} />
          {report.notes.map((note, i) => (
            <p key={i} class="report-note">
              <Icon name="how" />
              <span>{note}</span>
            </p>
          ))}
        </div>
        <RowsMap report={report} shown={shown} />
      </div>
      <Rejections one={one} report={report} />
      <Rows report={report} shown={shown} />
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

/** What the numbers themselves say about their datum; a shifted file can be tried again under another. */
function Datum({ one, report }: { one: Incoming; report: ImportReport }) {
  const w = deskWords.value.import;
  const datum = report.datum;
  if (!datum) return null;
  const name = (id: string) => w.datums[id] ?? id;
  const evidence = datum.evidence;
  const best = evidence?.readings.reduce<(typeof evidence.readings)[number] | null>(
    (top, reading) => (!top || reading.inside > top.inside ? reading : top),
    null,
  );
  const used = evidence?.readings.find(
    reading => reading.datum === datum.used && reading.axes === 'as_given',
  );
  const suspect =
    datum.detected && datum.detected !== datum.used
      ? datum.detected
      : best && used && best.axes === 'as_given' && best.inside > used.inside && evidence?.finding !== 'clear'
        ? best.datum
        : null;
  return (
    <div class="datum-read" data-suspect={suspect}>
      <h3>{w.datum}</h3>
      <p>
        {w.datumUsed(name(datum.used))}
        {evidence && ` · ${w.finding[evidence.finding] ?? evidence.finding}`}
      </p>
      {evidence && evidence.readings.length > 0 && (
        <>
          <p class="caption">{w.readings}</p>
          <ul class="readings">
            {evidence.readings.map(reading => (
              <li key={`${reading.datum}${reading.axes}`}>
                <span>{name(reading.datum)}</span>
                <svg width="100%" height="8" aria-hidden="true">
                  <rect width="100%" height="8" fill="var(--bar-bg)" />
                  <rect
                    width={`${reading.measured ? (100 * reading.inside) / reading.measured : 0}%`}
                    height="8"
                    fill={reading.datum === datum.used ? 'var(--bar)' : 'var(--ink3)'}
                  />
                </svg>
                <b>{share(reading.measured ? (100 * reading.inside) / reading.measured : null)}</b>
              </li>
            ))}
          </ul>
        </>
      )}
      {evidence && !report.notes.some(note => note.includes(evidence.detail)) && (
        <p class="caption">{evidence.detail}</p>
      )}
      {suspect && (
        <p class="desk-problem">
          <Icon name="warn" />
          <span>
            {w.suspect(name(suspect))}{' '}
            {!report.stored && (
              <button
                type="button"
                class="button"
                data-use-datum={suspect}
                onClick={() => tryIt(one.key, { datum: suspect })}
              >
                {w.useDatum(name(suspect))}
              </button>
            )}
          </span>
        </p>
      )}
    </div>
  );
}

const csvCell = (text: string) => {
  // What begins like a formula would be run by a spreadsheet.
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

function download(name: string, lines: string[][]) {
  const text = `\ufeff${lines.map(line => line.map(csvCell).join(',')).join('\r\n')}\r\n`;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function Rejections({ one, report }: { one: Incoming; report: ImportReport }) {
  const w = deskWords.value.import;
  const list = report.rejections;
  if (list.length === 0) return <p class="caption">{w.noRejections}</p>;
  const where = (row: Rejection) => (row.file ? `${row.row} ${row.file}` : String(row.row));
  return (
    <div class="rejections">
      <div class="file-head">
        <h3>{w.rejections}</h3>
        <button
          type="button"
          class="button"
          onClick={() =>
            download(`${one.file.name.replace(/\.[^.]*$/, '')}_${w.rejectionsFile}`, [
              [w.row, w.column, w.why],
              ...list.map(row => [where(row), row.column, row.detail]),
            ])
          }
        >
          <Icon name="download" />
          {w.downloadRejections}
        </button>
      </div>
      <div class="desk-scroll" tabIndex={0} role="region" aria-label={w.rejections}>
        <table class="desk-table">
          <thead>
            <tr>
              <th scope="col">{w.row}</th>
              <th scope="col">{w.column}</th>
              <th scope="col">{w.why}</th>
            </tr>
          </thead>
          <tbody>
            {list.slice(0, mostListed).map((row, i) => (
              <tr key={i}>
                <td>{where(row)}</td>
                <td>{row.column}</td>
                <td>{row.detail}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
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
