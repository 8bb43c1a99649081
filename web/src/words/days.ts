// SPDX-License-Identifier: Apache-2.0
// Calendar days are plain YYYY-MM-DD text and are reckoned in UTC, so no time zone can shift them.
import type { Day } from '../api/types.ts';
import type { Language } from '../view/view.ts';

const dayMs = 86_400_000;
const english = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

export const dayNumber = (day: Day) => Math.round(Date.parse(`${day}T00:00:00Z`) / dayMs);
export const dayOf = (number: number): Day => new Date(number * dayMs).toISOString().slice(0, 10);
export const yearOf = (day: Day) => Number(day.slice(0, 4));

const monthEnd = (year: number, month: number): Day =>
  new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);

/** Ends of the months that touch the span; the last one is cut at the end of the span. */
export function monthEnds(from: Day, to: Day): Day[] {
  const ends: Day[] = [];
  let year = yearOf(from);
  let month = Number(from.slice(5, 7));
  for (let end = monthEnd(year, month); ; end = monthEnd(year, month)) {
    if (end >= to) return [...ends, to];
    ends.push(end);
    month === 12 ? (year++, (month = 1)) : month++;
  }
}

/** Last day of the quarter (or of the year) before the one that holds the day. */
export function endOfLastQuarter(day: Day): Day {
  const month = Number(day.slice(5, 7));
  return monthEnd(yearOf(day), month - 1 - ((month - 1) % 3));
}

/** Last day of the quarter that holds the day. */
export function endOfQuarter(day: Day): Day {
  const month = Number(day.slice(5, 7));
  return monthEnd(yearOf(day), month + ((3 - (month % 3)) % 3));
}

export const endOfLastYear = (day: Day): Day => `${yearOf(day) - 1}-12-31`;

/** First day of the half-year that holds the day. */
export const halfYearOf = (day: Day): Day =>
  `${yearOf(day)}-${Number(day.slice(5, 7)) <= 6 ? '01' : '07'}-01`;

/** 2026年6月30日, 30 June 2026. */
export function fullDay(day: Day, lang: Language): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return lang === 'zh' ? `${year}年${month}月${date}日` : `${date} ${english[month - 1]} ${year}`;
}

/** 2027年3月, March 2027. */
export function fullMonth(day: Day, lang: Language): string {
  const [year, month] = day.split('-').map(Number) as [number, number];
  return lang === 'zh' ? `${year}年${month}月` : `${english[month - 1]} ${year}`;
}

/** Day as the date control shows it: 2026-06-30, 30 June 2026. */
export const controlDay = (day: Day, lang: Language) => (lang === 'zh' ? day : fullDay(day, lang));

/** 10:32 on the clock of the reader. */
export const clock = (time: number) => {
  const date = new Date(time);
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
};
