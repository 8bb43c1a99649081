// SPDX-License-Identifier: Apache-2.0
import '../../header/header.css';
import { LanguageSwitch } from '../../header/language_switch.tsx';
import { Icon, Mark } from '../../icons/icon.tsx';
import { Account } from '../../session/account.tsx';
import { me } from '../../session/session.ts';
import { switchTheme, theme } from '../../theme/theme.ts';
import { lang, words } from '../../words/words.ts';
import { deskWords } from '../words/words.ts';
import { deskPages, pageAddress, worksOn, type DeskPageName } from './pages.ts';

export function DeskHeader({ name }: { name: DeskPageName }) {
  const w = words.value;
  const desk = deskWords.value.frame;
  const role = me.value?.role ?? null;
  const shown = (['progress', ...deskPages] as const).filter(
    page => page === 'progress' || page === name || worksOn(role, page),
  );
  return (
    <header class="header desk-header">
      <a class="brand" href={pageAddress('progress', lang.value)}>
        <Mark />
        <h1>{w.title}</h1>
      </a>
      <nav class="desk-pages" aria-label={desk.pagesLabel}>
        {shown.map(page => (
          <a
            key={page}
            href={pageAddress(page, lang.value)}
            aria-current={page === name ? 'page' : undefined}
          >
            {desk.pages[page]}
          </a>
        ))}
      </nav>
      <div class="header-tools">
        <Account named />
        <LanguageSwitch />
        <button
          type="button"
          class="button square"
          aria-label={w.switchTheme}
          title={w.switchTheme}
          onClick={switchTheme}
        >
          <Icon name={theme.value === 'dark' ? 'sun' : 'moon'} />
        </button>
      </div>
    </header>
  );
}
