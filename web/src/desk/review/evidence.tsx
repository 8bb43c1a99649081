// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Icon } from '../../icons/icon.tsx';
import { say } from '../../page/toast.tsx';
import { count } from '../../words/numbers.ts';
import { length, moment } from '../frame/age.ts';
import { tell } from '../frame/failure.tsx';
import { metresBetween } from '../plan/projection.ts';
import { settle, type Household } from '../server/flags.ts';
import { deskWords } from '../words/words.ts';
import { declaredCode, ground, opened, openAgain, villageHere } from './opened.ts';
import { photosShown } from './photos.tsx';
import { currentId, openCount, waiting } from './queue.ts';
import { reason, refusal } from './verdict.ts';

/** What speaks for and against the point, a line each. */
export function Evidence() {
  const w = deskWords.value;
  const { entry, inspection, household } = opened.value!;
  const at = waiting.value.findIndex(one => one.id === currentId.value);
  return (
    <div class="evidence">
      <div class="evidence-title">
        <h2>{w.review.evidence}</h2>
        <span class="caption">{w.review.position(at + 1, count(openCount.value))}</span>
      </div>
      <dl class="facts">
        {facts().map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <ul class="evidence-doubts" aria-label={w.review.otherFlags}>
        {inspection.doubts.map(doubt => (
          <li key={doubt.flag} class={doubt.flag === entry.flag ? 'asked' : ''}>
            <Icon name="flag" />
            <span>
              {doubt.detail}
              {doubt.flag === entry.flag && <span class="caption">{doubt.advice}</span>}
            </span>
            {doubt.state !== 'open' && <span class="badge">{w.verdict[doubt.state]}</span>}
          </li>
        ))}
      </ul>
      {household && household.conflicts.length > 0 && <Conflicts household={household} />}
    </div>
  );
}

function facts(): [string, ComponentChildren][] {
  const w = deskWords.value.review;
  const { entry, inspection, household } = opened.value!;
  const declared = ground.value?.declared?.properties.name;
  const list: [string, ComponentChildren][] = [];
  if (declaredCode.value)
    list.push([
      w.declared,
      <>
        {declared} <span class="digits">{declaredCode.value}</span>
      </>,
    ]);
  const here = villageHere.value?.properties;
  list.push([
    w.lies,
    <>
      {here ? here.name : inspection.area ? '' : w.outsideAll}
      {entry.flag === 'outside_declared_village' && entry.value !== undefined && (
        <>
          {' '}
          <b class="signal">{w.toBorder(length(entry.value))}</b>
        </>
      )}
    </>,
  ]);
  if (inspection.distance_m !== undefined && household)
    list.push([
      w.fromHome,
      <span class={entry.flag === 'far_from_household' ? 'signal' : ''}>
        {length(inspection.distance_m)}
      </span>,
    ]);
  list.push([
    w.fix,
    <span class={/accuracy/.test(entry.flag) ? 'signal' : ''}>
      {w.fixSource[inspection.position_source] ?? inspection.position_source}{' '}
      {inspection.accuracy_m == null ? w.noAccuracy : `±${Math.round(inspection.accuracy_m)} m`}
    </span>,
  ]);
  if (entry.flag === 'datum_suspect' && entry.value !== undefined)
    list.push([w.datumClue, <b class="accent">{w.datumRestored(length(entry.value))}</b>]);
  const photo = photosShown().find(one => one.isThis && one.photo.position)?.photo.position;
  if (photo)
    list.push([
      w.photoSpot,
      `${w.photoDistance} ${length(metresBetween([photo.lon, photo.lat], [inspection.lon, inspection.lat]))}`,
    ]);
  list.push([w.by, `${inspection.by} · ${moment(inspection.observed_at)}`]);
  if (inspection.score)
    list.push([
      w.score,
      w.scoreText(
        String(inspection.score.total),
        String(inspection.score.maximum),
        String(inspection.score.pass_mark),
      ),
    ]);
  if (inspection.note) list.push([w.note, inspection.note]);
  return list;
}

/** What sources say differently of the household: one of the values is taken, with the reason below. */
function Conflicts({ household }: { household: Household }) {
  const w = deskWords.value.review;
  const [busy, setBusy] = useState(false);
  const take = async (field: string, choice: number, value: string) => {
    if (busy) return;
    if (!reason.value.trim()) {
      refusal.value = { about: 'reason', text: w.reasonMissing };
      document.getElementById('review-reason')?.focus();
      return;
    }
    setBusy(true);
    try {
      await settle(household.id, field, choice, reason.value.trim());
      say(w.settled(value));
      openAgain();
    } catch (error) {
      tell(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div class="conflicts">
      <h3>{w.conflicts}</h3>
      <p class="caption">{w.conflictHint}</p>
      {household.conflicts.map(({ field, values }) => (
        <div key={field} class="desk-row">
          <span>{w.field[field] ?? field}</span>
          {values.map((one, i) => (
            <button
              key={i}
              type="button"
              class="button"
              title={`${one.by} · ${moment(one.recorded_at)}`}
              onClick={() => void take(field, i, one.value)}
            >
              {w.choose(one.value)}
            </button>
          ))}
        </div>
      ))}
    </div>
  );
}
