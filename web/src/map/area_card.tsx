// SPDX-License-Identifier: Apache-2.0
import { Explain } from '../explain/explain.tsx';
import { Icon } from '../icons/icon.tsx';
import { TargetBar } from '../kpi/target_bar.tsx';
import { shownMeasure } from '../measure/shown.ts';
import { picture } from '../picture/current.ts';
import { places } from '../ranking/ranking.tsx';
import { valueText } from '../ranking/ranking_row.tsx';
import { view } from '../view/address.ts';
import { enterArea, select } from '../view/places.ts';
import { bareShare, count } from '../words/numbers.ts';
import { named, words } from '../words/words.ts';
import { camera, liesLeft } from './camera.ts';

/** The selected area, pinned in the corner away from it. */
export function AreaCard() {
  const now = picture.value;
  const { selected } = view.value;
  const measure = shownMeasure.value;
  const one = places.value.find(({ row }) => row.code === selected);
  if (!now || !one || selected === now.place.area.code) return null;
  const w = words.value;
  const { row, reading, rank } = one;
  const unit = named(now.indicator.unit);
  const box = now.place.children.find(child => child.code === selected)?.bbox;
  const side = box && camera.value && liesLeft(camera.value, box) ? 'at-right' : 'at-left';
  const hasShare = row.share_plan !== null && reading.kind !== 'suppressed';
  return (
    <article class={`card ${side}`} aria-label={row.name}>
      <header>
        <h3>{row.name}</h3>
        <button type="button" class="button square" aria-label={w.close} onClick={() => select(null)}>
          <Icon name="cross" size={14} />
        </button>
      </header>
      <p class="digits">
        {row.code}
        {rank !== null && ` · ${w.rankOf(rank, places.value.length)}`}
      </p>
      <p class="card-figure">
        {hasShare && reading.kind !== 'no_data' ? (
          <>
            <b>
              {bareShare(row.share_plan)}
              <small>%</small>
            </b>{' '}
            {w.ofTarget(count(row.completed), count(row.target_plan), unit)}
          </>
        ) : (
          <b class="card-word">
            {reading.kind === 'not_applicable' ? w.noTarget : valueText(row, reading, measure)}
          </b>
        )}
      </p>
      {hasShare && (
        <TargetBar
          share={reading.kind === 'no_data' ? null : row.share_plan}
          expected={row.expected_share}
          word={w.expected}
        />
      )}
      <dl>
        <div>
          <dt>{w.registered}</dt>
          <dd>{count(row.registered)}</dd>
        </div>
        <div>
          <dt>{w.completed}</dt>
          <dd>{count(row.completed)}</dd>
        </div>
        <div>
          <dt>{w.proposed}</dt>
          <dd>{count(row.proposed)}</dd>
        </div>
      </dl>
      <Explain area={row.code} figure="completed" about={row.name} />
      <button type="button" class="button primary" onClick={() => enterArea(row.code)}>
        {w.enter(row.name)}
      </button>
    </article>
  );
}
