// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import './popover.css';

interface Props {
  button: ComponentChildren;
  className?: string;
  buttonClass?: string;
  /** Accessible name of the button where its content is not words. */
  label?: string;
  /** What the button is for, where its words are only the present choice. */
  hint?: string;
  align?: 'left' | 'right';
  /** Text to be read, longer than the panel perhaps: it can be focused, and so scrolled by keyboard. */
  reads?: boolean;
  children: ComponentChildren | ((close: () => void) => ComponentChildren);
}

/** A button with a panel; Escape or a click elsewhere closes it and focus returns to the button. */
export function Popover({
  button,
  className = '',
  buttonClass = 'button',
  label,
  hint,
  align = 'left',
  reads = false,
  children,
}: Props) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const id = useId();
  const close = () => {
    setOpen(false);
    trigger.current?.focus();
  };

  useEffect(() => {
    if (!open) return undefined;
    const onPointer = (event: PointerEvent) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      close();
    };
    document.addEventListener('pointerdown', onPointer, true);
    document.addEventListener('keydown', onKey, true);
    return () => {
      document.removeEventListener('pointerdown', onPointer, true);
      document.removeEventListener('keydown', onKey, true);
    };
  }, [open]);

  return (
    <div class={`popover ${className}`} ref={root}>
      <button
        ref={trigger}
        type="button"
        class={buttonClass}
        aria-expanded={open}
        aria-controls={id}
        aria-label={label}
        title={label ?? hint}
        onClick={() => setOpen(!open)}
      >
        {button}
      </button>
      {open && (
        <div id={id} class={`popover-panel align-${align}`} tabIndex={reads ? 0 : undefined}>
          {typeof children === 'function' ? children(close) : children}
        </div>
      )}
    </div>
  );
}
