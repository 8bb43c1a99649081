// SPDX-License-Identifier: Apache-2.0
import { render } from 'preact';
import '../theme/tokens.css';
import '../theme/base.css';
import '../theme/theme.ts';
import { ReferencePage } from './reference_page.tsx';
import { language, w } from './words.ts';

document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
document.title = `${w.title} · Courtyard`;
render(<ReferencePage />, document.getElementById('page')!);
