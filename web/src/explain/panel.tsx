// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'preact/hooks';
import { askExplanation } from '../api/questions.ts';
import { Problem } from '../api/request.ts';
import type { Explanation } from '../api/types.ts';
import { isPerCent } from '../measure/measures.ts';
import { picture } from '../picture/current.ts';
import { count, share } from '../words/numbers.ts';
import { named, words } from '../words/words.ts';
import type { Explained } from './explain.tsx';
import { ExplanationText } from './explanation_text.tsx';

/** The rule of a figure with its numbers; of those that are worked out or withheld, how they come about. */
export function Panel(props: Explained) {
  const { indicator } = picture.value!;
  if (isPerCent(indicator) || indicator.protected) return <WorkedOut {...props} />;
  return <Records {...props} />;
}

function Records({ area, figure, about }: Explained) {
  const now = picture.value!;
  const w = words.value;
  const [told, setTold] = useState<Explanation | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const { asOf, campaign, indicator, snapshot, readAt } = now;
  useEffect(() => {
    const asking = new AbortController();
    setFailed(null);
    askExplanation(
      {
        campaign: campaign.id,
        indicator: indicator.id,
        area,
        figure,
        as_of: asOf,
        revision: snapshot,
        limit: 20,
      },
      asking.signal,
    )
      .then(setTold)
      .catch(error => {
        if (!asking.signal.aborted)
          setFailed((error instanceof Problem && error.message) || words.peek().explain.failed);
      });
    return () => asking.abort();
  }, [area, figure, asOf, campaign.id, indicator.id, snapshot, readAt]);
  return (
    <div class="explain-panel" aria-busy={told === null && failed === null}>
      <h3>{about}</h3>
      {failed !== null && <p class="explain-failed">{failed}</p>}
      {failed === null && told === null && <p>{w.explain.waiting}</p>}
      {told !== null && <ExplanationText told={told} />}
    </div>
  );
}

/** A rate, a coverage, a figure told of the whole alone: which others it is made of. */
function WorkedOut({ area, about }: Explained) {
  const { campaign, indicator, ranking, total } = picture.value!;
  const w = words.value;
  const row = [ranking.total, total, ...ranking.rows].find(one => one.code === area);
  const nameOf = (id: string | undefined) => {
    const part = campaign.indicators.find(one => one.id === id);
    return part ? named(part.name) : (id ?? '');
  };
  const [part, whole] = [count(row?.completed ?? null), count(row?.registered ?? null)];
  return (
    <div class="explain-panel" aria-busy={false}>
      <h3>{about}</h3>
      {indicator.kind === 'rate' && (
        <p class="explain-formula">
          {w.howRate(named(indicator.name), nameOf(indicator.numerator), nameOf(indicator.denominator))}
        </p>
      )}
      {indicator.kind === 'coverage' && (
        <p class="explain-formula">
          {w.howCoverage(
            named(indicator.name),
            nameOf(indicator.numerator),
            w.level[indicator.level ?? 'village'],
          )}
        </p>
      )}
      {isPerCent(indicator) && row && (
        <p>{row.value === null ? w.nothingToDivide : `${part} ÷ ${whole} = ${share(row.value)}`}</p>
      )}
      {indicator.protected && <p>{w.protectedNote}</p>}
      <p class="caption">{w.basis(ranking.edition, count(ranking.revision))}</p>
    </div>
  );
}
