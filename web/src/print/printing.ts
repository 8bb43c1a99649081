// SPDX-License-Identifier: Apache-2.0
// Paper on demand: a preview when the address asks for one, and the A4 sheets whenever the browser prints the dashboard.
import { effect } from '@preact/signals';
import { readMapSettings } from '../map/base_map.ts';
import { drawn } from '../map/current_sketch.ts';
import { over } from '../session/session.ts';
import { view } from '../view/address.ts';

const place = document.createElement('div');
place.className = 'sheets';
place.id = 'sheets';

const root = document.documentElement;

let paper: typeof import('./paper_room.tsx') | null = null;

async function fetchPaper() {
  await readMapSettings();
  paper ??= await import('./paper_room.tsx');
  root.dataset['paper'] = 'ready';
  return paper;
}

export function followPrinting() {
  // Before the page: what both name is then the paper's while there is paper.
  document.body.prepend(place);
  effect(() => {
    const { sheet } = view.value;
    if (sheet === null) {
      if (root.dataset['sheets'] === 'preview') {
        delete root.dataset['sheets'];
        paper?.clear(place);
      }
      return;
    }
    if (root.dataset['sheets'] === 'preview') return;
    root.dataset['sheets'] = 'preview';
    void fetchPaper().then(room => view.peek().sheet && room.preview(place));
  });
  // The browser does not wait for us once it prints, so what it needs is fetched when all else is there.
  let isComing = false;
  effect(() => {
    if (!drawn.value || isComing) return;
    isComing = true;
    setTimeout(() => void fetchPaper().catch(() => (isComing = false)), 2000);
  });
  addEventListener('beforeprint', () => {
    if (over.peek() || !paper || !drawn.peek() || root.dataset['sheets'] === 'preview') return;
    root.dataset['sheets'] = 'print';
    paper.print(place);
  });
  addEventListener('afterprint', () => {
    if (root.dataset['sheets'] !== 'print') return;
    delete root.dataset['sheets'];
    paper?.clear(place);
  });
}
