// SPDX-License-Identifier: Apache-2.0
import { computed } from '@preact/signals';
import type { Bilingual } from '../api/types.ts';
import { view } from '../view/address.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** Shape of a dictionary: texts stay texts and sentences keep their parameters. */
export type Words = typeof zh;

export const lang = computed(() => view.value.lang);
export const words = computed<Words>(() => (lang.value === 'en' ? en : zh));

/** A name that the server gives in both languages, in the one on screen. */
export const named = (name: Bilingual) => name[lang.value];
