// SPDX-License-Identifier: Apache-2.0
import { effect } from '@preact/signals';
import { render } from 'preact';
import './theme/tokens.css';
import './theme/base.css';
import './theme/theme.ts';
import { followLegend } from './legend/legend.tsx';
import { followDrawn, followSketch } from './map/current_sketch.ts';
import { followFocus } from './page/focus.ts';
import { followKeys } from './page/keys.ts';
import { Page } from './page/page.tsx';
import { followView } from './picture/current.ts';
import { followDoubts } from './picture/doubts.ts';
import { followServer } from './picture/live.ts';
import { followSnapshot } from './picture/snapshot.ts';
import { followPrinting } from './print/printing.ts';
import { begin } from './session/session.ts';
import { followLanguage, lang, words, wordsReady } from './words/words.ts';

effect(() => {
  document.documentElement.lang = lang.value === 'zh' ? 'zh-CN' : 'en';
  document.title = words.value.title;
});

/** Until it could be fetched the page's own form asks who is there. */
const hangCurtain = (): Promise<void> =>
  import('./session/curtain.tsx').then(
    curtain => curtain.followSession(),
    () => void setTimeout(hangCurtain, 10_000),
  );

// The figures are on their way while the words of another language are fetched.
followView();
followDrawn();
followSketch();
followServer();
followSnapshot();
followDoubts();
// The figures come first; no session ends before they are there.
void begin().then(hangCurtain);
void wordsReady().then(() => {
  followLanguage();
  render(<Page />, document.getElementById('page')!);
  followKeys();
  followFocus();
  followPrinting();
  followLegend();
});
