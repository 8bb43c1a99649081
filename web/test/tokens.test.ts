// SPDX-License-Identifier: Apache-2.0
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast } from './colour_science.ts';

const source = new URL('../src/', import.meta.url);
const css = readFileSync(new URL('theme/tokens.css', source), 'utf8');

function tokensOf(theme: string): Record<string, string> {
  const block = css.split(`:root[data-theme='${theme}'] {`)[1]!.split('}')[0]!;
  return Object.fromEntries(
    [...block.matchAll(/--([a-z0-9-]+): (#[0-9a-f]{6});/g)].map(match => [match[1]!, match[2]!]),
  );
}

describe.each(['light', 'dark'])('%s theme', theme => {
  const t = tokensOf(theme);
  const texts = ['ink', 'ink2', 'ink3', 'accent', 'signal', 'ok'];
  it.each(texts)('%s is readable on panel and on ground', name => {
    expect(contrast(t[name]!, t['panel']!)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(t[name]!, t['ground']!)).toBeGreaterThanOrEqual(4.5);
  });
  it('borders of controls can be seen', () => {
    expect(contrast(t['control']!, t['panel']!)).toBeGreaterThanOrEqual(3);
    expect(contrast(t['control']!, t['ground']!)).toBeGreaterThanOrEqual(3);
  });
  it('words on accent, accent-bg and signal-bg are readable', () => {
    expect(contrast(t['on-accent']!, t['accent']!)).toBeGreaterThanOrEqual(4.5);
    for (const ground of ['accent-bg', 'signal-bg']) {
      for (const text of ['ink', 'ink2']) expect(contrast(t[text]!, t[ground]!)).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(t['signal']!, t['signal-bg']!)).toBeGreaterThanOrEqual(4.5);
  });
  it('the done part of a bar stands out from the rest', () => {
    expect(contrast(t['bar']!, t['bar-bg']!)).toBeGreaterThanOrEqual(3);
  });
});

it('no text is set smaller than 11 px', () => {
  for (const file of readdirSync(source, { recursive: true }) as string[]) {
    if (!file.endsWith('.css')) continue;
    const text = readFileSync(new URL(file, source), 'utf8');
    for (const [whole, size] of text.matchAll(/font-size: (\.?\d*\.?\d+)rem/g)) {
      expect(Number(size) * 16, `${file}: ${whole}`).toBeGreaterThanOrEqual(11);
    }
  }
});
