// SPDX-License-Identifier: Apache-2.0
import { Icon } from '../icons/icon.tsx';
import { Popover } from '../page/popover.tsx';
import { picture } from '../picture/current.ts';
import { fullMonth } from '../words/days.ts';
import { count, share } from '../words/numbers.ts';
import { lang, named, words } from '../words/words.ts';

/** The rule behind the figures, with the figures in it. */
export function HowCounted() {
  const now = picture.value!;
  const w = words.value;
  const { total, campaign, ranking } = now;
  const unit = named(campaign.indicator.unit);
  const gap = total.children_gap;
  return (
    <Popover
      align="right"
      buttonClass="how-button"
      button={
        <>
          <Icon name="how" size={14} />
          <span>{w.howCounted}</span>
        </>
      }
    >
      <div class="how">
        <p>{w.howCompleted(unit)}</p>
        <p>{w.howPlan(count(total.completed), count(total.target_plan), share(total.share_plan))}</p>
        <p>{w.howYear(count(total.completed_year), count(total.target_year), share(total.share_year))}</p>
        {total.expected_share !== null && <p>{w.howExpected(share(total.expected_share))}</p>}
        {total.forecast_on && <p>{w.forecast(fullMonth(total.forecast_on, lang.value))}</p>}
        {gap && gap.target_plan !== gap.sum_of_children && (
          <p class="how-gap">{w.howGap(count(gap.target_plan), count(gap.sum_of_children), unit)}</p>
        )}
        <p class="caption">{w.basis(ranking.edition, count(ranking.revision))}</p>
      </div>
    </Popover>
  );
}
