// SPDX-License-Identifier: Apache-2.0
import { shownMeasure } from '../measure/shown.ts';
import { Icon } from '../icons/icon.tsx';
import { drawn } from '../map/current_sketch.ts';
import { adjust, view } from '../view/address.ts';
import { sheets as papers } from '../view/view.ts';
import { words } from '../words/words.ts';
import { savePng } from './png.tsx';
import { Sheets } from './sheets.tsx';

/** The sheets of the picture on screen, as they will come out of the printer. */
export function Preview() {
  const now = drawn.value;
  const paper = view.value.sheet ?? 'a4';
  const w = words.value;
  if (!now) return <p class="sheet-bar">{w.loading}</p>;
  const hasWall = now.picture.place.area.level === 'township';
  return (
    <>
      <div class="sheet-bar">
        <h2>{w.sheet.name}</h2>
        <div class="segment" role="group" aria-label={w.sheet.paper}>
          {papers
            .filter(one => one !== 'wall' || hasWall)
            .map(one => (
              <button
                key={one}
                type="button"
                aria-pressed={one === paper}
                onClick={() => adjust({ sheet: one })}
              >
                {w.sheet.papers[one]}
              </button>
            ))}
        </div>
        <button type="button" class="button" onClick={() => void savePng()}>
          <Icon name="image" />
          {w.sheet.png}
        </button>
        <button type="button" class="button primary" onClick={() => print()}>
          <Icon name="print" />
          {w.sheet.print}
        </button>
        <button type="button" class="button" onClick={() => adjust({ sheet: null })}>
          {w.sheet.back}
        </button>
      </div>
      <div class="sheet-scroll">
        <Sheets {...now} measure={shownMeasure.value} paper={paper === 'wall' && !hasWall ? 'a4' : paper} />
      </div>
    </>
  );
}
