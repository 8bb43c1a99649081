// SPDX-License-Identifier: Apache-2.0
import { useState } from 'preact/hooks';
import { Icon } from '../icons/icon.tsx';
import { picture } from '../picture/current.ts';
import { go, hrefOf } from '../view/address.ts';
import { enterArea } from '../view/places.ts';
import { words } from '../words/words.ts';
import { Popover } from '../page/popover.tsx';

/** The way from the root of the scope to the area shown, and a menu of what lies beneath it. */
export function Breadcrumb() {
  const now = picture.value;
  if (!now) return <nav class="breadcrumb" />;
  const { path, children } = now.place;
  const to = (index: number) => ({
    area: index === 0 ? null : path[index]!.code,
    selected: path[index + 1]?.code ?? null,
    level: null,
  });
  return (
    <nav class="breadcrumb" aria-label={words.value.more}>
      <ol>
        {path.map((step, index) => (
          <li key={step.code}>
            {index > 0 && <Icon name="right" size={14} />}
            {index === path.length - 1 ? (
              <b aria-current="page">{step.name}</b>
            ) : (
              <a href={hrefOf(to(index))} onClick={event => (event.preventDefault(), go(to(index)))}>
                {step.name}
              </a>
            )}
          </li>
        ))}
        {children.length > 0 && (
          <li class="breadcrumb-more">
            <Icon name="right" size={14} />
            <Popover
              buttonClass="breadcrumb-button"
              button={
                <>
                  <span>{words.value.allOf[children[0]!.level]}</span>
                  <Icon name="down" size={14} />
                </>
              }
            >
              {close => <ChildMenu close={close} />}
            </Popover>
          </li>
        )}
      </ol>
    </nav>
  );
}

function ChildMenu({ close }: { close: () => void }) {
  const [wanted, setWanted] = useState('');
  const children = picture.value?.place.children ?? [];
  const found = children.filter(
    child => child.name.includes(wanted.trim()) || child.code.startsWith(wanted.trim()),
  );
  return (
    <>
      {children.length > 12 && (
        <input
          class="menu-search"
          type="search"
          value={wanted}
          aria-label={words.value.name}
          placeholder={words.value.name}
          onInput={event => setWanted(event.currentTarget.value)}
        />
      )}
      <ul>
        {found.map(child => (
          <li key={child.code}>
            <button type="button" class="menu-item" onClick={() => (close(), enterArea(child.code))}>
              <span>{child.name}</span>
              <span class="digits">{child.code}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
