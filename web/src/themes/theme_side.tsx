// SPDX-License-Identifier: Apache-2.0
// What stands under the table in the themes beside progress: a trial, who has not returned, the list of doubts.
import { useEffect } from 'preact/hooks';
import { Icon } from '../icons/icon.tsx';
import { picture } from '../picture/current.ts';
import type { Picture } from '../picture/picture.ts';
import { may } from '../session/session.ts';
import { view } from '../view/address.ts';
import { select } from '../view/places.ts';
import { count, share, tenths } from '../words/numbers.ts';
import { words } from '../words/words.ts';
import { doubts, doubtsFailed, followDoubtList, kindShown, pointed } from './doubt_list.ts';
import { endTrial, followTrial, placing, trial, trialFailed, tryIn } from './trial.ts';
import './theme_side.css';

export function ThemeSide() {
  const now = picture.value;
  if (now?.theme === 'reach') return <TrialSide now={now} />;
  if (now?.theme === 'returns') return <MissingSide now={now} />;
  return now?.theme === 'quality' ? <DoubtSide now={now} /> : <section class="trend" />;
}

function TrialSide({ now }: { now: Picture }) {
  const w = words.value;
  useEffect(followTrial, []);
  const { tried, selected } = view.value;
  const place = now.place.children.find(one => one.code === selected) ?? now.place.area;
  return (
    <section class="trend side">
      <h2>{w.reach.tryTitle}</h2>
      <p class="side-tools">
        <button
          type="button"
          class={placing.value ? 'button primary' : 'button'}
          aria-pressed={placing.value}
          onClick={() => (placing.value = !placing.value)}
        >
          <Icon name="plus" />
          <span>{placing.value ? w.reach.clickMap : w.reach.tryOnMap}</span>
        </button>
        <button type="button" class="button" onClick={() => tryIn(place)}>
          {w.reach.tryIn(place.name)}
        </button>
        {tried && (
          <button type="button" class="button ghost" onClick={endTrial}>
            {w.reach.tryEnd}
          </button>
        )}
      </p>
      <div role="status" class="side-answer">
        {trialFailed.value !== null && <p class="side-failed">{trialFailed.value}</p>}
        {trial.value ? <TrialAnswer /> : <p class="caption">{w.reach.tryHint}</p>}
      </div>
    </section>
  );
}

function TrialAnswer() {
  const w = words.value;
  const { village, added, before, after, rows, radius_m } = trial.value!;
  const newly = rows.filter(row => row.newly_within);
  return (
    <>
      <p class="side-sentence" data-figure="trial">
        {w.reach.trial({
          place: village?.name ?? null,
          radius: tenths(radius_m / 1000).replace('.0', ''),
          villages: count(added.villages_within),
          before: count(before.villages_within),
          after: count(after.villages_within),
          shareBefore: share(before.area_share),
          shareAfter: share(after.area_share),
        })}
      </p>
      {newly.length > 0 && (
        <ul class="side-list">
          {newly.map(row => (
            <li key={row.code}>
              <button type="button" class="side-line" onClick={() => select(row.code)}>
                <b>{row.name}</b>
                <span class="digits">
                  {distance(row.nearest_before_m)} → {distance(row.nearest_m)}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const distance = (metres: number | null) => (metres === null ? '—' : `${(metres / 1000).toFixed(1)} km`);

function MissingSide({ now }: { now: Picture }) {
  const w = words.value;
  const { missing, owed_by } = now.returns!;
  return (
    <section class="trend side">
      <h2>
        {w.returns.missing(w.level[owed_by])} <span class="digits">{count(missing.length)}</span>
      </h2>
      {missing.length === 0 && <p class="caption">{w.returns.nobodyMissing}</p>}
      <ul class="side-list">
        {missing.map(area => (
          <li key={area.code}>
            <button type="button" class="side-line" onClick={() => select(area.code)}>
              <b>{area.name}</b>
              <span class="digits">{area.code}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function DoubtSide({ now }: { now: Picture }) {
  const w = words.value;
  useEffect(followDoubtList, []);
  const kinds = Object.entries(now.quality!.flags).sort((a, b) => b[1] - a[1]);
  if (!may.seeQueue.value)
    return (
      <section class="trend side">
        <h2>{w.quality.byKind}</h2>
        <ul class="side-list">
          {kinds.map(([kind, open]) => (
            <li key={kind} class="side-line">
              <b>{w.quality.kind(kind)}</b>
              <span class="digits">{count(open)}</span>
            </li>
          ))}
        </ul>
        <p class="caption">{w.quality.reviewersOnly}</p>
      </section>
    );
  const list = doubts.value;
  return (
    <section class="trend side">
      <h2>{w.quality.list}</h2>
      <select
        class="select"
        aria-label={w.quality.byKind}
        value={kindShown.value ?? ''}
        onChange={event => (kindShown.value = event.currentTarget.value || null)}
      >
        <option value="">{w.quality.allKinds(count(now.quality!.open))}</option>
        {kinds.map(([kind, open]) => (
          <option key={kind} value={kind}>
            {w.quality.kind(kind)} ({count(open)})
          </option>
        ))}
      </select>
      {doubtsFailed.value !== null && <p class="side-failed">{doubtsFailed.value}</p>}
      <ul class="side-list" aria-busy={list === null}>
        {list?.entries.map(entry => (
          <li key={entry.id}>
            <button
              type="button"
              class="side-line doubt"
              onMouseEnter={() => (pointed.value = entry.id)}
              onMouseLeave={() => (pointed.value = null)}
              onFocus={() => (pointed.value = entry.id)}
              onBlur={() => (pointed.value = null)}
              onClick={() => entry.area && select(entry.area.code)}
            >
              <b>{w.quality.kind(entry.flag)}</b>
              <span class="digits">{w.quality.age(entry.age_days)}</span>
              <span class="doubt-detail">
                {entry.area?.name} {entry.detail}
              </span>
              <span class="doubt-advice">{entry.advice}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
