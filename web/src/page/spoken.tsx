// SPDX-License-Identifier: Apache-2.0
import { shownMeasure } from '../measure/shown.ts';
import { places } from '../ranking/ranking.tsx';
import { valueText } from '../ranking/ranking_row.tsx';
import { view } from '../view/address.ts';
import { words } from '../words/words.ts';

/** Says the selected area aloud: name, value, place. */
export function SpokenSelection() {
  const { selected } = view.value;
  const measure = shownMeasure.value;
  const all = places.value;
  const one = all.find(({ row }) => row.code === selected);
  const w = words.value;
  return (
    <div class="unseen" role="status" aria-live="polite">
      {one &&
        w.selectedSpoken(
          one.row.name,
          valueText(one.row, one.reading, measure),
          one.rank ? w.rankOf(one.rank, all.length) : '',
        )}
    </div>
  );
}
