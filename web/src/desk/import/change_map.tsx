// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'preact/hooks';
import type { Box } from '../../api/types.ts';
import { tell } from '../frame/failure.tsx';
import { villagesIn, type Border } from '../plan/borders.ts';
import { Dot, Line } from '../plan/marks.tsx';
import { PlanFrame, type Drawing } from '../plan/plan_frame.tsx';
import { boxOf, pathOf, ringsOf, type Position, type Shape } from '../plan/projection.ts';
import { askOutlines, type ChangeRow, type ImportReport } from '../server/imports.ts';
import { deskWords } from '../words/words.ts';

type Part = 'before' | 'after' | 'gained' | 'lost';
type Outline = Partial<Record<Part, Shape>>;

const aroundPointM = 120;

/** Room of so many metres around what is shown. */
function withRoom([west, south, east, north]: Box, metres: number): Box {
  const up = metres / 111_320;
  const right = up / Math.cos((south * Math.PI) / 180);
  return [west - right, south - up, east + right, north + up];
}

function boxOfRow(row: ChangeRow, isWhole: boolean): Box {
  if (!isWhole && row.changed_bounds) return withRoom(row.changed_bounds, 40);
  if (row.bounds) return withRoom(row.bounds, 60);
  const spots = [row.before, row.after].filter(one => one !== undefined) as Position[];
  return withRoom(boxOf(spots)!, aroundPointM);
}

/** One record before and after, among the borders that are held. */
export function ChangeMap({ report, row, words }: { report: ImportReport; row: ChangeRow; words: string[] }) {
  const w = deskWords.value.import.changes;
  const [isWhole, setWhole] = useState(false);
  const box = boxOfRow(row, isWhole);
  const [outline, setOutline] = useState<Outline | null>(row.bounds ? null : {});
  const [borders, setBorders] = useState<Border[]>([]);
  useEffect(() => {
    const ended = new AbortController();
    villagesIn(boxOfRow(row, true), ended.signal)
      .then(list => !ended.signal.aborted && setBorders(list))
      .catch(error => ended.signal.aborted || tell(error));
    if (row.bounds)
      askOutlines(report.id, row.code!, ended.signal)
        .then(({ features }) => {
          if (!ended.signal.aborted)
            setOutline(Object.fromEntries(features.map(one => [one.id, one.geometry])) as Outline);
        })
        .catch(error => ended.signal.aborted || tell(error));
    return () => ended.abort();
  }, [report.id, row.code, row.id]);
  const spoken = w.mapSpoken(row.name, words.join('；'));
  return (
    <figure class="change-map" aria-busy={outline === null} data-map-of={row.code ?? row.id}>
      <PlanFrame box={box} label={spoken}>
        {drawing => (
          <>
            <Ground borders={borders} drawing={drawing} />
            {outline && <OutlineDrawn outline={outline} drawing={drawing} />}
            <PointDrawn row={row} drawing={drawing} />
          </>
        )}
      </PlanFrame>
      <figcaption>
        <b>{w.map(row.name)}</b>
        {row.changed_bounds && (
          <button type="button" class="link" data-whole={isWhole} onClick={() => setWhole(!isWhole)}>
            {isWhole ? w.close : w.whole}
          </button>
        )}
        <Key isOutline={row.bounds !== undefined} />
      </figcaption>
    </figure>
  );
}

function Ground({ borders, drawing: { project, pixel } }: { borders: Border[]; drawing: Drawing }) {
  return (
    <>
      {borders.map(border => (
        <path
          key={border.id}
          d={pathOf(ringsOf(border.geometry), project, pixel)}
          fill="var(--village)"
          stroke="var(--ink3)"
          stroke-width={0.8 * pixel}
        />
      ))}
    </>
  );
}

function OutlineDrawn({ outline, drawing: { project, pixel } }: { outline: Outline; drawing: Drawing }) {
  const path = (part: Part) => pathOf(ringsOf(outline[part] ?? null), project, pixel / 2);
  return (
    <>
      <path d={path('gained')} class="change-gained" fill-rule="evenodd" data-part="gained" />
      <path d={path('lost')} class="change-lost" fill-rule="evenodd" data-part="lost" />
      <path d={path('after')} class="change-after" fill="none" stroke-width={2.2 * pixel} data-part="after" />
      <path
        d={path('before')}
        class="change-before"
        fill="none"
        stroke-width={1.6 * pixel}
        stroke-dasharray={`${5 * pixel} ${4 * pixel}`}
        data-part="before"
      />
    </>
  );
}

function PointDrawn({ row: { before, after }, drawing }: { row: ChangeRow; drawing: Drawing }) {
  return (
    <>
      {before && after && (
        <Line drawing={drawing} from={before} to={after} colour="var(--accent)" dash={[5, 4]} />
      )}
      {before && <Dot drawing={drawing} at={before} r={5} fill="var(--panel)" stroke="var(--ink)" />}
      {after && <Dot drawing={drawing} at={after} r={5} fill="var(--accent)" stroke="var(--panel)" />}
    </>
  );
}

function Key({ isOutline }: { isOutline: boolean }) {
  const w = deskWords.value.import.changes;
  const sample = (part: Part) => (
    <svg width="22" height="12" viewBox="0 0 22 12" aria-hidden="true">
      {part === 'gained' || part === 'lost' ? (
        <rect x="2" y="1" width="18" height="10" class={`change-${part}`} />
      ) : isOutline ? (
        <path
          d="M1 6H21"
          class={`change-${part}`}
          stroke-width="2"
          stroke-dasharray={part === 'before' ? '5 4' : undefined}
        />
      ) : (
        <circle
          cx="11"
          cy="6"
          r="4"
          fill={part === 'before' ? 'var(--panel)' : 'var(--accent)'}
          stroke={part === 'before' ? 'var(--ink)' : 'var(--panel)'}
        />
      )}
    </svg>
  );
  const parts: [Part, string][] = [
    ['before', w.before],
    ['after', w.after],
    ...(isOutline
      ? ([
          ['gained', w.gainedArea],
          ['lost', w.lostArea],
        ] as [Part, string][])
      : []),
  ];
  return (
    <span class="change-key">
      {parts.map(([part, name]) => (
        <span key={part}>
          {sample(part)} {name}
        </span>
      ))}
    </span>
  );
}
