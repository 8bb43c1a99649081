// SPDX-License-Identifier: Apache-2.0
import { Icon } from '../../icons/icon.tsx';
import { share } from '../../words/numbers.ts';
import type { ImportReport } from '../server/imports.ts';
import { deskWords } from '../words/words.ts';
import { tryIt, type Incoming } from './files.ts';

/** What the numbers themselves say about their datum; a shifted file can be tried again under another. */
export function DatumRead({ one, report }: { one: Incoming; report: ImportReport }) {
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
