// SPDX-License-Identifier: Apache-2.0
// What stands in the columns of the table, theme by theme.
import type { ReadRow, Reading } from '../measure/reading.ts';
import { changeOf, valueOf } from '../measure/reading.ts';
import { bareChange, bareFigure } from '../measure/printed.ts';
import { isPerCent } from '../measure/measures.ts';
import { picture } from '../picture/current.ts';
import { changeOverQuarter, type Picture } from '../picture/picture.ts';
import type { Measure } from '../view/view.ts';
import { bareShare, count, difference, nothing, tenths } from '../words/numbers.ts';
import { named, words } from '../words/words.ts';

/** What the share column says; an absence is named, never shown as zero. */
export function valueText(row: ReadRow, reading: Reading, measure: Measure): string {
  const w = words.value;
  if (reading.kind === 'suppressed') return w.mark.suppressed;
  if (reading.kind === 'no_data') return w.mark.no_data;
  if (reading.kind === 'not_applicable') return '–';
  if (reading.kind === 'zero') return '0';
  const { value } = reading;
  switch (measure) {
    case 'pace':
      return difference(value);
    case 'change':
      return bareChange(picture.value!.indicator, row, value);
    case 'value':
    case 'value_year':
      return bareFigure(picture.value!.indicator, value);
    case 'reach':
      return tenths(value);
    case 'flags':
      return count(value);
    default:
      return bareShare(value);
  }
}

/** The difference of two days has its own column: beside it stands where that led to. */
export function shareText(row: ReadRow, reading: Reading, measure: Measure): string {
  if (measure !== 'change' || reading.kind !== 'class') return valueText(row, reading, measure);
  return row.share_plan === null
    ? bareFigure(picture.value!.indicator, row.value)
    : bareShare(row.share_plan);
}

/** Headings of the columns beside place and name. */
export function headings(now: Picture, measure: Measure) {
  const w = words.value;
  if (now.theme === 'reach')
    return {
      bar: w.reach.areaShare,
      count: now.rankingLevel === 'village' ? w.reach.points : w.reach.villagesHead,
      share: w.reach.nearest,
      change: w.reach.areaShareShort,
      changeHint: w.reach.areaShare,
    };
  if (now.theme === 'returns')
    return {
      bar: w.returns.completeness,
      count: w.returns.returnedOwed,
      share: w.returns.completenessShort,
      change: w.returns.timelinessShort,
      changeHint: w.returns.timeliness,
    };
  if (now.theme === 'quality')
    return {
      bar: w.quality.open,
      count: w.quality.mostly,
      share: w.quality.openShort,
      change: '',
      changeHint: '',
    };
  const unit = named(now.indicator.unit);
  return {
    bar: ranksByPlan(now) ? w.bar : isPerCent(now.indicator) ? w.kindName[now.indicator.kind] : w.figureBar,
    count: isPerCent(now.indicator)
      ? w.ofAll
      : ranksByPlan(now)
        ? unit
        : measure === 'value_year'
          ? w.allYears
          : w.thisYear,
    share: measure === 'value' || measure === 'value_year' ? unit : w.shareColumn[measure],
    change: now.compare ? w.sinceShort(now.compare.slice(5)) : w.change,
    changeHint: now.compare ? w.sinceHint(now.compare) : w.changeHint,
  };
}

const ranksByPlan = ({ measures }: Picture) => measures.includes('plan');

/** The change column: of progress since the last quarter or since the day of comparison. */
export function changeFor(now: Picture, row: ReadRow): number | null {
  if (row.reach) return row.reach.area_share;
  if (row.returns) return row.returns.timeliness;
  if (row.flags) return null;
  return now.compare ? changeOf(row) : changeOverQuarter(now, row);
}

export function changeText(now: Picture, row: ReadRow, change: number | null): string {
  if (now.theme === 'reach' || now.theme === 'returns') return bareShare(change);
  return now.theme === 'quality' ? '' : bareChange(now.indicator, row, change);
}

/** Done and wanted, within and all, returned and owed. */
export function CountCell({
  now,
  row,
  reading,
  measure,
}: {
  now: Picture;
  row: ReadRow;
  reading: Reading;
  measure: Measure;
}) {
  const w = words.value;
  if (row.reach)
    return now.rankingLevel === 'village' ? (
      <>{count(row.reach.points)}</>
    ) : (
      <Pair part={count(row.reach.villages_within)} whole={count(row.reach.villages)} />
    );
  if (row.returns) return <Pair part={count(row.returns.returned)} whole={count(row.returns.owed)} />;
  if (row.flags) return <>{mostly(row.flags.kinds)}</>;
  // Of what is told for the whole alone nothing is said beneath, not even that it is little.
  if (reading.kind === 'suppressed') return <>{now.indicator.protected ? nothing : w.suppressedShort}</>;
  if (reading.kind === 'no_data') return <>{nothing}</>;
  if (isPerCent(now.indicator)) return <Pair part={count(row.completed)} whole={count(row.registered)} />;
  if (!ranksByPlan(now))
    return <>{bareFigure(now.indicator, measure === 'value_year' ? row.value : row.value_year)}</>;
  const done = measure === 'year' ? row.completed_year : row.completed;
  const target = measure === 'year' ? row.target_year : row.target_plan;
  return <Pair part={count(done)} whole={target === null ? '–' : count(target)} />;
}

const Pair = ({ part, whole }: { part: string; whole: string }) => (
  <>
    {part}
    <span>/{whole}</span>
  </>
);

function mostly(kinds: Record<string, number>): string {
  const [first] = Object.entries(kinds).sort((a, b) => b[1] - a[1]);
  return first ? `${words.value.quality.kindShort(first[0])} ${first[1]}` : '';
}

/** How long the bar of a row is, in per cent of its scale. */
export function barShare(now: Picture, row: ReadRow, reading: Reading, measure: Measure): number | null {
  if (row.reach) return row.reach.area_share;
  if (row.returns) return row.returns.completeness;
  const most = (value: (one: ReadRow) => number) => Math.max(1, ...now.ranking.rows.map(value));
  if (row.flags) return (100 * row.flags.open) / most(one => one.flags?.open ?? 0);
  if (!('value' in reading)) return null;
  if (measure === 'change') return row.share_plan;
  const isShare = measure === 'plan' || measure === 'year' || isPerCent(now.indicator);
  if (isShare) return reading.value;
  return (100 * reading.value) / most(one => valueOf(one, measure) ?? 0);
}
