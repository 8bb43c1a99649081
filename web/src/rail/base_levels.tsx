// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'preact/hooks';
import { askProgress } from '../api/questions.ts';
import type { Indicator, Row } from '../api/types.ts';
import { picture } from '../picture/current.ts';
import { go } from '../view/address.ts';
import { count } from '../words/numbers.ts';
import { named, words } from '../words/words.ts';
import './base_levels.css';

/** Indicators that count records from one rung of the ladder on, the lowest first. */
export const rungs = (indicators: readonly Indicator[]) => {
  const main = indicators[0]!;
  const above = indicators.filter(one => one.at_least !== undefined);
  return above.length === 0 ? [] : [main, ...above];
};

/** How many stand at each level at least, with targets where there are any; each can be put on the map. */
export function BaseLevels() {
  const now = picture.value!;
  const { campaign, indicator, place, asOf, snapshot, readAt } = now;
  const levels = rungs(campaign.indicators);
  const [totals, setTotals] = useState<Record<string, Row>>({});
  useEffect(() => {
    const asking = new AbortController();
    const about = { campaign: campaign.id, area: place.area.code, level: place.area.level };
    Promise.all(
      levels.map(one =>
        askProgress({ ...about, indicator: one.id, as_of: asOf, revision: snapshot }, asking.signal),
      ),
    ).then(
      answers => setTotals(Object.fromEntries(answers.map(({ indicator: id, total }) => [id, total]))),
      // The indicators themselves stay; only their figures are missing here.
      () => {},
    );
    return () => asking.abort();
  }, [campaign.id, place.area.code, asOf, snapshot, readAt]);
  const w = words.value;
  return (
    <ul class="base-levels" aria-label={w.byLevel}>
      {levels.map(one => {
        const total = totals[one.id];
        return (
          <li key={one.id}>
            <button
              type="button"
              class="menu-item"
              aria-current={one.id === indicator.id ? 'true' : undefined}
              onClick={() => go({ indicator: one.id === campaign.indicator.id ? null : one.id })}
            >
              <span>{named(one.name)}</span>
              <b>
                {total ? count(total.completed) : ''}
                {total?.target_plan != null && <small>/{count(total.target_plan)}</small>}
              </b>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
