// SPDX-License-Identifier: Apache-2.0
import type { Drawing } from './plan_frame.tsx';
import type { Position } from './projection.ts';

/** A disc with a ring, as large as on the page whatever the zoom. */
export function Dot({
  drawing: { project, pixel },
  at,
  r,
  fill,
  stroke,
}: {
  drawing: Drawing;
  at: Position;
  r: number;
  fill: string;
  stroke: string;
}) {
  const [x, y] = project(at);
  return <circle cx={x} cy={y} r={r * pixel} fill={fill} stroke={stroke} stroke-width={1.4 * pixel} />;
}

/** A dashed line on a halo. */
export function Line({
  drawing: { project, pixel },
  from,
  to,
  colour,
  dash,
}: {
  drawing: Drawing;
  from: Position;
  to: Position;
  colour: string;
  dash: [number, number];
}) {
  const [x1, y1] = project(from);
  const [x2, y2] = project(to);
  return (
    <>
      <line {...{ x1, y1, x2, y2 }} stroke="var(--halo)" stroke-width={4 * pixel} />
      <line
        {...{ x1, y1, x2, y2 }}
        stroke={colour}
        stroke-width={1.8 * pixel}
        stroke-dasharray={dash.map(length => length * pixel).join(' ')}
      />
    </>
  );
}

/** Where something should be. */
export function Target({ drawing, at }: { drawing: Drawing; at: Position }) {
  return (
    <>
      <Dot drawing={drawing} at={at} r={7} fill="var(--panel)" stroke="var(--accent)" />
      <Dot drawing={drawing} at={at} r={3} fill="var(--accent)" stroke="var(--accent)" />
    </>
  );
}
