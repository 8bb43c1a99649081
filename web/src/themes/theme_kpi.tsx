// SPDX-License-Identifier: Apache-2.0
import { How } from '../explain/explain.tsx';
import { Figure } from '../kpi/kpi_strip.tsx';
import { TargetBar } from '../kpi/target_bar.tsx';
import { picture } from '../picture/current.ts';
import type { Picture } from '../picture/picture.ts';
import { fullDay, fullMonth } from '../words/days.ts';
import { bareShare, count, nothing, share } from '../words/numbers.ts';
import { lang, named, words } from '../words/words.ts';

/** The figures that lead the page in the themes beside progress. */
export function ThemeKpi() {
  const now = picture.value!;
  if (now.theme === 'reach') return <ReachKpi now={now} />;
  return now.theme === 'returns' ? <ReturnsKpi now={now} /> : <QualityKpi now={now} />;
}

function Lead({ about, value, unit, how }: { about: string; value: string; unit: string; how: string }) {
  return (
    <div class="kpi-lead wide">
      <p class="caption">
        {about}
        <How about={about}>
          <div class="explain-panel">
            <h3>{about}</h3>
            <p>{how}</p>
          </div>
        </How>
      </p>
      <p class="kpi-figure" data-figure="lead">
        {value}
        {value !== nothing && <small>{unit}</small>}
      </p>
    </div>
  );
}

function ReachKpi({ now }: { now: Picture }) {
  const w = words.value;
  const reach = now.total.reach!;
  const { radius_m, population_reason, points_without_position } = now.coverage!;
  const km = radius_m / 1000;
  const { population } = reach;
  return (
    <section class="kpi" aria-label={w.reach.lead(km)}>
      <Lead about={w.reach.lead(km)} value={bareShare(reach.area_share)} unit="%" how={w.reach.how(km)} />
      <div class="kpi-bar">
        <p class="kpi-bar-head caption">
          <span>{w.reach.villagesWithin(km)}</span>
          <span class="kpi-bar-figures">
            <b data-figure="villages">{count(reach.villages_within)}</b> / {count(reach.villages)}
          </span>
        </p>
        <TargetBar
          share={reach.villages === 0 ? null : (100 * reach.villages_within) / reach.villages}
          expected={null}
          word=""
        />
        <p class="kpi-note">{w.reach.outside(count(reach.villages - reach.villages_within))}</p>
      </div>
      <Figure
        label={w.reach.points}
        value={count(reach.points)}
        note={points_without_position > 0 ? w.reach.unplaced(count(points_without_position)) : ''}
      />
      <Figure
        label={w.reach.people}
        value={
          population === null ? nothing : population.suppressed ? w.mark.suppressed : share(population.share)
        }
        note={population === null ? (population_reason ? w.reach.noTable : '') : peopleNote(population)}
      />
    </section>
  );
}

const peopleNote = ({
  within,
  total,
  suppressed,
}: NonNullable<NonNullable<Picture['total']['reach']>['population']>) =>
  suppressed ? words.value.markMeaning.suppressed : `${count(within)} / ${count(total)}`;

function ReturnsKpi({ now }: { now: Picture }) {
  const w = words.value;
  const row = now.total.returns!;
  const { month, due_on } = now.returns!;
  const about = w.returns.lead(fullMonth(`${month}-01`, lang.value));
  return (
    <section class="kpi" aria-label={about}>
      <Lead about={about} value={bareShare(row.completeness)} unit="%" how={w.returns.how} />
      <div class="kpi-bar">
        <p class="kpi-bar-head caption">
          <span>{w.returns.returnedOwed}</span>
          <span class="kpi-bar-figures">
            <b data-figure="returned">{count(row.returned)}</b> / {count(row.owed)}
          </span>
        </p>
        <TargetBar share={row.completeness} expected={null} word="" />
      </div>
      <Figure
        label={w.returns.timeliness}
        value={share(row.timeliness)}
        note={`${count(row.in_time)} / ${count(row.owed)}`}
      />
      <Figure label={w.returns.due} value={fullDay(due_on, lang.value)} note={named(now.campaign.name)} />
    </section>
  );
}

function QualityKpi({ now }: { now: Picture }) {
  const w = words.value;
  const { flags, open, resolved } = now.quality!;
  const kinds = Object.entries(flags)
    .sort((a, b) => b[1] - a[1])
    .slice(0, 3);
  return (
    <section class="kpi" aria-label={w.quality.open}>
      <Lead about={w.quality.open} value={count(open)} unit={w.quality.unit} how={w.quality.how} />
      <Figure label={w.quality.resolved} value={count(resolved)} note="" />
      {kinds.map(([kind, number]) => (
        <Figure key={kind} label={w.quality.kind(kind)} value={count(number)} note="" />
      ))}
    </section>
  );
}
