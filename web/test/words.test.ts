// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { en } from '../src/words/en.ts';
import { zh } from '../src/words/zh.ts';

/** Every text of a dictionary; sentences are spoken with samples for their parameters. */
function texts(entry: unknown, path = ''): [string, string][] {
  if (typeof entry === 'string') return [[path, entry]];
  if (typeof entry === 'function')
    return texts(
      /[sS]entence$|\.trial$/.test(path) && entry.length === 1 ? entry(facts) : entry(...samplesOf(path)),
      path,
    );
  if (Array.isArray(entry)) return entry.flatMap((part, index) => texts(part, `${path}[${index}]`));
  return Object.entries(entry as object).flatMap(([key, value]) => texts(value, `${path}.${key}`));
}

const facts = {
  day: 'D',
  area: 'A',
  campaign: 'C',
  unit: 'U',
  years: 5,
  completed: '1',
  share: '2%',
  thisYear: { completed: '3', share: '4%' },
  since: { day: 'E', text: '+5' },
  indicator: 'I',
  value: '6',
  suppressed: false,
  service: 'S',
  radius: '7',
  points: '8',
  within: '9',
  villages: '10',
  month: 'M',
  owed: '11',
  returned: '12',
  inTime: '13',
  completeness: '14%',
  timeliness: '15%',
  place: 'P',
  before: '16',
  after: '17',
  shareBefore: '18%',
  shareAfter: '19%',
};
const samplesOf = (path: string) => (path.endsWith('.measureName') ? ['plan', 5] : ['5', '5', '5', '5', '5']);

it('both languages have the same keys', () => {
  const keys = (dictionary: object) => texts(dictionary).map(([path]) => path.replace(/\[\d+\].*/, ''));
  expect(new Set(keys(en))).toEqual(new Set(keys(zh)));
});

it('English has no Han, and no text is empty', () => {
  for (const [path, text] of texts(en)) {
    expect(text, path).not.toMatch(/\p{Script=Han}/u);
    expect(text.trim(), path).not.toBe('');
  }
});

it('says what is, then what to do: no exclamation marks, no 您, no 请稍后再试', () => {
  for (const [path, text] of [...texts(zh), ...texts(en)])
    expect(text, path).not.toMatch(/[!！您]|请稍后再试|success|oops/i);
});

it('the sentence stands without a target and without a target of the year', () => {
  const bare = (dictionary: typeof zh) =>
    dictionary
      .sentence({ ...facts, share: null, thisYear: null, since: null })
      .map(part => (typeof part === 'string' ? part : part.figure))
      .join('');
  expect(bare(zh)).toBe('截至D，AC累计完成 1U。');
  expect(bare(en)).toBe('C in A: by D, 1 U completed.');
});
