// SPDX-License-Identifier: Apache-2.0
import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { ExplainedFigure } from '../api/types.ts';
import { Icon } from '../icons/icon.tsx';
import { lazily } from '../lazy/lazy.tsx';
import { Popover } from '../page/popover.tsx';
import { over } from '../session/session.ts';
import { words } from '../words/words.ts';
import './explain.css';

export interface Explained {
  /** The area whose figure is explained. */
  area: string;
  figure: ExplainedFigure;
  /** What the figure is called, for those who cannot see beside what the button stands. */
  about: string;
}

interface Props extends Explained {
  /** Only the mark, where there is no room for words. */
  bare?: boolean;
  /** In a table that scrolls: opens beside the table and not inside it. */
  floating?: boolean;
  align?: 'left' | 'right';
}

const Panel = lazily(() => import('./panel.tsx').then(module => module.Panel));

/** 怎么算的: a button beside a figure that opens what the figure is made of. */
export function Explain({ area, figure, about, bare = false, floating = false, align = 'left' }: Props) {
  if (floating) return <FloatingMark area={area} figure={figure} about={about} />;
  return (
    <How about={about} bare={bare} align={align}>
      <Panel area={area} figure={figure} about={about} />
    </How>
  );
}

/** The same for a figure whose meaning is one paragraph. */
export function How({
  about,
  bare = true,
  align = 'left',
  children,
}: {
  about: string;
  bare?: boolean;
  align?: 'left' | 'right';
  children: ComponentChildren;
}) {
  const w = words.value;
  return (
    <Popover
      align={align}
      className="explain"
      reads
      buttonClass={bare ? 'explain-mark' : 'explain-button'}
      label={`${w.howCounted} ${about}`}
      button={
        <>
          <Icon name="how" size={14} />
          {!bare && <span>{w.howCounted}</span>}
        </>
      }
    >
      {children}
    </Popover>
  );
}

/** What the sheet beside the table explains. */
const sheet = signal<(Explained & { opener: HTMLElement }) | null>(null);

function close() {
  const opener = sheet.peek()?.opener;
  sheet.value = null;
  opener?.focus();
}

function FloatingMark({ area, figure, about }: Explained) {
  const label = `${words.value.howCounted} ${about}`;
  const isOpen = sheet.value?.area === area && sheet.value.figure === figure;
  return (
    <button
      type="button"
      class="explain-mark"
      aria-expanded={isOpen}
      aria-label={label}
      title={label}
      onClick={event => {
        event.stopPropagation();
        sheet.value = isOpen ? null : { area, figure, about, opener: event.currentTarget };
      }}
    >
      <Icon name="how" size={14} />
    </button>
  );
}

/** What a row of the table opens; Escape closes it and focus returns to the row. */
export function ExplainSheet() {
  const shown = sheet.value;
  const root = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!shown) return undefined;
    root.current?.focus();
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || over.peek()) return;
      event.stopPropagation();
      close();
    };
    document.addEventListener('keydown', onKey, true);
    return () => document.removeEventListener('keydown', onKey, true);
  }, [shown]);
  if (!shown) return null;
  return (
    <section
      class="explain-sheet"
      ref={root}
      tabIndex={-1}
      aria-label={`${words.value.howCounted} ${shown.about}`}
    >
      <button
        type="button"
        class="button square explain-close"
        aria-label={words.value.close}
        onClick={close}
      >
        <Icon name="cross" size={14} />
      </button>
      <Panel {...shown} />
    </section>
  );
}
