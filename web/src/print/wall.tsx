// SPDX-License-Identifier: Apache-2.0
import { readingOf } from '../measure/reading.ts';
import { words } from '../words/words.ts';
import { MapColumn } from './map_column.tsx';
import { pagesOf, type PaperLine, type PaperTexts } from './paper.ts';
import { qrCode } from './qr_code.ts';
import { Foot, Head, Lead, Table, type SheetProps } from './sheets.tsx';

const linesInColumn = 22;
const sheetWidth = 1033;
const gap = 24;

/** One sheet for the wall of a township: its villages on the map by name, and in one table. */
export function Wall({ sketch, picture, measure, texts }: SheetProps & { texts: PaperTexts }) {
  const lines: PaperLine[] = picture.cells.rows.map((row, index) => ({
    kind: 'row',
    row,
    reading: readingOf(row, measure, picture.campaign.record),
    rank: index + 1,
  }));
  const isShort = lines.length <= linesInColumn;
  const tables = isShort ? 392 : 2 * 292 + gap;
  const [first = [], ...rest] = pagesOf(lines, linesInColumn, isShort ? 1 : 2, name => name);
  const { total } = picture.ranking;
  const last = rest.length === 0;
  return (
    <>
      <section class="sheet a3 wall">
        <Head texts={texts} />
        <div class="sheet-body">
          <div class="sheet-left">
            <MapColumn
              id="paper-wall"
              sketch={sketch}
              picture={picture}
              measure={measure}
              width={sheetWidth - gap - tables}
              height={596}
              label={texts.title}
            />
          </div>
          <div class="sheet-right" style={{ width: `${tables}px` }}>
            <Lead picture={picture} />
            <div class="sheet-columns">
              {first.map((some, index) => (
                <Table
                  key={index}
                  picture={picture}
                  measure={measure}
                  lines={some}
                  narrow
                  {...(last && index === first.length - 1 ? { total } : {})}
                />
              ))}
            </div>
            <PageLink />
          </div>
        </div>
        <Foot texts={texts} page={1} of={rest.length + 1} />
      </section>
      {rest.map((columns, index) => (
        <section key={index} class="sheet a3 wall">
          <Head texts={texts} />
          <div class="sheet-columns">
            {columns.map((some, column) => (
              <Table key={column} picture={picture} measure={measure} lines={some} narrow />
            ))}
          </div>
          <Foot texts={texts} page={index + 2} of={rest.length + 1} />
        </section>
      ))}
    </>
  );
}

/** The address of what the sheet shows, to be read by a phone or by people. */
function PageLink() {
  const link = location.href.replace(/([?&])p=wall&?/, '$1').replace(/[?&]$/, '');
  return (
    <div class="sheet-link">
      <QrImage text={link} />
      <p>
        {words.value.sheet.link}
        <br />
        <b>{link}</b>
      </p>
    </div>
  );
}

function QrImage({ text }: { text: string }) {
  const rows = qrCode(text);
  const quiet = 4;
  const side = rows.length + 2 * quiet;
  const path = rows
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + quiet} ${y + quiet}h1v1h-1z` : '')))
    .join('');
  return (
    <svg viewBox={`0 0 ${side} ${side}`} role="img" aria-label={words.value.sheet.qr}>
      <path d={path} fill="#000000" shape-rendering="crispEdges" />
    </svg>
  );
}
