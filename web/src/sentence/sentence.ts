// SPDX-License-Identifier: Apache-2.0
// The sentence of the report with the numbers on screen; it never adds anything up itself.
import { change, figure } from '../measure/printed.ts';
import { hasPlan } from '../measure/measures.ts';
import { changeOf } from '../measure/reading.ts';
import type { Picture } from '../picture/picture.ts';
import { fullDay, fullMonth } from '../words/days.ts';
import { count, share, tenths } from '../words/numbers.ts';
import { lang, named, words } from '../words/words.ts';
import type { SentencePart } from '../words/zh.ts';

export function sentenceOf(now: Picture): SentencePart[] {
  if (now.theme === 'reach') return reachSentence(now);
  if (now.theme === 'returns') return returnsSentence(now);
  if (now.theme === 'quality')
    return words.value.quality.sentence(now.place.area.name, count(now.total.flags!.open));
  return hasPlan(now) ? planSentence(now) : figureSentence(now);
}

const dayOf = ({ asOf }: Picture) => fullDay(asOf, lang.value);

function comparison(now: Picture): { day: string; text: string } | null {
  const { compare, total, indicator } = now;
  if (compare === null) return null;
  const value = changeOf(total);
  if (value === null) return null;
  const more =
    total.share_plan !== null && total.completed !== null && total.before?.completed != null
      ? change(
          { kind: 'count', unit: indicator.unit },
          { share_plan: null },
          total.completed - total.before.completed,
        )
      : null;
  return {
    day: fullDay(compare, lang.value),
    text: [more, change(indicator, total, value)].filter(Boolean).join(words.value.comma),
  };
}

function planSentence(now: Picture): SentencePart[] {
  const { campaign, indicator, place, total } = now;
  return words.value.sentence({
    day: dayOf(now),
    area: place.area.name,
    // Of the children's programme this page counts places, and says so.
    campaign: named(
      campaign.record === 'help-points' || indicator.id !== campaign.indicator.id
        ? indicator.name
        : campaign.name,
    ),
    unit: named(indicator.unit),
    years: campaign.years.length,
    completed: count(total.completed),
    share: total.share_plan === null ? null : share(total.share_plan),
    thisYear:
      total.share_year === null
        ? null
        : { completed: count(total.completed_year), share: share(total.share_year) },
    since: comparison(now),
  });
}

function figureSentence(now: Picture): SentencePart[] {
  const { campaign, indicator, place, total } = now;
  const isMain = indicator.id === campaign.indicator.id;
  return words.value.figureSentence({
    day: dayOf(now),
    area: place.area.name,
    campaign: named(campaign.name),
    indicator: isMain && named(indicator.name) === named(campaign.name) ? '' : named(indicator.name),
    value: total.value === null ? null : figure(indicator, total.value),
    suppressed: !!total.suppressed,
    thisYear: total.value_year === null ? null : figure(indicator, total.value_year),
    since: comparison(now),
  });
}

function reachSentence(now: Picture): SentencePart[] {
  const { total, place, coverage } = now;
  const reach = total.reach!;
  return words.value.reach.sentence({
    day: dayOf(now),
    area: place.area.name,
    service: words.value.reach.service[coverage!.service],
    radius: tenths(coverage!.radius_m / 1000).replace('.0', ''),
    points: count(reach.points),
    within: count(reach.villages_within),
    villages: count(reach.villages),
    share: share(reach.area_share),
  });
}

function returnsSentence({ total, place, returns, campaign }: Picture): SentencePart[] {
  const row = total.returns!;
  return words.value.returns.sentence({
    month: fullMonth(`${returns!.month}-01`, lang.value),
    area: place.area.name,
    campaign: named(campaign.name),
    owed: count(row.owed),
    returned: count(row.returned),
    inTime: count(row.in_time),
    completeness: share(row.completeness),
    timeliness: share(row.timeliness),
  });
}

/** Chinese text stands without the spaces that set figures off on screen. */
export function plain(parts: SentencePart[]): string {
  const text = parts.map(part => (typeof part === 'string' ? part : part.figure)).join('');
  return lang.value === 'zh' ? text.replace(/ /g, '') : text;
}
