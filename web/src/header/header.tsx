// SPDX-License-Identifier: Apache-2.0
import { Icon, Mark } from '../icons/icon.tsx';
import { copy } from '../page/toast.tsx';
import { PrintMenu } from '../print/print_menu.tsx';
import { Rail } from '../rail/rail.tsx';
import { Search } from '../search/search.tsx';
import { Account } from '../session/account.tsx';
import { switchTheme, theme } from '../theme/theme.ts';
import { campaign } from '../picture/current.ts';
import { lastingHref } from '../picture/snapshot.ts';
import { view } from '../view/address.ts';
import { named, words } from '../words/words.ts';
import { Popover } from '../page/popover.tsx';
import { Breadcrumb } from './breadcrumb.tsx';
import { DayControl } from './day_control.tsx';
import { DeskMenu } from './desk_menu.tsx';
import { ExportMenu } from './export_menu.tsx';
import { LanguageSwitch } from './language_switch.tsx';
import './header.css';

export function Header() {
  const w = words.value;
  return (
    <header class="header">
      <div class="brand">
        <Mark />
        <h1>{w.title}</h1>
      </div>
      <Breadcrumb />
      <Search />
      <div class="header-tools">
        <DayControl />
        <ExportMenu />
        <PrintMenu />
        <button
          type="button"
          class="button ghost with-word share"
          aria-label={w.share}
          onClick={() => void copy(lastingHref(), w.linkCopied, w.copyFailed)}
        >
          <Icon name="share" />
          <span>{w.share}</span>
        </button>
        <DeskMenu />
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
        <Account />
        <div class="rail-opener">
          <Popover
            button={
              <>
                <Icon name="layers" />
                <span>{themeName()}</span>
              </>
            }
            hint={w.options}
            align="right"
          >
            <Rail />
          </Popover>
        </div>
      </div>
    </header>
  );
}

/** What the page is about, where the rail has no room. */
function themeName(): string {
  const { theme } = view.value;
  if (theme !== 'progress') return words.value.themeName[theme];
  return campaign.value ? named(campaign.value.name) : '';
}
