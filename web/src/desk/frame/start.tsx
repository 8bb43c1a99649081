// SPDX-License-Identifier: Apache-2.0
import { effect } from '@preact/signals';
import { render, type ComponentChild } from 'preact';
import '../../theme/tokens.css';
import '../../theme/base.css';
import '../../theme/theme.ts';
import { followSession } from '../../session/curtain.tsx';
import { begin, isSignedIn, signInWanted } from '../../session/session.ts';
import { followLanguage, lang, words, wordsReady } from '../../words/words.ts';
import { deskWords } from '../words/words.ts';
import type { DeskPageName } from './pages.ts';

/** Shows a page of the desk; nobody works here without an account. */
export function startDesk(name: DeskPageName, page: ComponentChild) {
  effect(() => {
    document.documentElement.lang = lang.value === 'zh' ? 'zh-CN' : 'en';
    document.title = `${deskWords.value.frame.pages[name]} · ${words.value.title}`;
  });
  followSession();
  void wordsReady().then(async () => {
    followLanguage();
    render(page, document.getElementById('page')!);
    await begin();
    if (!isSignedIn.value) signInWanted.value = true;
  });
}
