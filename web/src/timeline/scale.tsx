// SPDX-License-Identifier: Apache-2.0
import type { Day } from '../api/types.ts';
import { dayNumber, yearOf } from '../words/days.ts';

/** Ticks at the ends of quarters and years, and the year under its own stretch. */
export function Scale({ stops, compare }: { stops: readonly Day[]; compare: Day | null }) {
  const steps = Math.max(1, stops.length - 1);
  const x = (index: number) => `${(Math.max(0, Math.min(steps, index)) / steps) * 100}%`;
  const years = [...new Set(stops.map(yearOf))];
  const extent = (year: number) => {
    const first = stops.findIndex(stop => yearOf(stop) === year);
    const months = stops.filter(stop => yearOf(stop) === year).length;
    return { middle: first + (months - 1) / 2, months };
  };
  return (
    <svg class="timeline-scale" width="100%" height="24" aria-hidden="true">
      {stops.map((stop, index) => {
        const month = Number(stop.slice(5, 7));
        if (month % 3 !== 0) return null;
        return (
          <line
            key={stop}
            x1={x(index)}
            x2={x(index)}
            y1="0"
            y2={month === 12 ? 6 : 3}
            stroke="var(--control)"
          />
        );
      })}
      {compare !== null && (
        <circle
          cx={x(placeOf(stops, compare))}
          cy="-8"
          r="4"
          fill="var(--panel)"
          stroke="var(--accent)"
          stroke-width="2"
        />
      )}
      {years.map(year => {
        const { middle, months } = extent(year);
        return (
          months >= 6 && (
            <text key={year} x={x(middle)} y="20" text-anchor="middle">
              {year}
            </text>
          )
        );
      })}
    </svg>
  );
}

/** Where a day lies between the stops around it. */
export function placeOf(stops: readonly Day[], day: Day): number {
  const next = stops.findIndex(stop => stop >= day);
  if (next <= 0) return next === 0 ? 0 : stops.length - 1;
  const [from, to] = [dayNumber(stops[next - 1]!), dayNumber(stops[next]!)];
  return next - 1 + (dayNumber(day) - from) / (to - from);
}
