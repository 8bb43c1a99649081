// SPDX-License-Identifier: Apache-2.0
import { signal } from '@preact/signals';
import { useId, useRef, useState } from 'preact/hooks';
import { askAreaNames } from '../api/questions.ts';
import { Icon } from '../icons/icon.tsx';
import { picture } from '../picture/current.ts';
import { go, view } from '../view/address.ts';
import { select } from '../view/places.ts';
import { words } from '../words/words.ts';
import type { Found, Index } from './find.ts';
import './search.css';

const most = 8;

/** How to find, and the names to find; both are fetched when the reader first goes to the field. */
const finder = signal<{ find: (text: string) => Found[]; edition: string } | null>(null);
let reading = false;

async function prepare() {
  const edition = picture.peek()?.ranking.edition ?? '';
  if (reading || finder.peek()?.edition === edition) return;
  reading = true;
  try {
    const [{ find, indexOf }, names] = await Promise.all([
      import('./find.ts'),
      askAreaNames(view.peek().date),
    ]);
    const index: Index = indexOf(names);
    finder.value = { find: text => find(index, text, most), edition };
  } catch (error) {
    console.warn('search:', error);
  } finally {
    reading = false;
  }
}

/** Shows an area among its neighbours, selected. */
function show({ code, parent }: Found) {
  if (picture.peek()?.ranking.rows.some(row => row.code === code)) return select(code);
  const root = picture.peek()?.place.path[0]?.code;
  go({ area: parent === root ? null : parent, selected: parent ? code : null, level: null, camera: null });
}

/** Village names, codes and first letters of Pinyin; `/` comes here from anywhere. */
export function Search() {
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const w = words.value;
  const found = open && finder.value ? finder.value.find(text) : [];
  const isOpen = open && text.trim() !== '' && finder.value !== null;
  const choose = (one: Found) => {
    setOpen(false);
    setText('');
    show(one);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      if (text === '') input.current?.blur();
      setText('');
      setOpen(false);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (found.length > 0) setActive((active + step + found.length) % found.length);
    } else if (event.key === 'Enter' && found[active]) {
      event.preventDefault();
      choose(found[active]);
    }
  };
  return (
    <div class="search" role="search">
      <Icon name="search" />
      <input
        ref={input}
        id="search"
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck={false}
        aria-label={w.find.label}
        aria-expanded={isOpen}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && found[active] ? `${id}-${active}` : undefined}
        placeholder={w.find.hint}
        value={text}
        onFocus={() => void prepare()}
        onBlur={() => setOpen(false)}
        onInput={event => {
          setText(event.currentTarget.value);
          setActive(0);
          setOpen(true);
        }}
        onKeyDown={onKey}
      />
      <kbd aria-hidden="true">/</kbd>
      <ul id={id} role="listbox" aria-label={w.find.label} class="search-list" hidden={!isOpen}>
        {found.map((one, index) => (
          <li
            key={one.code}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            onPointerDown={event => (event.preventDefault(), choose(one))}
            onPointerMove={() => setActive(index)}
          >
            <Name {...one} />
            <span class="search-path">{one.path}</span>
            <span class="digits">{one.code}</span>
          </li>
        ))}
        {isOpen && found.length === 0 && (
          <li role="option" aria-selected="false" aria-disabled="true" class="search-none">
            {w.find.nothing(text.trim())}
          </li>
        )}
      </ul>
    </div>
  );
}

function Name({ name, match }: Found) {
  if (!match) return <span>{name}</span>;
  const [start, end] = match;
  return (
    <span>
      {name.slice(0, start)}
      <b>{name.slice(start, end)}</b>
      {name.slice(end)}
    </span>
  );
}
