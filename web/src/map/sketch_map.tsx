// SPDX-License-Identifier: Apache-2.0
// The map as SVG: the first thing on screen, the map of browsers without WebGL2, and the one on paper and in the PNG.
import { useMemo } from 'preact/hooks';
import type { Theme } from '../measure/palette.ts';
import type { ReadingKey } from '../measure/reading.ts';
import type { Measure } from '../view/view.ts';
import { fillOf, groundsOf, type Cell, type NamedPlace } from './drawing.ts';
import { glyphSize, nameSize, placeLabels, valueSize, type Label } from './label_places.ts';
import { mapColours } from './map_colours.ts';
import { MarkPatterns } from './mark_patterns.tsx';
import { worldPx, type MapSize, type Position } from './mercator.ts';
import { areaPath, borderLines, outlinePath, type Sketch } from './sketch.ts';

export interface SketchMapProps {
  sketch: Sketch;
  cells: Cell[];
  names: NamedPlace[];
  measure: Measure;
  theme: Theme;
  size: MapSize;
  position: Position;
  /** Spoken name of the map. */
  label: string;
  /** Unique on the page. */
  id: string;
  selected?: string | null;
  hovered?: string | null;
  focused?: string | null;
  borders?: { township: boolean; village: boolean };
  off?: ReadonlySet<ReadingKey>;
  /** Paper: thinner lines, no ground. */
  paper?: boolean;
}

export function SketchMap(props: SketchMapProps) {
  const { sketch, cells, theme, size, position, label, id, paper = false } = props;
  const colours = mapColours[theme];
  // Pixels per unit: what stands in pixels is divided by it, for the whole sketch is scaled at once.
  const scale = sketch.unit * worldPx(position.zoom);
  const toScreen = ([x, y]: readonly [number, number]): [number, number] => [
    (sketch.corner[0] - position.x) * worldPx(position.zoom) + x * scale + size.width / 2,
    (sketch.corner[1] - position.y) * worldPx(position.zoom) + y * scale + size.height / 2,
  ];
  const [left, top] = toScreen([0, 0]);
  const paths = useMemo(() => sketch.areas.map(area => areaPath(sketch, area)), [sketch]);
  const lines = useMemo(() => borderLines(sketch), [sketch]);
  const borders = props.borders ?? { township: true, village: true };
  const isNear = position.zoom >= 12;
  const line = { fill: 'none', 'stroke-linejoin': 'round', 'stroke-linecap': 'round' } as const;
  const thick = (px: number) => px / scale;
  return (
    <svg
      data-map={sketch.level}
      class="sketch-map"
      xmlns="http://www.w3.org/2000/svg"
      width={size.width}
      height={size.height}
      viewBox={`0 0 ${size.width} ${size.height}`}
      role="img"
      aria-label={label}
    >
      <MarkPatterns hatch={`${id}-hatch`} dots={`${id}-dots`} theme={theme} scale={scale} paper={paper} />
      {!paper && <rect width={size.width} height={size.height} fill={colours.ground} />}
      <g transform={`translate(${left.toFixed(2)} ${top.toFixed(2)}) scale(${scale})`}>
        <path
          d={lines.rim}
          {...line}
          stroke={paper ? '#ECEBE8' : colours.band}
          stroke-width={thick(paper ? 7 : 18)}
        />
        <g class="cells" fill-rule="evenodd">
          {cells.map(({ area, code, key, title }, number) => (
            <path
              key={area.fid}
              data-code={area.code}
              data-row={code}
              data-key={key}
              d={paths[number]}
              fill={key && props.off?.has(key) ? colours.ground : fillOf(key, props.measure, theme, id)}
            >
              <title>{title}</title>
            </path>
          ))}
        </g>
        <g {...line} pointer-events="none">
          {borders.village && isNear && (
            <path d={lines.inner} stroke={colours.villageCasing} stroke-width={thick(2.6)} opacity="0.85" />
          )}
          {borders.village && (
            <path
              d={lines.inner}
              stroke={isNear ? colours.villageNear : colours.village}
              stroke-width={thick(isNear ? 0.9 : paper ? 0.5 : 0.8)}
            />
          )}
          {borders.township && (
            <path d={lines.between} stroke={colours.township} stroke-width={thick(isNear ? 1.6 : 1.1)} />
          )}
          <path d={lines.rim} stroke={colours.outline} stroke-width={thick(isNear ? 2.2 : 1.8)} />
          <Outline {...props} code={props.hovered} lines={[[colours.hover, 2]]} scale={scale} />
          <Outline
            {...props}
            code={props.selected}
            isSelection
            scale={scale}
            lines={[
              [colours.selection, isNear ? 6 : 4.6],
              [colours.selectionCore, isNear ? 2.2 : 1.6],
            ]}
          />
          <Outline
            {...props}
            code={props.focused}
            scale={scale}
            lines={[
              [colours.focus, 9],
              [colours.selection, 4.6],
              [colours.selectionCore, 1.6],
            ]}
          />
        </g>
      </g>
      <Words {...props} scale={scale} toScreen={toScreen} />
    </svg>
  );
}

/** Lines around an area of the table, which may be made of several cells. */
function Outline({
  sketch,
  cells,
  code,
  lines,
  scale,
  isSelection = false,
}: SketchMapProps & {
  code: string | null | undefined;
  lines: [colour: string, px: number][];
  scale: number;
  isSelection?: boolean;
}) {
  const path = useMemo(
    () =>
      code
        ? outlinePath(sketch, number => {
            const { area } = cells[number]!;
            return area.code === code || area.parent === code;
          })
        : '',
    [sketch, code],
  );
  if (!path) return null;
  return (
    <>
      {lines.map(([colour, px]) => (
        <path
          key={px}
          d={path}
          stroke={colour}
          stroke-width={px / scale}
          data-area={code}
          aria-current={isSelection ? 'true' : undefined}
        />
      ))}
    </>
  );
}

/** Names with values, and the glyphs of cells that have no name of their own. */
function Words({
  sketch,
  cells,
  names,
  theme,
  size,
  selected,
  scale,
  toScreen,
}: SketchMapProps & { scale: number; toScreen: (at: readonly [number, number]) => [number, number] }) {
  const colours = mapColours[theme];
  const labels: Label[] = names.map(({ code, name, value, at, ground, lines }) => {
    const [x, y] = toScreen(at);
    return { code, name, value, x, y, lines, weight: code === selected ? Infinity : ground };
  });
  const isNamed = new Set(names.map(({ code }) => code));
  const grounds = groundsOf(sketch);
  const glyphs = cells.flatMap(({ area, glyph }): Label[] => {
    const isLarge = (grounds.get(area.code)?.side ?? 0) * scale >= 14;
    if (!glyph || !area.label || !isLarge || isNamed.has(area.code)) return [];
    const [x, y] = toScreen(area.label);
    return [{ code: area.code, name: glyph, value: '', x, y, lines: 1, weight: -1, isGlyph: true }];
  });
  const placed = placeLabels([...labels, ...glyphs], size);
  return (
    <g
      class="map-words"
      text-anchor="middle"
      fill={colours.text}
      stroke={colours.halo}
      stroke-width="3.6"
      stroke-linejoin="round"
      paint-order="stroke"
      pointer-events="none"
      aria-hidden="true"
    >
      {placed.map(({ code, name, value, at: [x, y], lines, isGlyph }) => (
        <text
          key={code}
          font-size={isGlyph ? glyphSize : nameSize}
          x={x.toFixed(1)}
          y={(y + (value && lines === 2 ? -3 : isGlyph ? 3.4 : 4.4)).toFixed(1)}
        >
          <tspan font-weight="700">{name}</tspan>
          {value &&
            (lines === 2 ? (
              <tspan x={x.toFixed(1)} dy="14" font-size={valueSize}>
                {value}
              </tspan>
            ) : (
              <tspan font-size={valueSize}>{` ${value}`}</tspan>
            ))}
        </text>
      ))}
    </g>
  );
}
