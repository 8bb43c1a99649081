// SPDX-License-Identifier: Apache-2.0
import type { Role } from '../api/types.ts';
import { Icon } from '../icons/icon.tsx';
import { Popover } from '../page/popover.tsx';
import { me } from '../session/session.ts';
import { lang, words } from '../words/words.ts';

const desks = ['review', 'import', 'targets', 'accounts'] as const;
export type Desk = (typeof desks)[number];

/** The pages on which a role works; the server refuses what is not in its list all the same. */
const desksOf: Record<Role, readonly Desk[]> = {
  viewer: [],
  field: ['import'],
  reviewer: ['review', 'import'],
  planner: ['targets', 'import'],
  caseworker: ['import'],
  security: ['accounts'],
  auditor: ['accounts'],
  admin: ['review', 'import', 'targets'],
};

/** Where those who are signed in go to work. */
export function DeskMenu() {
  const open = me.value?.role ? desksOf[me.value.role] : [];
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
            <a class="menu-item" href={lang.value === 'en' ? `/${desk}?lang=en` : `/${desk}`}>
              {w.desk.name[desk]}
            </a>
          </li>
        ))}
      </ul>
    </Popover>
  );
}
