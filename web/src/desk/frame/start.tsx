// SPDX-License-Identifier: Apache-2.0
import { effect } from '@preact/signals';
import { render, type ComponentChild } from 'preact';
import '../../theme/tokens.css';
import '../../theme/base.css';
import '../../theme/theme.ts';
import { begin, isSignedIn, signInWanted } from '../../session/session.ts';
import { lang, words } from '../../words/words.ts';
import { deskWords } from '../words/words.ts';
import type { DeskPageName } from './pages.ts';

/** Shows a page of the desk; nobody works here without an account. */
export function startDesk(name: DeskPageName, page: ComponentChild) {
  effect(() => {
    document.documentElement.lang = lang.value === 'zh' ? 'zh-CN' : 'en';
    document.title = `${deskWords.value.frame.pages[name]} · ${words.value.title}`;
  });
  render(page, document.getElementById('page')!);
  void begin().then(() => {
    if (!isSignedIn.value) signInWanted.value = true;
  });
}
