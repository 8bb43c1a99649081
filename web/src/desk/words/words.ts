// SPDX-License-Identifier: Apache-2.0
import { computed } from '@preact/signals';
import { lang } from '../../words/words.ts';
import { en } from './en.ts';
import { zh, type DeskWords } from './zh.ts';

export const deskWords = computed<DeskWords>(() => (lang.value === 'en' ? en : zh));
