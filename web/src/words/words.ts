// SPDX-License-Identifier: Apache-2.0
import { computed, effect, signal } from '@preact/signals';
import type { Bilingual } from '../api/types.ts';
import { view } from '../view/address.ts';
import type { Language } from '../view/view.ts';
import { zh } from './zh.ts';

/** Shape of a dictionary: texts stay texts and sentences keep their parameters. */
export type Words = typeof zh;

/** English is fetched when it is wanted, so that Chinese readers do not wait for it. */
const english = signal<Words | null>(null);

async function readEnglish() {
  english.value = (await import('./en.ts')).en;
}

/** The words of the present view; the page is first shown when they are there. */
export async function wordsReady(): Promise<void> {
  if (view.peek().lang === 'en') await readEnglish().catch(() => undefined);
}

export const followLanguage = () =>
  effect(() => {
    // Without its words the page goes on in Chinese.
    if (view.value.lang === 'en' && !english.peek()) readEnglish().catch(() => undefined);
  });

export const lang = computed<Language>(() => (view.value.lang === 'en' && english.value ? 'en' : 'zh'));
export const words = computed<Words>(() => (lang.value === 'en' ? english.value! : zh));

/** A name that the server gives in both languages, in the one on screen. */
export const named = (name: Bilingual) => name[lang.value];
