// SPDX-License-Identifier: Apache-2.0
// The map as it stands on paper and in the PNG: north arrow, scale and legend belong to it. Nothing but SVG, so that it
// can be drawn into an image without the page around it.
import { cellsOf, namesOf } from '../map/drawing.ts';
import { textWidth } from '../map/label_places.ts';
import { fit, metresPerPixel } from '../map/mercator.ts';
import { roundBelow } from '../map/scale_drawing.tsx';
import type { Sketch } from '../map/sketch.ts';
import { SketchMap } from '../map/sketch_map.tsx';
import { markFill, markStroke } from '../measure/palette.ts';
import type { Mark } from '../measure/reading.ts';
import type { Picture } from '../picture/picture.ts';
import type { Measure } from '../view/view.ts';
import { words } from '../words/words.ts';
import { legendOf, type PaperLegend } from './paper.ts';

export const fonts =
  "'Microsoft YaHei UI','PingFang SC','Noto Sans CJK SC','Source Han Sans SC','Segoe UI',Roboto,sans-serif";
export const ink = '#1B2025';
export const ink2 = '#474E55';
export const ink3 = '#646B72';
const line = '#D9DAD8';

export const legendHeight = 68;

interface Props {
  sketch: Sketch;
  picture: Picture;
  measure: Measure;
  width: number;
  height: number;
  label: string;
  id: string;
}

export function MapColumn({ sketch, picture, measure, width, height, label, id }: Props) {
  const mapHeight = height - legendHeight;
  const size = { width, height: mapHeight };
  const { bbox, level } = picture.place.area;
  const position = fit(bbox, level, size, { top: 10, bottom: 16, left: 12, right: 12 });
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      class="map-column"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      font-family={fonts}
    >
      <SketchMap
        id={id}
        label={label}
        sketch={sketch}
        cells={cellsOf(sketch, picture, measure)}
        names={namesOf(sketch, picture, measure, position.zoom)}
        measure={measure}
        theme="light"
        size={size}
        position={position}
        paper
      />
      <NorthArrow />
      <g transform={`translate(2 ${mapHeight - 26})`}>
        <PaperScale metresPerPixel={metresPerPixel(position)} />
      </g>
      <g transform={`translate(0 ${mapHeight + 8})`}>
        <PaperLegendRow legend={legendOf(picture, measure)} width={width} id={id} />
      </g>
    </svg>
  );
}

function NorthArrow() {
  return (
    <g transform="translate(4 2)" fill={ink}>
      <text x="11" y="12" text-anchor="middle" font-size="12" font-weight="700">
        {words.value.sheet.north}
      </text>
      <path d="M11 16 18.5 40 11 34 3.5 40z" fill="none" stroke={ink} stroke-linejoin="round" />
      <path d="M11 16v18L3.5 40z" />
    </g>
  );
}

function PaperScale({ metresPerPixel }: { metresPerPixel: number }) {
  const half = roundBelow(metresPerPixel * 70);
  const width = (2 * half) / metresPerPixel;
  const isKm = half >= 1000;
  const text = (metres: number) => String(isKm ? metres / 1000 : metres);
  return (
    <g class="paper-scale" font-size="11" fill={ink2} text-anchor="middle">
      <path d={`M6 15v5h${width}v-5M${6 + width / 2} 15v5`} fill="none" stroke={ink2} />
      <text x="6" y="11">
        0
      </text>
      <text x={6 + width / 2} y="11">
        {text(half)}
      </text>
      <text x={6 + width} y="11">
        {text(2 * half)}
      </text>
      <text x={6 + width + 14} y="23">
        {isKm ? 'km' : 'm'}
      </text>
    </g>
  );
}

function PaperLegendRow({ legend, width, id }: { legend: PaperLegend; width: number; id: string }) {
  const words = Math.max(textWidth(legend.title, 11.5), textWidth(legend.hint, 11)) + 18;
  // Long words stand in a line of their own above the classes.
  const isLong = words > 130;
  const left = isLong ? 0 : words;
  const columns = [0, 1].map(column =>
    Math.max(
      ...legend.marks
        .filter((_, number) => number % 2 === column)
        .map(({ word, count }) => 31 + textWidth(`${word} ${count}`, 11.5) + 14),
    ),
  );
  const at = width - columns[0]! - columns[1]!;
  const step = Math.min(64, (at - left - 18) / legend.classes.length);
  return (
    <g class="paper-legend" font-size="11.5" fill={ink}>
      <path d={`M0 .5H${width}`} stroke={line} />
      <text x="0" y={isLong ? 14 : 19}>
        <tspan font-weight="700">{legend.title}</tspan>
        <tspan {...(isLong ? { dx: 8 } : { x: 0, y: 36 })} font-size="11" fill={ink3}>
          {legend.hint}
        </tspan>
      </text>
      {legend.classes.map(({ colour, count, from }, number) => (
        <g key={colour} transform={`translate(${left + number * step} ${isLong ? 20 : 9})`}>
          <rect width={step} height="13" fill={colour} stroke={ink2} stroke-width="0.5" />
          <text x={step / 2} y="25" text-anchor="middle">
            {count}
          </text>
          <text x="0" y="38" text-anchor={number === 0 ? 'start' : 'middle'} font-size="10.5" fill={ink2}>
            {from}
          </text>
        </g>
      ))}
      {legend.marks.map(({ mark, word, count }, number) => (
        <g
          key={mark}
          transform={`translate(${at + (number % 2) * columns[0]!} ${8 + Math.floor(number / 2) * 22})`}
        >
          <MarkSwatch mark={mark} id={id} />
          <text x="31" y="12">
            {word}
            <tspan dx="5" font-weight="700">
              {count}
            </tspan>
          </text>
        </g>
      ))}
    </g>
  );
}

/** Drawn without the patterns of the map, which are scaled for it. */
function MarkSwatch({ mark, id }: { mark: Mark; id: string }) {
  const glyph = { no_data: '', suppressed: '', zero: '0', not_applicable: '–' }[mark];
  const clip = `${id}-${mark}`;
  return (
    <g>
      <rect x=".25" y=".25" width="25.5" height="15.5" fill={markFill.light[mark]} />
      <clipPath id={clip}>
        <rect width="26" height="16" />
      </clipPath>
      <g clip-path={`url(#${clip})`}>
        {mark === 'no_data' && (
          <path
            d="M-10 16 6 0M-2 16 14 0M6 16 22 0M14 16 30 0M22 16 38 0"
            stroke={markStroke.light.hatch}
            stroke-width="1.6"
          />
        )}
        {mark === 'suppressed' &&
          [2, 6, 10, 14, 18, 22].flatMap((x, column) =>
            [0, 1].map(row => (
              <circle cx={x} cy={4 + row * 6 + (column % 2) * 3} r="1" fill={markStroke.light.dots} />
            )),
          )}
      </g>
      <rect x=".25" y=".25" width="25.5" height="15.5" fill="none" stroke={ink2} stroke-width="0.5" />
      <text x="13" y="11.5" text-anchor="middle" font-size="9.5" font-weight="700" fill={ink2}>
        {glyph}
      </text>
    </g>
  );
}
