// SPDX-License-Identifier: Apache-2.0
import {
  classMethods,
  defaultView,
  languages,
  levels,
  measures,
  recordLayers,
  themes,
  type ClassChoice,
  sheets,
  type Language,
  type View,
} from './view.ts';

const code = /^[0-9A-Za-z_.-]{1,32}$/;
const campaign = /^[a-z][a-z0-9-]{0,63}$/;
const indicator = /^[a-z][a-z0-9_]{0,63}$/;

const oneOf = <T extends string>(list: readonly T[], text: string): T | undefined =>
  list.find(item => item === text);

const matching = (pattern: RegExp, text: string) => (pattern.test(text) ? text : undefined);

function day(text: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? text : undefined;
}

function layerList(text: string): View['layers'] | undefined {
  if (text === 'none') return [];
  const names = text.split(',').map(name => oneOf(recordLayers, name));
  return names.every(name => name !== undefined)
    ? recordLayers.filter(layer => names.includes(layer))
    : undefined;
}

/** `jenks5`, `quantile4-pooled`, `fixed`. */
function classChoice(text: string): ClassChoice | undefined {
  const parts = /^([a-z]+)([3-7])?(-pooled)?$/.exec(text);
  const method = parts && oneOf(classMethods, parts[1]!);
  if (!parts || !method) return undefined;
  return { method, count: Number(parts[2] ?? 5), pooled: parts[3] !== undefined };
}

const writtenChoice = ({ method, count, pooled }: ClassChoice) =>
  method === 'fixed' ? method : `${method}${count}${pooled ? '-pooled' : ''}`;

function whole(text: string, most: number): number | undefined {
  const number = Number(text);
  return /^\d{1,15}$/.test(text) && number >= 1 && number <= most ? number : undefined;
}

function position(text: string): [number, number] | undefined {
  const [lon = NaN, lat = NaN, ...more] = text.split(',').map(Number);
  const isSound = more.length === 0 && Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
  return isSound ? [lon, lat] : undefined;
}
const baseMap = /^[A-Za-z0-9_-]{1,32}$/;

/** `11.20/34.30500/113.19000`: zoom, latitude, longitude. */
function cameraOf(text: string): View['camera'] | undefined {
  if (!/^\d{1,2}(\.\d+)?(\/-?\d{1,3}(\.\d+)?){2}$/.test(text)) return undefined;
  const [zoom, lat, lon] = text.split('/').map(Number) as [number, number, number];
  return zoom <= 22 && Math.abs(lat) < 85.06 && Math.abs(lon) <= 180 ? [zoom, lat, lon] : undefined;
}

export const cameraText = ([zoom, lat, lon]: NonNullable<View['camera']>) =>
  `${zoom.toFixed(2)}/${lat.toFixed(5)}/${lon.toFixed(5)}`;

/** How each key of the address is read; undefined means it no longer applies. */
const readers: Record<string, (text: string) => Partial<View> | undefined> = {
  th: text => wrap('theme', oneOf(themes, text)),
  c: text => wrap('campaign', matching(campaign, text)),
  i: text => wrap('indicator', matching(indicator, text)),
  t: text => wrap('date', day(text)),
  vs: text => wrap('compare', day(text)),
  snap: text => wrap('snapshot', whole(text, Number.MAX_SAFE_INTEGER)),
  cls: text => wrap('classes', classChoice(text)),
  r: text => wrap('radius', whole(text, 500)),
  k: text => wrap('pointKind', matching(indicator, text)),
  try: text => wrap('tried', position(text)),
  m: text => wrap('measure', oneOf(measures, text)),
  lvl: text => wrap('level', oneOf(levels, text)),
  sel: text => wrap('selected', matching(code, text)),
  ly: text => wrap('layers', layerList(text)),
  lang: text => wrap('lang', oneOf(languages, text)),
  bm: text => wrap('base', matching(baseMap, text)),
  z: text => wrap('camera', cameraOf(text)),
  p: text => wrap('sheet', oneOf(sheets, text)),
};

function wrap<K extends keyof View>(key: K, value: View[K] | undefined): Partial<View> | undefined {
  return value === undefined ? undefined : ({ [key]: value } as Partial<View>);
}

/** Reads `#/a/CODE?m=year&t=2023-06-30`; whatever does not apply is dropped and counted. */
export function parseHash(
  hash: string,
  lang: Language = defaultView.lang,
): { view: View; dropped: string[] } {
  const view: View = { ...defaultView, lang };
  const dropped: string[] = [];
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2);
  const area = /^\/a\/([^/]+)$/.exec(path)?.[1];
  if (area && code.test(area)) view.area = area;
  else if (path !== '' && path !== '/') dropped.push(path);
  for (const [key, text] of new URLSearchParams(query)) {
    const read = readers[key]?.(text);
    if (read) Object.assign(view, read);
    else dropped.push(key);
  }
  return { view, dropped };
}

/** The address of a view; only what differs from the default is written. */
export function formatHash(view: View, lang: Language = defaultView.lang): string {
  const parts: [string, string][] = [];
  const add = (key: string, value: string | null, usual: string | null) => {
    if (value !== null && value !== usual) parts.push([key, value]);
  };
  add('th', view.theme, defaultView.theme);
  add('c', view.campaign, null);
  add('i', view.indicator, null);
  add('t', view.date, null);
  add('vs', view.compare, null);
  add('snap', view.snapshot === null ? null : String(view.snapshot), null);
  add('m', view.measure, defaultView.measure);
  add('cls', view.classes && writtenChoice(view.classes), null);
  add('r', String(view.radius), String(defaultView.radius));
  add('k', view.pointKind, null);
  add('try', view.tried && view.tried.join(','), null);
  add('lvl', view.level, null);
  add('sel', view.selected, null);
  add('ly', view.layers && (view.layers.join(',') || 'none'), null);
  add('lang', view.lang, lang);
  add('bm', view.base, null);
  add('z', view.camera && cameraText(view.camera), null);
  add('p', view.sheet, null);
  const query = parts.map(([key, value]) => `${key}=${value}`).join('&');
  return `#/${view.area ? `a/${view.area}` : ''}${query ? `?${query}` : ''}`;
}
