// SPDX-License-Identifier: Apache-2.0
import { isDiverging } from '../measure/classes.ts';
import { valueOf, type ReadRow, type Reading } from '../measure/reading.ts';
import type { Picture } from '../picture/picture.ts';
import type { Measure } from '../view/view.ts';
import { barShare } from './cells.tsx';

/** Shares 0 - 110 % on a scale shared by all rows, so that the lines of the rows join into one. */
const scaleEnd = 110;
const x = (share: number) => `${(Math.min(share, scaleEnd) / scaleEnd) * 100}%`;

interface Props {
  now: Picture;
  row: ReadRow;
  reading: Reading;
  measure: Measure;
}

export function RowBar({ now, row, reading, measure }: Props) {
  if (isDiverging(measure)) return <ApartBar row={row} measure={measure} />;
  const share = barShare(now, row, reading, measure);
  const pattern =
    reading.kind === 'no_data' ? 'url(#hatch)' : reading.kind === 'suppressed' ? 'url(#dots)' : null;
  const expected = measure === 'plan' ? row.expected_share : null;
  const hasTarget = now.theme !== 'progress' || measure === 'plan' || measure === 'year';
  return (
    <svg class="row-bar" width="100%" height="100%" aria-hidden="true">
      {pattern && <rect y="7" width={x(100)} height="8" fill={pattern} />}
      {share !== null && !pattern && (
        <>
          <rect y="7" width={x(100)} height="8" fill="var(--bar-bg)" />
          <rect y="7" width={x(share)} height="8" fill="var(--bar)" />
          {share > scaleEnd && <rect class="row-bar-notch" y="7" width="2" height="8" fill="var(--panel)" />}
        </>
      )}
      {expected !== null && expected <= scaleEnd && (
        <line x1={x(expected)} x2={x(expected)} y1="0" y2="100%" stroke="var(--signal)" stroke-width="1.5" />
      )}
      {hasTarget && <line x1={x(100)} x2={x(100)} y1="0" y2="100%" stroke="var(--ink2)" stroke-width="1" />}
    </svg>
  );
}

/** Points behind (left) or ahead (right): of the pace line, or of the other day. */
function ApartBar({ row, measure }: { row: ReadRow; measure: Measure }) {
  const apart = valueOf(row, measure);
  const half = (Math.min(Math.abs(apart ?? 0), 30) / 30) * 50;
  return (
    <svg class="row-bar" width="100%" height="100%" aria-hidden="true">
      {apart !== null && (
        <rect
          x={apart < 0 ? `${50 - half}%` : '50%'}
          y="7"
          width={`${half}%`}
          height="8"
          fill={apart < 0 ? 'var(--signal)' : 'var(--bar)'}
        />
      )}
      <line x1="50%" x2="50%" y1="0" y2="100%" stroke="var(--ink2)" stroke-width="1" />
    </svg>
  );
}
