// SPDX-License-Identifier: Apache-2.0
import { readingOf } from '../measure/reading.ts';
import { shownMeasure } from '../measure/shown.ts';
import { picture } from '../picture/current.ts';
import { valueText } from '../ranking/ranking_row.tsx';
import { count } from '../words/numbers.ts';
import { words } from '../words/words.ts';
import { camera } from './camera.ts';
import { tip } from './pointer.ts';

/** Name and value beside the pointer; the table says the same without a pointer. */
export function TipBox() {
  const here = tip.value;
  const now = picture.value;
  if (!here || !now) return null;
  const measure = shownMeasure.value;
  const rows = [
    now.ranking.rows.find(row => row.code === here.code),
    now.cellLevel === now.rankingLevel ? undefined : now.cells.rows.find(row => row.code === here.cellCode),
  ].filter(row => row !== undefined);
  const isRight = here.x > (camera.value?.width ?? 0) - 180;
  const side = isRight
    ? { right: `${(camera.value?.width ?? 0) - here.x + 14}px` }
    : { left: `${here.x + 14}px` };
  return (
    <div class="tip" style={{ ...side, top: `${here.y + 14}px` }} aria-hidden="true">
      {rows.map(row => (
        <p key={row.fid}>
          <span>{row.name}</span>
          <b>{valueText(row, readingOf(row, measure, now.campaign.record), measure)}</b>
        </p>
      ))}
      {here.households && (
        <p class="caption">
          {words.value.cellCount(count(here.households.count), count(here.households.completed))}
        </p>
      )}
    </div>
  );
}
