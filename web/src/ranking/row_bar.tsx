// SPDX-License-Identifier: Apache-2.0
import type { Row } from '../api/types.ts';
import type { Reading } from '../measure/reading.ts';
import { valueOf } from '../measure/reading.ts';
import type { Measure } from '../view/view.ts';

/** Shares 0 - 110 % on a scale shared by all rows, so that the lines of the rows join into one. */
const scaleEnd = 110;
const x = (share: number) => `${(Math.min(share, scaleEnd) / scaleEnd) * 100}%`;

export function RowBar({ row, reading, measure }: { row: Row; reading: Reading; measure: Measure }) {
  if (measure === 'pace') return <PaceBar row={row} />;
  const share = 'value' in reading ? reading.value : null;
  const pattern =
    reading.kind === 'no_data' ? 'url(#hatch)' : reading.kind === 'suppressed' ? 'url(#dots)' : null;
  const expected = measure === 'plan' ? row.expected_share : null;
  return (
    <svg class="row-bar" width="100%" height="100%" aria-hidden="true">
      {pattern && <rect y="7" width={x(100)} height="8" fill={pattern} />}
      {share !== null && (
        <>
          <rect y="7" width={x(100)} height="8" fill="var(--bar-bg)" />
          <rect y="7" width={x(share)} height="8" fill="var(--bar)" />
          {share > scaleEnd && <rect class="row-bar-notch" y="7" width="2" height="8" fill="var(--panel)" />}
        </>
      )}
      {expected !== null && expected <= scaleEnd && (
        <line x1={x(expected)} x2={x(expected)} y1="0" y2="100%" stroke="var(--signal)" stroke-width="1.5" />
      )}
      <line x1={x(100)} x2={x(100)} y1="0" y2="100%" stroke="var(--ink2)" stroke-width="1" />
    </svg>
  );
}

/** Points behind (left) or ahead (right) of the pace line. */
function PaceBar({ row }: { row: Row }) {
  const apart = valueOf(row, 'pace');
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
