// SPDX-License-Identifier: Apache-2.0
import type { ExplainedRecord, ExplainedReport, Explanation } from '../api/types.ts';
import { fullMonth } from '../words/days.ts';
import { count, share } from '../words/numbers.ts';
import { lang, named, words } from '../words/words.ts';

/** The rule with its figures, what counts and what does not, the targets and where all this is known from. */
export function ExplanationText({ told }: { told: Explanation }) {
  const w = words.value;
  const unit = named(told.indicator.unit);
  const { figures } = told;
  const gap = figures.children_gap;
  return (
    <>
      <p>{named(told.rule)}</p>
      <Formula told={told} />
      {told.figure === 'completed' && figures.expected_share !== null && (
        <p>{w.howExpected(share(figures.expected_share))}</p>
      )}
      {told.figure === 'completed' && figures.forecast_on && (
        <p>{w.forecast(fullMonth(figures.forecast_on, lang.value))}</p>
      )}
      {gap && gap.target_plan !== gap.sum_of_children && (
        <p class="explain-gap">{w.howGap(count(gap.target_plan), count(gap.sum_of_children), unit)}</p>
      )}
      <h4>{w.explain.counted(count(figureOf(told)), unit)}</h4>
      <Records list={told.numerator.records} total={told.numerator.total} />
      <h4>{w.explain.excluded(count(told.excluded.total))}</h4>
      <Reasons told={told} />
      <Targets told={told} />
      <p class="caption">{w.basis(told.edition, count(told.revision))}</p>
    </>
  );
}

/** What counts, in the indicator's own unit: a record may bring more than one. */
const figureOf = ({ figure, figures }: Explanation) =>
  figure === 'completed' ? figures.completed : figures.completed_year;

function Formula({ told: { figures, figure, indicator } }: { told: Explanation }) {
  const w = words.value;
  const unit = named(indicator.unit);
  return (
    <p class="explain-formula">
      {(figure === 'completed_year' ? figures.target_year : figures.target_plan) === null
        ? w.howSum(count(figure === 'completed_year' ? figures.completed_year : figures.completed), unit)
        : figure === 'completed_year'
          ? w.howYear(count(figures.completed_year), count(figures.target_year), share(figures.share_year))
          : w.howPlan(count(figures.completed), count(figures.target_plan), share(figures.share_plan))}
    </p>
  );
}

function Reasons({ told }: { told: Explanation }) {
  return (
    <>
      <dl class="explain-reasons">
        {told.excluded.reasons.map(({ reason, name, status, records }) => (
          <div key={`${reason} ${status?.id ?? ''}`}>
            <dt>
              {named(name)}
              {status && `: ${named(status.name)}`}
            </dt>
            <dd class="digits">{count(records)}</dd>
          </div>
        ))}
      </dl>
      <Records list={told.excluded.records} total={told.excluded.total} />
    </>
  );
}

/** Which records they are, for those who are told; closed until somebody wants to know. */
function Records({ list, total }: { list: (ExplainedRecord | ExplainedReport)[]; total: number }) {
  const w = words.value;
  if (list.length === 0) return null;
  return (
    <details>
      <summary>{w.explain.records(count(list.length), count(total))}</summary>
      <ul class="explain-records">
        {list.map(one =>
          'period' in one ? (
            <li key={`${one.area.code} ${one.period}`}>
              <b>{one.area.name}</b> {one.period}: <span class="digits">{count(one.value)}</span>
              <span class="caption">{w.explain.decision(one.reported_on)}</span>
            </li>
          ) : (
            <li key={one.id}>
              <b>{one.id}</b> <span class="digits">{w.explain.since(one.since, one.standing)}</span>
              {one.decision && (
                <span class="caption">{w.explain.decision(one.decision.recorded_at.slice(0, 10))}</span>
              )}
            </li>
          ),
        )}
      </ul>
    </details>
  );
}

function Targets({ told }: { told: Explanation }) {
  const w = words.value;
  const wanted = told.figure === 'completed' ? 'plan' : told.as_of.slice(0, 4);
  const versions = told.targets.filter(({ period }) => period === wanted);
  if (versions.length === 0) return null;
  return (
    <>
      <h4>{w.explain.targets}</h4>
      <ul class="explain-targets">
        {versions.map(({ value, approved_on, state }, index) => (
          <li key={index} class={state}>
            <b>{count(value)}</b> {w.explain.target(approved_on, state)}
          </li>
        ))}
      </ul>
    </>
  );
}
