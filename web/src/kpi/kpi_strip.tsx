// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';
import { Explain } from '../explain/explain.tsx';
import { lazily } from '../lazy/lazy.tsx';
import { change, figure } from '../measure/printed.ts';
import { changeOf, type ReadRow } from '../measure/reading.ts';
import { hasPlan, isPerCent } from '../measure/measures.ts';
import { picture } from '../picture/current.ts';
import { changeOverYear, surplusOf, type Picture } from '../picture/picture.ts';
import { yearOf } from '../words/days.ts';
import { bareShare, count, nothing, share, tenths } from '../words/numbers.ts';
import { named, words } from '../words/words.ts';
import { TargetBar } from './target_bar.tsx';
import './kpi.css';

const ThemeKpi = lazily(() => import('../themes/theme_kpi.tsx').then(module => module.ThemeKpi));

/** The figures that lead the page. */
export function KpiStrip() {
  const now = picture.value;
  if (!now)
    return (
      <section class="kpi" aria-busy="true">
        <div class="kpi-skeleton" />
      </section>
    );
  if (now.theme !== 'progress') return <ThemeKpi />;
  return hasPlan(now) ? <PlanKpi now={now} /> : <FigureKpi now={now} />;
}

/** An indicator with targets: share, done and wanted, this year, pace, change. */
function PlanKpi({ now }: { now: Picture }) {
  const w = words.value;
  const { total, campaign, indicator } = now;
  const unit = named(indicator.unit);
  const about = w.measureName('plan', campaign.years.length);
  return (
    <section class="kpi" aria-label={about}>
      <div class="kpi-lead">
        <p class="caption">
          {about}
          <Explain bare area={total.code} figure="completed" about={about} />
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
      {now.measures.includes('year') && (
        <Figure
          label={w.measureName('year', 0)}
          explained={
            <Explain bare area={total.code} figure="completed_year" about={w.measureName('year', 0)} />
          }
          value={share(total.share_year)}
          note={yearNote(total, unit)}
        />
      )}
      <Figure label={w.pacing} {...paceOf(now, unit)} />
      <Change now={now} about={about} />
    </section>
  );
}

/** An indicator without targets: the figure itself, what it is made of, this year. */
function FigureKpi({ now }: { now: Picture }) {
  const w = words.value;
  const { total, indicator } = now;
  const name = named(indicator.name);
  const whole = isPerCent(indicator);
  return (
    <section class="kpi" aria-label={name}>
      <div class="kpi-lead wide">
        <p class="caption">
          {name}
          <Explain bare area={total.code} figure="completed" about={name} />
        </p>
        <p class="kpi-figure" data-figure={whole ? 'value' : 'completed'}>
          {total.suppressed ? (
            <span class="kpi-word">{w.mark.suppressed}</span>
          ) : total.value === null ? (
            nothing
          ) : (
            <>
              {whole ? bareShare(total.value) : count(total.value)}
              <small>{whole ? '%' : ` ${named(indicator.unit)}`}</small>
            </>
          )}
        </p>
      </div>
      {whole && (
        <div class="kpi-bar">
          <p class="kpi-bar-head caption">
            <span>{partsName(now)}</span>
            <span class="kpi-bar-figures">
              <b>{count(total.completed)}</b> / {count(total.registered)}
            </span>
          </p>
          <TargetBar share={total.value} expected={total.target_plan} word={w.target} />
          {total.value === null && <p class="kpi-note">{w.nothingToDivide}</p>}
        </div>
      )}
      <Figure label={w.kindName[indicator.kind]} value={named(now.campaign.name)} note={kindNote(now)} />
      {total.target_plan !== null && <Figure label={w.pacing} {...paceOf(now, '')} />}
      {total.value_year !== null && (
        <Figure
          label={w.thisYear}
          value={figure(indicator, total.value_year)}
          note={
            total.denominator_year != null
              ? `${count(total.completed_year)} / ${count(total.denominator_year)}`
              : ''
          }
        />
      )}
      <Change now={now} about={name} />
    </section>
  );
}

function partsName({ campaign, indicator }: Picture): string {
  const part = campaign.indicators.find(one => one.id === indicator.numerator);
  return part ? named(part.name) : '';
}

/** What is special about how the figure is told. */
function kindNote({ indicator, total, ranking }: Picture): string {
  const w = words.value;
  if (indicator.protected) return w.protectedShort;
  if (indicator.kind === 'amount' && total.persons != null) return w.personsGot(count(total.persons));
  if (ranking.rows.some(row => row.onlyWhole)) return w.onlyWhole(ranking.total.name);
  if (indicator.kind === 'milestone')
    return (total.completed ?? 0) > 0 ? w.milestoneReached : w.milestoneOpen;
  return indicator.reported ? w.reportedByAreas : w.countedFromRecords;
}

function Change({ now, about }: { now: Picture; about: string }) {
  const w = words.value;
  const { total, indicator, compare } = now;
  const value = compare ? changeOf(total) : changeOverYear(now);
  return (
    <div class="kpi-item kpi-change">
      <p class="caption">
        {compare ? w.sinceDay(compare) : w.sinceLastYear(yearOf(now.asOf) - 1)}
        {compare && <Explain bare align="right" area={total.code} figure="completed" about={about} />}
      </p>
      <p class="kpi-value" data-figure="change">
        {value === null ? nothing : change(indicator, total, value)}
      </p>
      {compare ? (
        <p class="kpi-note">{unitsApart(total, now)}</p>
      ) : (
        <Explain align="right" area={total.code} figure="completed" about={about} />
      )}
    </div>
  );
}

/** Beside points of a share: how many more that is. */
function unitsApart({ completed, before, share_plan }: ReadRow, { indicator }: Picture): string {
  if (share_plan === null || completed === null || before?.completed == null) return '';
  return change({ kind: 'count', unit: indicator.unit }, { share_plan: null }, completed - before.completed);
}

export function Figure({
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

function yearNote(total: ReadRow, unit: string): string {
  if (total.target_year === null) return words.value.noTargetThisYear(count(total.completed_year), unit);
  return words.value.yearFigures(count(total.completed_year), count(total.target_year), unit);
}

function paceOf(
  { total, campaign, indicator }: Picture,
  unit: string,
): { value: string; note: string; tone: string } {
  const w = words.value;
  const word = w.pace[total.pace];
  const surplus = isPerCent(indicator) ? null : surplusOf(total);
  const note =
    surplus === null
      ? isPerCent(indicator) && total.target_plan !== null
        ? w.levelToHold
        : w.noTarget
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
