// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';
import type { Row } from '../api/types.ts';
import { Explain } from '../explain/explain.tsx';
import { picture } from '../picture/current.ts';
import { changeOverYear, surplusOf, type Picture } from '../picture/picture.ts';
import { yearOf } from '../words/days.ts';
import { bareShare, count, difference, nothing, share, tenths } from '../words/numbers.ts';
import { named, words } from '../words/words.ts';
import { TargetBar } from './target_bar.tsx';
import './kpi.css';

/** The figures that lead the page. */
export function KpiStrip() {
  const now = picture.value;
  if (!now)
    return (
      <section class="kpi" aria-busy="true">
        <div class="kpi-skeleton" />
      </section>
    );
  const w = words.value;
  const { total, campaign } = now;
  const unit = named(campaign.indicator.unit);
  return (
    <section class="kpi" aria-label={w.measureName('plan', campaign.years.length)}>
      <div class="kpi-lead">
        <p class="caption">
          {w.measureName('plan', campaign.years.length)}
          <Explain
            bare
            area={total.code}
            figure="completed"
            about={w.measureName('plan', campaign.years.length)}
          />
        </p>
        <p class="kpi-figure" data-figure="share-plan">
          {bareShare(total.share_plan)}
          {total.share_plan !== null && <small>%</small>}
        </p>
      </div>
      <div class="kpi-bar">
        <p class="kpi-bar-head caption">
          <span>{w.completedOfTarget}</span>
          <span class="kpi-bar-figures">
            <b data-figure="completed">{count(total.completed)}</b> / {count(total.target_plan)} {unit}
          </span>
        </p>
        <TargetBar share={total.share_plan} expected={total.expected_share} word={w.expected} />
      </div>
      <Figure
        label={w.measureName('year', 0)}
        explained={
          <Explain bare area={total.code} figure="completed_year" about={w.measureName('year', 0)} />
        }
        value={share(total.share_year)}
        note={yearNote(total, unit)}
      />
      <Figure label={w.pacing} {...paceOf(now, unit)} />
      <div class="kpi-item kpi-change">
        <p class="caption">{w.sinceLastYear(yearOf(now.asOf) - 1)}</p>
        <p class="kpi-value">{changeText(now)}</p>
        <Explain
          align="right"
          area={total.code}
          figure="completed"
          about={w.measureName('plan', campaign.years.length)}
        />
      </div>
    </section>
  );
}

function Figure({
  label,
  explained,
  value,
  note,
  tone = '',
}: {
  label: string;
  explained?: ComponentChildren;
  value: string;
  note: string;
  tone?: string;
}) {
  return (
    <div class="kpi-item">
      <p class="caption">
        {label}
        {explained}
      </p>
      <p class={`kpi-value ${tone}`}>{value}</p>
      <p class="kpi-note">{note}</p>
    </div>
  );
}

function yearNote(total: Row, unit: string): string {
  if (total.target_year === null) return words.value.noTargetThisYear(count(total.completed_year), unit);
  return words.value.yearFigures(count(total.completed_year), count(total.target_year), unit);
}

function paceOf({ total, campaign }: Picture, unit: string): { value: string; note: string; tone: string } {
  const w = words.value;
  const word = w.pace[total.pace];
  const surplus = surplusOf(total);
  const note =
    surplus === null
      ? w.noTarget
      : surplus === 0
        ? w.onTarget
        : surplus < 0
          ? w.short(count(-surplus), unit)
          : w.surplus(count(surplus), unit);
  if (total.share_plan === null || total.expected_share === null)
    return { value: nothing, note: w.noTarget, tone: '' };
  if (total.pace === 'ended') return { value: note, note: w.planEnded(campaign.end), tone: '' };
  const apart = tenths(Math.abs(total.share_plan - total.expected_share));
  if (total.pace === 'behind') return { value: w.paceBy(word, apart), note, tone: 'signal' };
  if (total.pace === 'ahead') return { value: w.paceBy(word, apart), note, tone: 'accent' };
  return { value: word, note, tone: '' };
}

function changeText(now: Picture): string {
  const change = changeOverYear(now);
  return change === null ? nothing : words.value.pointsChange(difference(change));
}
