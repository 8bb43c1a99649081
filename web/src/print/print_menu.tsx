// SPDX-License-Identifier: Apache-2.0
import { Icon } from '../icons/icon.tsx';
import { drawn } from '../map/current_sketch.ts';
import { Popover } from '../page/popover.tsx';
import { go } from '../view/address.ts';
import { sheets } from '../view/view.ts';
import { words } from '../words/words.ts';

/** Paper and picture of what is on screen. */
export function PrintMenu() {
  const now = drawn.value;
  const w = words.value.sheet;
  if (!now) return null;
  const papers = sheets.filter(one => one !== 'wall' || now.picture.place.area.level === 'township');
  return (
    <Popover
      className="print"
      align="right"
      buttonClass="button ghost with-word"
      label={w.print}
      button={
        <>
          <Icon name="print" />
          <span>{w.print}</span>
        </>
      }
    >
      {close => (
        <ul>
          {papers.map(one => (
            <li key={one}>
              <button type="button" class="menu-item" onClick={() => (close(), go({ sheet: one }))}>
                <Icon name="print" />
                <span>{w.papers[one]}</span>
              </button>
            </li>
          ))}
          <li>
            <button
              type="button"
              class="menu-item"
              onClick={() => (close(), void import('./paper_room.tsx').then(room => room.savePng()))}
            >
              <Icon name="image" />
              <span>{w.png}</span>
            </button>
          </li>
        </ul>
      )}
    </Popover>
  );
}
