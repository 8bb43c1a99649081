// SPDX-License-Identifier: Apache-2.0
import { deskPages, pageAddress, worksOn } from '../desk/frame/pages.ts';
import { Icon } from '../icons/icon.tsx';
import { Popover } from '../page/popover.tsx';
import { me } from '../session/session.ts';
import { lang, words } from '../words/words.ts';

/** Where those who are signed in go to work. */
export function DeskMenu() {
  const role = me.value?.role ?? null;
  const open = deskPages.filter(page => worksOn(role, page));
  if (open.length === 0) return null;
  const w = words.value;
  return (
    <Popover
      className="desk"
      align="right"
      buttonClass="button ghost with-word"
      label={w.desk.title}
      button={
        <>
          <Icon name="desk" />
          <span>{w.desk.title}</span>
        </>
      }
    >
      <ul>
        {open.map(desk => (
          <li key={desk}>
            <a class="menu-item" href={pageAddress(desk, lang.value)}>
              {w.desk.name[desk]}
            </a>
          </li>
        ))}
      </ul>
    </Popover>
  );
}
