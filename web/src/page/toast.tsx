// SPDX-License-Identifier: Apache-2.0
import { signal } from '@preact/signals';
import { Icon } from '../icons/icon.tsx';
import './toast.css';

const message = signal<string | null>(null);
let timer = 0;

/** Says one sentence at the bottom of the page for six seconds. */
export function say(sentence: string) {
  clearTimeout(timer);
  message.value = sentence;
  timer = window.setTimeout(() => (message.value = null), 6000);
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
    <div class="toast-place" role="status">
      {message.value !== null && (
        <div class="toast">
          <Icon name="tick" />
          <span>{message.value}</span>
        </div>
      )}
    </div>
  );
}
