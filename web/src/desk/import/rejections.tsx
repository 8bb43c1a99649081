// SPDX-License-Identifier: Apache-2.0
import { Icon } from '../../icons/icon.tsx';
import type { ImportReport, Reason, Rejection } from '../server/imports.ts';
import { count } from '../../words/numbers.ts';
import { deskWords } from '../words/words.ts';
import type { Incoming } from './files.ts';

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

/** Which rows were refused, where and why; the same as a file to mend by. Of very many the first, and how many for each reason. */
export function Rejections({ one, report }: { one: Incoming; report: ImportReport }) {
  const w = deskWords.value.import;
  const list = report.rejections;
  if (list.length === 0) return <p class="caption">{w.noRejections}</p>;
  const where = (row: Rejection) => (row.file ? `${row.row} ${row.file}` : String(row.row));
  const said = ({ rows, first }: Reason) =>
    w.reason(count(rows), String(first.row), first.file ? '' : first.column, first.detail);
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
      {list.length < report.rejected && (
        <>
          <p class="caption">{w.rejectionsShown(count(list.length), count(report.rejected))}</p>
          {report.reasons && report.reasons.length > 0 && (
            <ul class="reasons" aria-label={w.why}>
              {report.reasons.map(reason => (
                <li key={reason.code}>{said(reason)}</li>
              ))}
            </ul>
          )}
        </>
      )}
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
            {list.map((row, i) => (
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
