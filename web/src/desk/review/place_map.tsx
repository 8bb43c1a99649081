// SPDX-License-Identifier: Apache-2.0
import { length } from '../frame/age.ts';
import { PlanFrame, PlanLabel, type Drawing } from '../plan/plan_frame.tsx';
import { boxOf, metresBetween, pathOf, ringsOf, type Position } from '../plan/projection.ts';
import { deskWords } from '../words/words.ts';
import { ground, opened, villageHere } from './opened.ts';
import { photosShown } from './photos.tsx';

/** The declared village with its border, where the point was reported, and what speaks against it. */
export function PlaceMap() {
  const w = deskWords.value.review;
  const now = opened.value;
  const around = ground.value?.entry === now?.entry.id ? ground.value : null;
  if (!now || !around) return <div class="place-map plan" aria-busy="true" />;
  const { entry, inspection, household, leapt } = now;
  const here: Position = [entry.lon, entry.lat];
  const spotOf = (flag: string): Position | null => {
    const doubt = inspection.doubts.find(one => one.flag === flag);
    return doubt?.spot ? [doubt.spot.lon, doubt.spot.lat] : null;
  };
  const border = spotOf('outside_declared_village');
  const restored = spotOf('datum_suspect');
  const home: Position | null =
    household?.lon != null && household.lat != null ? [household.lon, household.lat] : null;
  const other: Position | null = leapt && [leapt.lon, leapt.lat];
  const photos = photosShown()
    .filter(one => one.isThis && one.photo.position)
    .map(one => [one.photo.position!.lon, one.photo.position!.lat] as Position);
  // What the doubt is about fills the drawing; the border reaches beyond it.
  const told = [here, ...[border, restored, home, other].filter(one => one !== null), ...photos];
  const box = roomAround(boxOf(told)!, inspection.accuracy_m ?? 0);
  return (
    <div class="place-map">
      <PlanFrame box={box} label={w.mapSpoken(around.declared?.properties.name ?? '—', entry.detail)}>
        {drawing => {
          const { project, pixel, view } = drawing;
          const at = project(here);
          const declaredRings = ringsOf(around.declared?.geometry ?? null);
          const inView = (position: Position) => {
            const [x, y] = project(position);
            return x > view.x && x < view.x + view.width && y > view.y && y < view.y + view.height;
          };
          return (
            <>
              <path d={pathOf(declaredRings, project, pixel)} fill="var(--village)" />
              {around.villages.map(village => (
                <path
                  key={village.id}
                  d={pathOf(ringsOf(village.geometry), project, pixel)}
                  fill="none"
                  stroke="var(--ink3)"
                  stroke-width={0.9 * pixel}
                  stroke-opacity="0.7"
                />
              ))}
              <path
                d={pathOf(declaredRings, project, pixel)}
                fill="none"
                stroke="var(--ink)"
                stroke-width={4.6 * pixel}
              />
              <path
                d={pathOf(declaredRings, project, pixel)}
                fill="none"
                stroke="var(--casing)"
                stroke-width={1.6 * pixel}
              />
              {around.courtyards.map(
                one =>
                  one.geometry &&
                  one.id !== household?.id &&
                  inView(one.geometry.coordinates) && (
                    <Dot
                      key={one.id}
                      drawing={drawing}
                      at={one.geometry.coordinates}
                      r={pixel > 2.5 ? 2 : 3.5}
                      fill="var(--panel)"
                      stroke="var(--ink3)"
                    />
                  ),
              )}
              {border && (
                <Line drawing={drawing} from={here} to={border} colour="var(--signal)" dash={[5, 3]} />
              )}
              {restored && (
                <Line drawing={drawing} from={here} to={restored} colour="var(--accent)" dash={[2, 4]} />
              )}
              {home && entry.flag === 'far_from_household' && (
                <Line drawing={drawing} from={here} to={home} colour="var(--signal)" dash={[5, 3]} />
              )}
              {other && (
                <>
                  <Line drawing={drawing} from={here} to={other} colour="var(--signal)" dash={[5, 3]} />
                  <Dot drawing={drawing} at={other} r={5} fill="var(--panel)" stroke="var(--signal)" />
                </>
              )}
              {inspection.accuracy_m ? (
                <circle
                  cx={at[0]}
                  cy={at[1]}
                  r={inspection.accuracy_m}
                  fill="var(--signal)"
                  fill-opacity="0.14"
                  stroke="var(--signal)"
                  stroke-width={pixel}
                />
              ) : null}
              {photos.map((position, i) => (
                <Dot
                  key={i}
                  drawing={drawing}
                  at={position}
                  r={5}
                  fill="var(--panel)"
                  stroke="var(--accent)"
                />
              ))}
              {home && <Dot drawing={drawing} at={home} r={5} fill="var(--bar)" stroke="var(--casing)" />}
              {restored && <Target drawing={drawing} at={restored} />}
              <Dot drawing={drawing} at={here} r={5.5} fill="var(--signal)" stroke="var(--casing)" />
              <MapLabels {...{ drawing, here, border, restored, home, other, photos, declaredRings }} />
            </>
          );
        }}
      </PlanFrame>
    </div>
  );
}

/** At least a few hundred metres, so that one spot is not a wall of border. */
function roomAround(box: readonly [number, number, number, number], accuracy: number) {
  const least = Math.max(160, accuracy * 1.2);
  const middleLat = (box[1] + box[3]) / 2;
  const lat = least / 111_320;
  const lon = lat / Math.cos((middleLat * Math.PI) / 180);
  const middle = [(box[0] + box[2]) / 2, middleLat] as const;
  return [
    Math.min(box[0], middle[0] - lon),
    Math.min(box[1], middle[1] - lat),
    Math.max(box[2], middle[0] + lon),
    Math.max(box[3], middle[1] + lat),
  ] as [number, number, number, number];
}

function Dot({
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

function Line({
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

function Target({ drawing, at }: { drawing: Drawing; at: Position }) {
  return (
    <>
      <Dot drawing={drawing} at={at} r={7} fill="var(--panel)" stroke="var(--accent)" />
      <Dot drawing={drawing} at={at} r={3} fill="var(--accent)" stroke="var(--accent)" />
    </>
  );
}

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
function MapLabels({
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
  const rightHalf = at[0] > view.x + view.width * 0.62;
  const lines = [`${w.reported}${inspection.accuracy_m ? ` ±${Math.round(inspection.accuracy_m)} m` : ''}`];
  if (border) lines.push(w.toBorder(length(metresBetween(here, border))));
  // Away from the line that ends in the point.
  const lineTo = border ?? restored ?? leapt ?? (entry.flag === 'far_from_household' ? home : null);
  const up = lineTo !== null && project(lineTo)[1] > at[1] - 4 * pixel;
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
        shift={[rightHalf ? 4 : -4, up ? 4 - 12 - 16 * (lines.length - 1) : 24]}
        anchor={rightHalf ? 'end' : 'start'}
        colour="var(--signal)"
        lines={lines}
      />
    </>
  );
}
