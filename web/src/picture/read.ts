// SPDX-License-Identifier: Apache-2.0
import { askClasses, askProgress, type MatrixQuestion, type ProgressQuestion } from '../api/questions.ts';
import type { AreaAnswer, Campaign, Day, Indicator, Level, ProgressAnswer, Row } from '../api/types.ts';
import type { ReadRow } from '../measure/reading.ts';
import type { Scheme } from '../measure/scheme.ts';
import { classChoiceOf, classedMeasure, measureOf, measuresOf } from '../measure/measures.ts';
import type { ClassChoice, Measure, Theme } from '../view/view.ts';
import { endOfQuarter } from '../words/days.ts';
import { rowsAt } from './frames.ts';
import { earlier, frames, matrices, places } from './kept.ts';
import type { Picture, RowSet } from './picture.ts';
import { stepsOf, type Steps } from './steps.ts';

/** What a picture depends on; two equal questions have the same picture until something changes. */
export interface Question {
  theme: Theme;
  area: string | null;
  campaign: Campaign;
  indicator: Indicator;
  date: Day | null;
  compare: Day | null;
  snapshot: number | null;
  level: Level | null;
  /** Only where the classes are made of values. */
  measure: Measure | null;
  classes: ClassChoice | null;
  radius: number;
  pointKind: string | null;
  /** The last day the slider reaches. */
  horizon: Day;
}

/** One level of areas at one moment, from a matrix of all months where there is one. */
interface About {
  question: Question;
  place: AreaAnswer;
  steps: Steps;
  /** The reader steps through the months: one matrix is asked for instead of every month. */
  stepping: boolean;
  signal: AbortSignal;
}

const progressOf = ({ question, steps }: About, level: Level, as_of: Day | null): ProgressQuestion => ({
  campaign: question.campaign.id,
  indicator: question.indicator.id,
  area: steps.ranked.code,
  level,
  as_of,
  revision: question.snapshot,
});

const matrixOf = (
  { question }: About,
  area: string,
  level: Level,
  step: 'month' | 'quarter',
): MatrixQuestion => ({
  campaign: question.campaign.id,
  indicator: question.indicator.id,
  area,
  level,
  from: question.campaign.start,
  // Through the end of the quarter, so that even a campaign of a few weeks has a date to show.
  to: endOfQuarter(question.horizon),
  step,
  revision: question.snapshot,
});

/** Names by feature id, learnt from every answer: a matrix tells figures alone. */
const names = new Map<number, Pick<Row, 'fid' | 'code' | 'name' | 'level'>>();
function learn({ total, rows }: ProgressAnswer) {
  for (const { fid, code, name, level } of [total, ...rows]) names.set(fid, { fid, code, name, level });
}

async function rowsOf(about: About, level: Level): Promise<RowSet> {
  const { date } = about.question;
  const all = matrixOf(about, about.steps.ranked.code, level, 'month');
  if (date !== null && (about.stepping || frames.has(all))) {
    const found = rowsAt(await frames.of(all), date, names);
    if (found) return found;
  }
  const answer = await askProgress(progressOf(about, level, date), about.signal);
  learn(answer);
  return answer;
}

/** What is reported for the whole and for none of its areas is not zero in each of them. */
function withOnlyWhole(set: RowSet, indicator: Indicator): RowSet {
  const isSilent =
    indicator.kind !== 'records' &&
    (set.total.completed ?? 0) !== 0 &&
    set.rows.every(row => row.completed === 0 && row.code !== set.total.code);
  return isSilent ? { ...set, rows: set.rows.map(row => ({ ...row, onlyWhole: true })) } : set;
}

async function withEarlier(about: About, set: RowSet, level: Level): Promise<RowSet> {
  const { compare } = about.question;
  if (compare === null) return set;
  const then = await earlier.of(progressOf(about, level, compare));
  learn(then);
  const byCode = new Map(then.rows.map(row => [row.code, row]));
  const comparedBy: 'share_plan' | 'value' = set.total.share_plan === null ? 'value' : 'share_plan';
  const compared = (row: ReadRow, before: Row | undefined) => ({
    ...row,
    before: before ?? null,
    comparedBy,
  });
  return {
    ...set,
    total: compared(set.total, then.total),
    rows: set.rows.map(row => compared(row, byCode.get(row.code))),
  };
}

async function setOf(about: About, level: Level): Promise<RowSet> {
  const set = await rowsOf(about, level);
  return withEarlier(about, withOnlyWhole(set, about.question.indicator), level);
}

async function schemeOf(about: About, level: Level, measure: Measure): Promise<Scheme | null> {
  const { indicator, classes, date } = about.question;
  const named = classedMeasure(measure);
  const choice = classChoiceOf(measure, indicator, classes);
  if (!named || choice.method === 'fixed') return null;
  const asked = { ...progressOf(about, level, date), measure: named, ...choice };
  const { breaks, method, pooled } = await askClasses(asked, about.signal);
  return { measure, method, pooled, breaks };
}

export async function readPicture(
  question: Question,
  stepping: boolean,
  signal: AbortSignal,
): Promise<Picture> {
  const { campaign, indicator, compare, snapshot } = question;
  const place = await places.of({ area: question.area, as_of: question.date, revision: snapshot });
  const steps = stepsOf(place, question.level);
  if (question.theme !== 'progress') {
    const { readTheme } = await import('../themes/read_theme.ts');
    return readTheme(question, place, steps, signal);
  }
  const about = { question, place, steps, stepping, signal };
  const { ranked, rankingLevel, cellLevel } = steps;
  const own = place.area;
  const [ranking, cells, trend, history] = await Promise.all([
    setOf(about, rankingLevel),
    cellLevel === rankingLevel ? null : setOf(about, cellLevel),
    matrices.of(matrixOf(about, own.code, own.level, 'month')),
    matrices.of(matrixOf(about, ranked.code, rankingLevel, 'quarter')),
  ]);
  const filled = cells && saysSomething(cells, ranking) ? cells : ranking;
  const filledLevel = filled === ranking ? rankingLevel : cellLevel;
  const total = totalOf(own.code, ranking.total, ranking.rows);
  const measures = measuresOf(indicator, total, filled.rows);
  const measure = question.measure ?? measures[0]!;
  return {
    ...steps,
    theme: 'progress',
    campaign,
    indicator,
    measures,
    place,
    ranking,
    cells: filled,
    cellLevel: filledLevel,
    total,
    asOf: ranking.as_of,
    compare,
    snapshot,
    scheme: await schemeOf(about, filledLevel, measureOf({ theme: 'progress', measures, compare }, measure)),
    trend,
    history,
    coverage: null,
    returns: null,
    quality: null,
    readAt: Date.now(),
  };
}

/** Some things are planned or reported for townships only; a map of villages without them would say nothing. */
function saysSomething(cells: RowSet, ranking: RowSet) {
  const has = (test: (row: ReadRow) => boolean) => ({
    fine: cells.rows.some(test),
    coarse: ranking.rows.some(test),
  });
  const targets = has(row => row.target_plan !== null);
  if (targets.coarse) return targets.fine;
  const figures = has(row => !!row.value);
  return figures.fine || !figures.coarse;
}

/** A village is ranked among its neighbours, so its own figures stand in a row of their ranking. */
const totalOf = (code: string, total: ReadRow, rows: ReadRow[]) =>
  total.code === code ? total : (rows.find(row => row.code === code) ?? total);
