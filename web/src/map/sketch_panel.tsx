// SPDX-License-Identifier: Apache-2.0
// The drawn map on screen: until MapLibre has taken its place, or for good where there is no WebGL2.
import { shownMeasure } from '../measure/shown.ts';
import { useEffect, useRef } from 'preact/hooks';
import { theme } from '../theme/theme.ts';
import { view } from '../view/address.ts';
import { selectOrEnter } from '../view/places.ts';
import { borders, hovered, switchedOff } from '../view/pointing.ts';
import { camera } from './camera.ts';
import { cells, drawn, mapSize, names, position } from './current_sketch.ts';
import { boxOf, metresPerPixel, zoomed } from './mercator.ts';
import { moveTo } from './moved.ts';
import { pointedAt } from './pointed_at.ts';
import { tip } from './pointer.ts';
import { SketchMap } from './sketch_map.tsx';

const markName = 'svg-map-painted';

/** Told when the first map has been painted. */
export function SketchPanel({ label, onPainted }: { label: string; onPainted: () => void }) {
  const now = drawn.value;
  const here = position.value;
  const told = useRef(false);
  const isReady = now !== null && here !== null;
  useEffect(() => {
    if (!isReady || told.current) return;
    told.current = true;
    // The second frame begins when the first one is on screen.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        performance.mark(markName);
        onPainted();
      }),
    );
  }, [isReady]);
  useEffect(() => {
    if (!here) return;
    camera.value = {
      metresPerPixel: metresPerPixel(here),
      box: boxOf(here, mapSize.value),
      ...mapSize.value,
    };
  }, [here, mapSize.value]);
  if (!now || !here) return null;
  return (
    <div class="sketch-panel" {...pointing}>
      <SketchMap
        id="map"
        label={label}
        sketch={now.sketch}
        cells={cells.value}
        names={names.value}
        measure={shownMeasure.value}
        theme={theme.value}
        size={mapSize.value}
        position={here}
        selected={view.value.selected}
        hovered={hovered.value}
        focused={pointedAt.value}
        borders={borders.value}
        off={switchedOff.value}
      />
    </div>
  );
}

let dragged: { x: number; y: number; far: boolean } | null = null;

/** Code of the area of the table under the pointer, and of the cell. */
function under(event: Event): { code: string | null; cellCode: string | null } {
  const path = (event.target as Element).closest<SVGPathElement>('path[data-code]');
  const cellCode = path?.dataset['row'] ?? null;
  const rows = drawn.peek()?.picture.ranking.rows ?? [];
  const parent = path && drawn.peek()?.sketch.byCode.get(path.dataset['code']!)?.parent;
  const code = [cellCode, parent].find(one => rows.some(row => row.code === one)) ?? null;
  return { code, cellCode };
}

function place(event: { clientX: number; clientY: number; currentTarget: EventTarget | null }) {
  const { left, top } = (event.currentTarget as Element).getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
}

const pointing = {
  onPointerMove: (event: PointerEvent) => {
    const at = place(event);
    const here = position.peek();
    if (dragged && here) {
      const [dx, dy] = [at.x - dragged.x, at.y - dragged.y];
      if (!dragged.far && Math.hypot(dx, dy) < 4) return;
      const world = 512 * 2 ** here.zoom;
      moveTo({ ...here, x: here.x - dx / world, y: here.y - dy / world });
      dragged = { ...at, far: true };
      tip.value = null;
      return;
    }
    const found = under(event);
    hovered.value = found.code;
    tip.value = found.code ? { ...at, ...found, households: null } : null;
  },
  onPointerLeave: () => {
    hovered.value = null;
    tip.value = null;
    dragged = null;
  },
  onPointerDown: (event: PointerEvent) => {
    if (event.button === 0 && event.pointerType !== 'touch') dragged = { ...place(event), far: false };
  },
  onPointerUp: () => {
    // The click that follows still has to know that it ends a drag.
    setTimeout(() => (dragged = null));
  },
  onClick: (event: MouseEvent) => {
    const { code } = under(event);
    if (code && !dragged?.far) selectOrEnter(code);
  },
  onWheel: (event: WheelEvent) => {
    const here = position.peek();
    if (!here) return;
    event.preventDefault();
    moveTo(zoomed(here, mapSize.peek(), -event.deltaY / (event.deltaMode === 1 ? 12 : 300), place(event)));
  },
};

/** What the buttons of the map do while it is the drawn one. */
export const sketchControls = {
  zoomBy: (steps: number) => {
    const here = position.peek();
    if (here) moveTo(zoomed(here, mapSize.peek(), steps));
  },
  showAll: () => moveTo(null),
};
