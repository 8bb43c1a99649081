// SPDX-License-Identifier: Apache-2.0
import { signal } from '@preact/signals';
import { Icon } from '../icons/icon.tsx';
import './toast.css';

/** The sentence at the bottom of the page; the voice of the page says it too. */
export const said = signal<string | null>(null);
let timer = 0;

/** Says one sentence at the bottom of the page for six seconds. */
export function say(sentence: string) {
  clearTimeout(timer);
  said.value = sentence;
  timer = window.setTimeout(() => (said.value = null), 6000);
}

/** Copies text and says so; says how to do it by hand where the browser refuses. */
export async function copy(text: string, done: string, failed: string) {
  try {
    await navigator.clipboard.writeText(text);
    say(done);
  } catch {
    say(failed);
  }
}

export function Toast() {
  return (
    <div class="toast-place" aria-hidden="true">
      {said.value !== null && (
        <div class="toast">
          <Icon name="tick" />
          <span>{said.value}</span>
        </div>
      )}
    </div>
  );
}
