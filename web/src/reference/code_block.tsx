// SPDX-License-Identifier: Apache-2.0
import { useState } from 'preact/hooks';
import { w } from './words.ts';

/** Text to copy; it scrolls by keyboard where it is wider than the page. */
export function CodeBlock({ label, text }: { label: string; text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text).catch(() => undefined);
    setCopied(true);
  };
  return (
    <figure class="code-block">
      <figcaption>
        {label}
        <button type="button" class="button ghost" onClick={copy} onBlur={() => setCopied(false)}>
          <span role="status">{copied ? w.copied : w.copy}</span>
        </button>
      </figcaption>
      <pre tabIndex={0} aria-label={label}>
        <code>{text}</code>
      </pre>
    </figure>
  );
}
