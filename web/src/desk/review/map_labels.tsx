// SPDX-License-Identifier: Apache-2.0
import { length } from '../frame/age.ts';
import { PlanLabel, type Drawing } from '../plan/plan_frame.tsx';
import { metresBetween, type Position } from '../plan/projection.ts';
import { deskWords } from '../words/words.ts';
import { ground, opened, villageHere } from './opened.ts';

interface LabelProps {
  drawing: Drawing;
  here: Position;
  border: Position | null;
  restored: Position | null;
  home: Position | null;
  other: Position | null;
  photos: Position[];
  declaredRings: Position[][];
}

/** Words keep out of each other's way: the reported point speaks below, the others above. */
export function MapLabels({
  drawing,
  here,
  border,
  restored,
  home,
  other: leapt,
  photos,
  declaredRings,
}: LabelProps) {
  const w = deskWords.value.review;
  const { project, view, pixel } = drawing;
  const { entry, inspection } = opened.value!;
  const at = project(here);
  const lines = [`${w.reported}${inspection.accuracy_m ? ` ±${Math.round(inspection.accuracy_m)} m` : ''}`];
  if (border) lines.push(w.toBorder(length(metresBetween(here, border))));
  // On the side away from the line that ends in the point, where there is room; else below, else above.
  const lineTo = border ?? restored ?? leapt ?? (entry.flag === 'far_from_household' ? home : null);
  const goesLeft = lineTo === null || project(lineTo)[0] <= at[0];
  const room = (goesLeft ? view.x + view.width - at[0] : at[0] - view.x) / pixel;
  const below = (view.y + view.height - at[1]) / pixel > 60;
  const beside = room > 110;
  const anchor = beside === goesLeft ? 'start' : 'end';
  const placed: [number, number] = beside
    ? [goesLeft ? 12 : -12, lines.length > 1 ? -4 : 4]
    : [goesLeft ? 8 : -8, below ? 24 : -8 - 16 * (lines.length - 1)];
  const near = (a: Position, b: Position) => {
    const [x, y] = project(a);
    const [u, v] = project(b);
    return Math.hypot(x - u, y - v) / pixel < 60;
  };
  const apart = (a: Position) => {
    const [x, y] = project(a);
    return Math.hypot(x - at[0], y - at[1]) / pixel > 26;
  };
  /** Above a spot, and within the drawing at its edges. */
  const above = (spot: Position) => {
    const left = (project(spot)[0] - view.x) / pixel;
    const edge = 60;
    const anchor: 'start' | 'middle' | 'end' =
      left < edge ? 'start' : left > view.width / pixel - edge ? 'end' : 'middle';
    return { anchor, shift: [{ start: -8, middle: 0, end: 8 }[anchor], -14] as [number, number] };
  };
  const corner: [number, number] = [view.x + 16 * pixel, view.y + 28 * pixel];
  const corner2: [number, number] = [corner[0], corner[1] + 18 * pixel];
  const village = ground.value?.declared?.properties.name;
  const other = villageHere.value?.properties;
  return (
    <>
      {village && declaredRings.length > 0 && (
        <PlanLabel at={corner} drawing={drawing} shift={[0, 0]} lines={[w.declaredVillage(village)]} />
      )}
      {home && apart(home) && !(restored && near(home, restored)) && (
        <PlanLabel
          at={project(home)}
          drawing={drawing}
          {...above(home)}
          colour="var(--bar)"
          lines={[w.declaredHome]}
        />
      )}
      {leapt && (
        <PlanLabel
          at={project(leapt)}
          drawing={drawing}
          {...above(leapt)}
          colour="var(--signal)"
          lines={[w.otherPoint(length(metresBetween(here, leapt)))]}
        />
      )}
      {photos[0] && apart(photos[0]) && (
        <PlanLabel
          at={project(photos[0])}
          drawing={drawing}
          {...above(photos[0])}
          colour="var(--accent)"
          lines={[w.photoSpot]}
        />
      )}
      {restored && (
        <PlanLabel
          at={project(restored)}
          drawing={drawing}
          {...above(restored)}
          colour="var(--accent)"
          lines={[w.restored]}
        />
      )}
      {other && village && other.name !== village && (
        <PlanLabel
          at={corner2}
          drawing={drawing}
          shift={[0, 0]}
          colour="var(--ink2)"
          lines={[w.liesIn(other.name)]}
        />
      )}
      <PlanLabel
        at={at}
        drawing={drawing}
        shift={placed}
        anchor={anchor}
        colour="var(--signal)"
        lines={lines}
      />
    </>
  );
}
