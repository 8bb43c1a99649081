// SPDX-License-Identifier: Apache-2.0
// First letters of Pinyin. The browser knows the order of Han characters by Pinyin, so the letter of a character is that
// of the last of these it does not come before: the first character of every letter in that order.
const firsts: [letter: string, character: string][] = [
  ['a', '阿'],
  ['b', '八'],
  ['c', '嚓'],
  ['d', '哒'],
  ['e', '妸'],
  ['f', '发'],
  ['g', '旮'],
  ['h', '哈'],
  ['j', '讥'],
  ['k', '咔'],
  ['l', '垃'],
  ['m', '痳'],
  ['n', '拏'],
  ['o', '噢'],
  ['p', '妑'],
  ['q', '七'],
  ['r', '呥'],
  ['s', '扨'],
  ['t', '它'],
  ['w', '穵'],
  ['x', '夕'],
  ['y', '丫'],
  ['z', '帀'],
];

/** How village names read them, where the order of characters knows another reading. */
const inNames: Record<string, string> = {
  重: 'c',
  厦: 'x',
  堡: 'b',
  长: 'c',
  行: 'h',
  大: 'd',
  曲: 'q',
  乐: 'l',
  会: 'h',
  尉: 'w',
  单: 's',
  解: 'x',
  查: 'z',
  曾: 'z',
  朝: 'c',
  盛: 's',
  尾: 'w',
  石: 's',
  圩: 'w',
  埠: 'b',
  峪: 'y',
  圪: 'g',
  埝: 'n',
  沱: 't',
};

let collator: Intl.Collator | null | undefined;

/** Null where the browser does not know the order. */
function pinyinOrder(): Intl.Collator | null {
  if (collator === undefined) {
    const wanted = new Intl.Collator('zh-CN-u-co-pinyin');
    const isKnown = wanted.compare('阿', '帀') < 0 && wanted.compare('八', '七') < 0;
    collator = isKnown && wanted.resolvedOptions().locale.startsWith('zh') ? wanted : null;
  }
  return collator;
}

function letterOf(character: string): string {
  const known = inNames[character];
  if (known) return known;
  if (!/\p{Script=Han}/u.test(character)) return character.toLowerCase();
  const order = pinyinOrder();
  if (!order) return character;
  let letter = 'a';
  for (const [next, first] of firsts) {
    if (order.compare(character, first) < 0) break;
    letter = next;
  }
  return letter;
}

/** 石桥村 -> sqc. */
export const initialsOf = (name: string) => [...name].map(letterOf).join('');
