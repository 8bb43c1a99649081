// SPDX-License-Identifier: Apache-2.0
import { useRef } from 'preact/hooks';
import type { MatrixAnswer } from '../api/types.ts';
import { lazily } from '../lazy/lazy.tsx';
import { bareFigure } from '../measure/printed.ts';
import { hasPlan, isPerCent } from '../measure/measures.ts';
import { useSize } from '../page/size.ts';
import { picture } from '../picture/current.ts';
import type { Picture } from '../picture/picture.ts';
import { view } from '../view/address.ts';
import { fullDay } from '../words/days.ts';
import { count } from '../words/numbers.ts';
import { lang, named, words } from '../words/words.ts';
import { apart, linesOf, roundTicks } from './trend_lines.ts';
import './trend.css';

const ThemeSide = lazily(() => import('../themes/theme_side.tsx').then(module => module.ThemeSide));

const margin = { top: 12, bottom: 22, left: 44 };
/** Width of a direct label at 11 px, a little generous: Han is as wide as high. */
const textWidth = (text: string) =>
  [...text].reduce((width, letter) => width + (letter > '⺀' ? 11.5 : 6.6), 0);

/** The campaign over the years: what was done, what was expected, the steps of the yearly targets. */
export function Trend() {
  const { theme } = view.value;
  return theme === 'progress' ? <Lines /> : <ThemeSide />;
}

function Lines() {
  const box = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(box);
  const now = picture.value;
  const w = words.value;
  const unit = now ? named(now.indicator.unit) : '';
  return (
    <section class="trend">
      <p class="trend-title">
        {now && (
          <>
            <b>{w.trend(now.campaign.years.length)}</b>{' '}
            <span class="caption">
              {hasPlan(now) && !isLevel(now)
                ? w.trendHint(unit)
                : w.trendPlain(named(now.indicator.name), unit)}
            </span>
          </>
        )}
      </p>
      <div class="trend-box" ref={box}>
        {now?.trend && width > 120 && height > 60 && (
          <Chart now={{ ...now, trend: now.trend }} width={width} height={height} unit={unit} />
        )}
      </div>
    </section>
  );
}

const isLevel = ({ indicator }: Picture) => isPerCent(indicator) || indicator.kind === 'stock';

interface ChartProps {
  now: Picture & { trend: MatrixAnswer };
  width: number;
  height: number;
  unit: string;
}

export function Chart({ now, width, height, unit }: ChartProps) {
  const w = words.value;
  const lines = linesOf(now);
  const figured = bareFigure(now.indicator, isPerCent(now.indicator) ? now.total.value : now.total.completed);
  const texts = {
    target: `${w.target} ${count(lines.target)}`,
    expected: `${w.expected} ${count(lines.expectedNow === null ? null : Math.round(lines.expectedNow))}`,
    completed: hasPlan(now) && !isLevel(now) ? `${w.completed} ${figured}` : figured,
  };
  const right = width - 10 - Math.max(...Object.values(texts).map(textWidth));
  const bottom = height - margin.bottom;
  const ticks = roundTicks(lines.top, height > 130 ? 4 : 2);
  const top = ticks.at(-1)!;
  const x = (day: number) =>
    margin.left + ((day - lines.first) / (lines.last - lines.first)) * (right - margin.left);
  const y = (value: number) => bottom - (value / top) * (bottom - margin.top);
  const path = (points: readonly [number, number][]) =>
    points
      .map(([day, value], index) => `${index ? 'L' : 'M'}${x(day).toFixed(1)} ${y(value).toFixed(1)}`)
      .join('');
  const end = lines.actual.at(-1);
  const asOfX = x(lines.asOf);
  const labels = apart(
    [
      lines.target && { text: texts.target, y: y(lines.target), colour: 'var(--ink2)', bold: false },
      lines.expectedNow !== null && {
        text: texts.expected,
        y: y(lines.expectedNow),
        colour: 'var(--signal)',
        bold: false,
      },
      end && { text: texts.completed, y: y(end[1]), colour: 'var(--bar)', bold: true },
    ].filter(label => !!label),
    15,
    margin.top,
  );
  const spoken = w.trendSpoken(
    now.place.area.name,
    fullDay(now.campaign.start, lang.value),
    fullDay(now.asOf, lang.value),
    figured,
    unit,
  );
  return (
    <svg width={width} height={height} role="img" aria-label={spoken}>
      {ticks.map(tick => (
        <g key={tick}>
          <line
            x1={margin.left}
            x2={right}
            y1={y(tick)}
            y2={y(tick)}
            stroke={tick === 0 ? 'var(--control)' : 'var(--line2)'}
          />
          <text x={margin.left - 6} y={y(tick) + 4} text-anchor="end">
            {count(tick)}
          </text>
        </g>
      ))}
      {lines.years.map(({ year, from, to }) => (
        <text key={year} x={x((from + to) / 2)} y={height - 5} text-anchor="middle">
          {year}
        </text>
      ))}
      <path d={path(lines.steps)} fill="none" stroke="var(--ink2)" stroke-width="1.3" />
      <path
        d={path(lines.expected)}
        fill="none"
        stroke="var(--signal)"
        stroke-width="1.2"
        stroke-dasharray="3 3"
      />
      <line
        x1={asOfX}
        x2={asOfX}
        y1={margin.top - 6}
        y2={bottom}
        stroke="var(--ink2)"
        stroke-dasharray="1.5 2.5"
      />
      <path
        d={path(lines.actual)}
        fill="none"
        stroke="var(--bar)"
        stroke-width="2.2"
        stroke-linejoin="round"
        stroke-linecap="round"
      />
      {lines.compared && (
        <circle
          cx={x(lines.compared[0])}
          cy={y(lines.compared[1])}
          r="3.5"
          fill="var(--panel)"
          stroke="var(--bar)"
          stroke-width="1.8"
        />
      )}
      {end && (
        <circle
          cx={x(end[0])}
          cy={y(end[1])}
          r="3.5"
          fill="var(--bar)"
          stroke="var(--panel)"
          stroke-width="1.4"
        />
      )}
      {labels.map(label => (
        <text
          key={label.text}
          x={right + 8}
          y={label.y + 4}
          style={{ fill: label.colour, fontWeight: label.bold ? 700 : 400 }}
        >
          {label.text}
        </text>
      ))}
    </svg>
  );
}
