// SPDX-License-Identifier: Apache-2.0
// Only the rows in sight are in the document when there are very many; the others are room above and below.
import { useEffect, useState } from 'preact/hooks';
import type { RefObject } from 'preact';

/** Up to here a table is simply whole. */
export const mostWhole = 200;

export interface RowWindow {
  first: number;
  end: number;
  /** Room of the rows that are not there, px. */
  above: number;
  below: number;
}

/** The rows that are in sight and some on either side. */
export function windowOf(total: number, top: number, height: number, rowHeight: number): RowWindow {
  const margin = 20;
  const first = Math.max(0, Math.min(total, Math.floor(top / rowHeight)) - margin);
  const end = Math.min(total, Math.ceil((top + height) / rowHeight) + margin);
  return { first, end, above: first * rowHeight, below: (total - end) * rowHeight };
}

/** Where to scroll so that a row is in sight between head and foot; the present place when it is. */
export function scrollTo(
  index: number,
  top: number,
  height: number,
  rowHeight: number,
  edges: number,
): number {
  const start = index * rowHeight;
  const end = start + rowHeight;
  if (start < top) return start;
  return end > top + height - edges ? end - height + edges : top;
}

interface Scrolled {
  top: number;
  height: number;
}

/** The window of a table that scrolls in its own box; whole where the box grows with the table. */
export function useRowWindow(
  box: RefObject<HTMLElement | null>,
  total: number,
  rowHeight: number,
): RowWindow {
  const [{ top, height }, setScrolled] = useState<Scrolled>({ top: 0, height: 600 });
  const isLong = total > mostWhole;
  useEffect(() => {
    const element = box.current;
    if (!element || !isLong) return undefined;
    const follow = () => setScrolled({ top: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(follow);
    observer.observe(element);
    element.addEventListener('scroll', follow, { passive: true });
    return () => (observer.disconnect(), element.removeEventListener('scroll', follow));
  }, [isLong]);
  const growsWithTable = box.current !== null && getComputedStyle(box.current).overflowY === 'visible';
  if (!isLong || growsWithTable) return { first: 0, end: total, above: 0, below: 0 };
  return windowOf(total, top, height, rowHeight);
}
