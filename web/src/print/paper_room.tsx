// SPDX-License-Identifier: Apache-2.0
import { render } from 'preact';
import { drawn } from '../map/current_sketch.ts';
import { view } from '../view/address.ts';
import { Preview } from './preview.tsx';
import { Sheets } from './sheets.tsx';

export const preview = (place: Element) => render(<Preview />, place);

/** At once, for the printer waits for nobody. */
export const print = (place: Element) =>
  render(<Sheets {...drawn.peek()!} measure={view.peek().measure} paper="a4" />, place);

export const clear = (place: Element) => render(null, place);

export { savePng } from './png.tsx';
