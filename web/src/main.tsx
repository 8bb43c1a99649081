// SPDX-License-Identifier: Apache-2.0
import { effect } from '@preact/signals';
import { render } from 'preact';
import './theme/tokens.css';
import './theme/base.css';
import './theme/theme.ts';
import { followDrawn, followSketch } from './map/current_sketch.ts';
import { followFocus } from './page/focus.ts';
import { followKeys } from './page/keys.ts';
import { Page } from './page/page.tsx';
import { followView } from './picture/current.ts';
import { followServer } from './picture/live.ts';
import { followPrinting } from './print/printing.ts';
import { begin } from './session/session.ts';
import { lang, words } from './words/words.ts';

effect(() => {
  document.documentElement.lang = lang.value === 'zh' ? 'zh-CN' : 'en';
  document.title = words.value.title;
});

render(<Page />, document.getElementById('page')!);
followKeys();
followFocus();
followView();
followDrawn();
followSketch();
followPrinting();
followServer();
void begin();
