// SPDX-License-Identifier: Apache-2.0
// Times and lengths as VISUAL.md 7 prints them.
import { clock } from '../../words/days.ts';
import { deskWords } from '../words/words.ts';

const minute = 60_000;

/** 刚刚, 5 分钟前, 2 小时前, 3 天前. */
export function age(instant: string, now = Date.now()): string {
  const w = deskWords.value.frame;
  const passed = Math.max(0, now - Date.parse(instant));
  if (passed < minute) return w.agoNow;
  if (passed < 60 * minute) return w.agoMinutes(Math.floor(passed / minute));
  if (passed < 24 * 60 * minute) return w.agoHours(Math.floor(passed / (60 * minute)));
  return w.agoDays(Math.floor(passed / (24 * 60 * minute)));
}

/** 2026-06-28 10:17, on the clock of China. */
export function moment(instant: string): string {
  const there = new Date(Date.parse(instant) + 8 * 60 * minute).toISOString();
  return `${there.slice(0, 10)} ${there.slice(11, 16)}`;
}

/** Time of day alone where it was today. */
export const shortMoment = (instant: string) =>
  Date.now() - Date.parse(instant) < 12 * 60 * minute ? clock(Date.parse(instant)) : moment(instant);

/** 214 m, 1.24 km. */
export const length = (metres: number) =>
  metres < 1000 ? `${Math.round(metres)} m` : `${(metres / 1000).toFixed(2)} km`;

/** 410 KB, 4.2 MB. */
export const size = (bytes: number) =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1e6).toFixed(1)} MB`;

/** 3 min, 2.5 h, 4 d: how far two times are apart. */
export function apart(milliseconds: number): string {
  const s = Math.abs(milliseconds) / 1000;
  if (s < 90) return `${Math.round(s)} s`;
  if (s < 5400) return `${Math.round(s / 60)} min`;
  if (s < 172_800) return `${(s / 3600).toFixed(1)} h`;
  return `${Math.round(s / 86_400)} d`;
}
