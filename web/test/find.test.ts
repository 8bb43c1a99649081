// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import type { AreaEntry } from '../src/api/questions.ts';
import { find, indexOf } from '../src/search/find.ts';
import { initialsOf } from '../src/search/initials.ts';

it.each([
  ['石桥村', 'sqc'],
  ['双榆镇', 'syz'],
  ['鹭汀镇', 'ltz'],
  ['栖云街道', 'qyjd'],
  ['荷渡社区', 'hdsq'],
  ['长沟村', 'cgc'],
  ['重兴庄', 'cxz'],
  ['三里堡', 'slb'],
  ['大王村', 'dwc'],
  ['银行街', 'yhj'],
  ['安丘', 'aq'],
  ['鄂家湾', 'ejw'],
  ['欧家', 'oj'],
  ['若水', 'rs'],
  ['塔寺𠮷村', 'tsjc'],
  ['A3村', 'a3c'],
  ['<img>', '<img>'],
])('%s -> %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

it.each(
  [...'abcdefghjklmnopqrstwxyz'].map((letter, i) => [
    letter,
    [
      '安',
      '白',
      '曹',
      '邓',
      '二',
      '方',
      '高',
      '何',
      '贾',
      '孔',
      '李',
      '马',
      '牛',
      '欧',
      '潘',
      '秦',
      '任',
      '孙',
      '田',
      '王',
      '谢',
      '杨',
      '张',
    ][i]!,
  ]),
)('%s is the letter of %s', (letter, character) => {
  expect(initialsOf(character)).toBe(letter);
});

/** The common characters of GB 2312 stand in the order of Pinyin: where each letter begins there. */
const begins = '啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝';
const letters = 'abcdefghjklmnopqrstwxyz';

it('agrees with the order of the 3,755 common characters of GB 2312', () => {
  const decoder = new TextDecoder('gbk');
  const all: string[] = [];
  for (let row = 0xb0; row <= 0xd7; row++)
    for (let cell = 0xa1; cell <= (row === 0xd7 ? 0xf9 : 0xfe); cell++)
      all.push(decoder.decode(Uint8Array.of(row, cell)));
  expect(all.length).toBe(3755);
  let letter = '';
  const wrong = all.filter(character => {
    const at = begins.indexOf(character);
    if (at >= 0) letter = letters[at]!;
    return initialsOf(character) !== letter;
  });
  // Characters with several readings: 18 in a thousand at most.
  expect(wrong.length, wrong.join('')).toBeLessThan(68);
});

const entries: AreaEntry[] = [
  ['410199', '栖云市', 'county', null],
  ['410199101', '石桥镇', 'township', '410199'],
  ['410199101201', '石桥村', 'village', '410199101'],
  ['410199101202', '大石桥村', 'village', '410199101'],
  ['410199102', '东河乡', 'township', '410199'],
  ['410199102201', '石桥村', 'village', '410199102'],
];
const index = indexOf(entries);
const codes = (text: string) => find(index, text, 8).map(({ code }) => code);

it('larger areas come first, then those that merely contain the word', () => {
  expect(codes('石桥')).toEqual(['410199101', '410199101201', '410199102201', '410199101202']);
});

it('villages of one name are told apart by where they lie', () => {
  expect(
    find(index, '石桥村', 8)
      .map(({ path }) => path)
      .slice(0, 2),
  ).toEqual(['石桥镇', '东河乡']);
});

it('finds by code, by its end, and by first letters in either case', () => {
  expect(codes('4101991012')[0]).toBe('410199101201');
  expect(codes('2202')).toEqual([]);
  expect(codes('1202')).toEqual(['410199101202']);
  expect(codes('DHX')).toEqual(['410199102']);
  expect(codes('sq').slice(0, 3)).toEqual(['410199101', '410199101201', '410199102201']);
});

it('marks the part that matched', () => {
  expect(find(index, 'sq', 1)[0]!.match).toEqual([0, 2]);
  expect(find(index, '410199102', 1)[0]!.match).toBeNull();
});

it('nothing for nothing, and nothing for what is nowhere', () => {
  expect(codes('  ')).toEqual([]);
  expect(codes('zzz')).toEqual([]);
  expect(codes('[(')).toEqual([]);
});
