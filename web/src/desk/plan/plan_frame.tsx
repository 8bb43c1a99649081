// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Box } from '../../api/types.ts';
import { Icon } from '../../icons/icon.tsx';
import { ScaleDrawing } from '../../map/scale_drawing.tsx';
import { useSize } from '../../page/size.ts';
import { deskWords } from '../words/words.ts';
import { projectionAt, type Projection, type Xy } from './projection.ts';
import './plan.css';

/** What a drawing needs to place things: metres of the plan, and how long a pixel is in them. */
export interface Drawing {
  project: Projection;
  pixel: number;
  /** What the window shows, in metres. */
  view: { x: number; y: number; width: number; height: number };
}

interface Props {
  box: Box;
  label: string;
  children: (drawing: Drawing) => ComponentChildren;
}

const step = 1.6;

/** A drawing in metres with buttons to zoom; dragged by pointer, moved by arrow keys. */
export function PlanFrame({ box, label, children }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const size = useSize(place);
  const [zoom, setZoom] = useState(1);
  const [shift, setShift] = useState<Xy>([0, 0]);
  const dragged = useRef<{ at: Xy; from: Xy } | null>(null);
  const key = box.join();
  useEffect(() => {
    setZoom(1);
    setShift([0, 0]);
  }, [key]);
  const w = deskWords.value.frame;
  const middle = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2] as const;
  const project = projectionAt(middle);
  const [right, bottom] = project([box[2], box[1]]);
  const { width, height } = size;
  const ready = width > 0 && height > 0;
  // Room for words beside the outermost spots, where there is any.
  const beside = width > 560 ? 240 : 72;
  const fit = ready ? Math.max((2 * right) / (width - beside), (2 * bottom) / (height - 56), 0.15) : 1;
  const pixel = fit / zoom;
  const view = {
    x: shift[0] - (width * pixel) / 2,
    y: shift[1] - (height * pixel) / 2,
    width: width * pixel,
    height: height * pixel,
  };
  const zoomBy = (factor: number) => setZoom(Math.min(60, Math.max(0.25, zoom * factor)));
  const home = () => {
    setZoom(1);
    setShift([0, 0]);
  };
  const move = (event: KeyboardEvent) => {
    const by = 60 * pixel;
    const [x, y] = shift;
    const to: Record<string, Xy> = {
      ArrowLeft: [x - by, y],
      ArrowRight: [x + by, y],
      ArrowUp: [x, y - by],
      ArrowDown: [x, y + by],
    };
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (to[event.key]) setShift(to[event.key]!);
    else if (event.key === '+' || event.key === '=') zoomBy(step);
    else if (event.key === '-') zoomBy(1 / step);
    else if (event.key === '0') home();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="plan" ref={place}>
      {ready && (
        <svg
          class="plan-drawing"
          role="img"
          tabIndex={0}
          aria-label={label}
          width={width}
          height={height}
          viewBox={`${view.x} ${view.y} ${view.width} ${view.height}`}
          onKeyDown={move}
          onPointerDown={event => {
            dragged.current = { at: [event.clientX, event.clientY], from: shift };
            event.currentTarget.setPointerCapture(event.pointerId);
          }}
          onPointerMove={event => {
            const held = dragged.current;
            if (!held) return;
            setShift([
              held.from[0] - (event.clientX - held.at[0]) * pixel,
              held.from[1] - (event.clientY - held.at[1]) * pixel,
            ]);
          }}
          onPointerUp={() => (dragged.current = null)}
          onPointerCancel={() => (dragged.current = null)}
        >
          {children({ project, pixel, view })}
        </svg>
      )}
      <div class="plan-buttons">
        <button
          type="button"
          class="button square"
          aria-label={w.zoomIn}
          title={w.zoomIn}
          onClick={() => zoomBy(step)}
        >
          <Icon name="plus" />
        </button>
        <button
          type="button"
          class="button square"
          aria-label={w.zoomOut}
          title={w.zoomOut}
          onClick={() => zoomBy(1 / step)}
        >
          <Icon name="minus" />
        </button>
        <button type="button" class="button square" aria-label={w.zoomHome} title={w.zoomHome} onClick={home}>
          <Icon name="home" />
        </button>
      </div>
      {ready && <ScaleDrawing class="plan-scale" metresPerPixel={pixel} />}
    </div>
  );
}

/** Words beside a spot, as large as on the page whatever the zoom, with a halo. */
export function PlanLabel({
  at: [x, y],
  drawing,
  shift = [10, 4],
  anchor = 'start',
  colour = 'var(--ink)',
  lines,
}: {
  at: Xy;
  drawing: Drawing;
  shift?: Xy;
  anchor?: 'start' | 'middle' | 'end';
  colour?: string;
  lines: string[];
}) {
  return (
    <g
      transform={`translate(${x} ${y}) scale(${drawing.pixel}) translate(${shift[0]} ${shift[1]})`}
      class="plan-label"
    >
      {lines.map((line, i) => (
        <text key={i} y={i * 16} text-anchor={anchor} fill={colour}>
          {line}
        </text>
      ))}
    </g>
  );
}
