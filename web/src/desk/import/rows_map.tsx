// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'preact/hooks';
import { count } from '../../words/numbers.ts';
import { tell } from '../frame/failure.tsx';
import { simplifiedBorders, villagesIn, type Border } from '../plan/borders.ts';
import { PlanFrame } from '../plan/plan_frame.tsx';
import { boxOf, metresBetween, pathOf, ringsOf, type Position } from '../plan/projection.ts';
import type { ImportReport, RowClass } from '../server/imports.ts';
import { deskWords } from '../words/words.ts';

const wideM = 15_000;

/** Where the rows of a file lie, before anything is stored: what is wrong is drawn last and largest. */
export function RowsMap({ report, shown }: { report: ImportReport; shown: RowClass | null }) {
  const w = deskWords.value.import;
  const rows = report.table.rows.filter(row => row.lon !== undefined && row.lat !== undefined);
  const box = boxOf(rows.map(row => [row.lon!, row.lat!] as Position));
  const [borders, setBorders] = useState<Border[]>([]);
  const key = box?.join();
  useEffect(() => {
    if (!box) return undefined;
    const ended = new AbortController();
    const isWide = metresBetween([box[0], box[1]], [box[2], box[3]]) > wideM;
    (isWide ? simplifiedBorders() : villagesIn(box, ended.signal))
      .then(list => {
        if (!ended.signal.aborted) setBorders(list);
      })
      .catch(tell);
    return () => ended.abort();
  }, [key]);
  if (!box) return <p class="caption rows-map-none">{w.noPositions}</p>;
  const order: RowClass[] = ['unchanged', 'matched', 'new', 'conflicting', 'outside', 'refused'];
  const drawn = [...rows]
    .filter(row => !shown || row.class === shown)
    .sort((a, b) => order.indexOf(a.class) - order.indexOf(b.class));
  return (
    <figure class="rows-map">
      <figcaption class="unseen">{w.map}</figcaption>
      <PlanFrame box={box} label={w.mapSpoken(count(rows.length))}>
        {({ project, pixel }) => (
          <>
            {borders.map(border => (
              <path
                key={border.id}
                d={pathOf(ringsOf(border.geometry), project, pixel)}
                fill="var(--village)"
                stroke="var(--ink3)"
                stroke-width={pixel}
              />
            ))}
            {drawn.map(row => {
              const [x, y] = project([row.lon!, row.lat!]);
              return (
                <g
                  key={row.row}
                  transform={`translate(${x} ${y}) scale(${pixel})`}
                  class={`class-mark ${row.class}`}
                  data-row={row.row}
                >
                  <title>{`${w.row} ${row.row} · ${w.classes[row.class]}`}</title>
                  {row.class === 'conflicting' ? (
                    <path d="M0-6 6 0 0 6-6 0Z" />
                  ) : row.class === 'outside' ? (
                    <path d="M0-6 6 5H-6Z" />
                  ) : row.flags.length > 0 ? (
                    <circle r="5" class="doubted" />
                  ) : (
                    <circle r="3.5" />
                  )}
                </g>
              );
            })}
          </>
        )}
      </PlanFrame>
    </figure>
  );
}
