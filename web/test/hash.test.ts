// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { formatHash, parseHash } from '../src/view/hash.ts';
import { defaultView, type View } from '../src/view/view.ts';

const full: View = {
  area: '410199101',
  theme: 'progress',
  campaign: 'skilled-wife',
  indicator: 'women_employed',
  date: '2023-06-30',
  compare: '2022-12-31',
  snapshot: 209985,
  measure: 'year',
  classes: { method: 'jenks', count: 5, pooled: true },
  radius: 5,
  pointKind: 'childrens_home',
  tried: [113.19, 34.305],
  level: 'village',
  selected: '410199101201',
  layers: ['courtyards', 'bases'],
  lang: 'en',
  base: 'tianditu',
  camera: [11.2, 34.305, 113.19],
  sheet: 'a3',
};

it('an empty address is the default view', () => {
  for (const hash of ['', '#', '#/']) expect(parseHash(hash)).toEqual({ view: defaultView, dropped: [] });
});

it('writes only what differs from the default', () => {
  expect(formatHash(defaultView)).toBe('#/');
  expect(formatHash({ ...defaultView, area: '0701', date: '2023-06-30' })).toBe('#/a/0701?t=2023-06-30');
});

it('reads back every view it writes', () => {
  for (const view of [
    full,
    { ...full, layers: [] },
    { ...defaultView, area: 'FR-14', lang: 'en' as const },
  ]) {
    expect(parseHash(formatHash(view))).toEqual({ view, dropped: [] });
  }
});

it('a page whose address asks for English needs no word about it in the hash', () => {
  expect(formatHash({ ...defaultView, lang: 'en' }, 'en')).toBe('#/');
  expect(parseHash('#/', 'en').view.lang).toBe('en');
  expect(formatHash(defaultView, 'en')).toBe('#/?lang=zh');
});

it.each([
  ['#/a/<img src=x>', ['/a/<img src=x>']],
  ['#/?t=2023-02-30', ['t']],
  ['#/?t=yesterday&m=plan', ['t']],
  ['#/?m=best&lvl=hamlet&lang=fr', ['m', 'lvl', 'lang']],
  ['#/?ly=courtyards,children', ['ly']],
  ['#/?c=../../etc', ['c']],
  ['#/?pal=YlGnBu', ['pal']],
  ['#/?z=99/34/113&bm=<b>&p=a5', ['z', 'bm', 'p']],
  ['#/?z=11.2/95/113', ['z']],
  ['#nonsense', ['nonsense']],
])('%s drops what does not apply and says so', (hash, dropped) => {
  const answer = parseHash(hash);
  expect(answer.dropped).toEqual(dropped);
  expect(answer.view).toEqual(defaultView);
});
