// SPDX-License-Identifier: Apache-2.0
// The borders of the area on screen: asked for before anything else, and again when area or edition change.
import { shownMeasure } from '../measure/shown.ts';
import { computed, effect, signal } from '@preact/signals';
import { askSketch } from '../api/questions.ts';
import { picture } from '../picture/current.ts';
import type { Picture } from '../picture/picture.ts';
import { begun } from '../session/session.ts';
import { view } from '../view/address.ts';
import { cellsOf, namesOf } from './drawing.ts';
import { fit, type MapSize, type Position } from './mercator.ts';
import { moved } from './moved.ts';
import { sketchOf, type Sketch } from './sketch.ts';

const kept = new Map<string, Promise<Sketch>>();
const mostKept = 8;

function read(area: string | null, date: string | null): Promise<Sketch> {
  const key = `${area} ${date}`;
  const known = kept.get(key);
  if (known) return known;
  const answer = askSketch(area, date).then(sketchOf);
  kept.set(key, answer);
  answer.catch(() => kept.delete(key));
  const oldest = kept.keys().next().value;
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  return answer;
}

/** Borders change with the edition; two days of one edition share what was read first. */
export const sketch = signal<Sketch | null>(null);

/** Why there are no borders to draw. */
export const sketchFailed = signal(false);

/** Reads the borders of the present view and keeps up with it. */
export const followSketch = () =>
  effect(() => {
    if (!begun.value) return;
    const { area, date } = view.value;
    const edition = picture.value?.ranking.edition;
    const here = sketch.peek();
    const isShown = here && edition === here.edition && here.area.code === picture.value?.ranked.code;
    if (isShown && picture.value?.place.area.code === (area ?? picture.value?.place.path[0]?.code)) return;
    void read(area, date).then(
      next => {
        if (view.peek().area !== area) return;
        sketch.value = next;
        sketchFailed.value = false;
      },
      () => (sketchFailed.value = true),
    );
  });

/** Size of the map on screen. */
export const mapSize = signal<MapSize>({ width: 0, height: 0 });

/** Borders and figures of one and the same area; the last ones stay until both of the next are there. */
export const drawn = signal<{ sketch: Sketch; picture: Picture } | null>(null);

export const followDrawn = () =>
  effect(() => {
    const now = picture.value;
    const borders = sketch.value;
    if (!now || borders?.area.code !== now.ranked.code || borders.edition !== now.ranking.edition) return;
    drawn.value = { sketch: borders, picture: now };
  });

export const position = computed<Position | null>(() => {
  const area = drawn.value?.picture.place.area;
  const size = mapSize.value;
  if (!area || size.width === 0 || size.height === 0) return null;
  return moved.value ?? fit(area.bbox, area.level, size);
});

export const cells = computed(() => {
  const now = drawn.value;
  return now ? cellsOf(now.sketch, now.picture, shownMeasure.value) : [];
});

const zoomOfNames = computed(() => ((position.value?.zoom ?? 0) >= 12.5 ? 12.5 : 0));
export const names = computed(() => {
  const now = drawn.value;
  return now ? namesOf(now.sketch, now.picture, shownMeasure.value, zoomOfNames.value) : [];
});
