// SPDX-License-Identifier: Apache-2.0
import { shownMeasure } from '../measure/shown.ts';
import { pointedAt } from '../map/pointed_at.ts';
import { changes } from '../picture/live.ts';
import { places } from '../ranking/ranking.tsx';
import { valueText } from '../ranking/ranking_row.tsx';
import { textOf } from '../sentence/live_mark.tsx';
import { view } from '../view/address.ts';
import { words } from '../words/words.ts';
import { said } from './toast.tsx';

/** The one voice of the page: a message, what changed, or the area that is pointed at or selected, with value and place. */
export function Spoken() {
  const { selected } = view.value;
  const measure = shownMeasure.value;
  const all = places.value;
  const code = pointedAt.value ?? selected;
  const one = all.find(({ row }) => row.code === code);
  const w = words.value;
  const sentence =
    one &&
    w.selectedSpoken(
      one.row.name,
      valueText(one.row, one.reading, measure),
      one.rank ? w.rankOf(one.rank, all.length) : '',
    );
  const [change] = changes.value;
  const news = change && `${w.justNow} ${textOf(change)}`;
  return (
    <div class="unseen" id="spoken" role="status" aria-live="polite">
      {said.value ?? news ?? sentence}
    </div>
  );
}
