// SPDX-License-Identifier: Apache-2.0
import type { Day } from '../api/types.ts';
import { yearOf } from '../words/days.ts';

/** Ticks at the ends of quarters and years, and the year under its own stretch. */
export function Scale({ stops }: { stops: readonly Day[] }) {
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
