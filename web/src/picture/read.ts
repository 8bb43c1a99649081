// SPDX-License-Identifier: Apache-2.0
import { askArea, askMatrix, askProgress, type MatrixQuestion } from '../api/questions.ts';
import type { AreaAnswer, Campaign, Day, Level, MatrixAnswer, ProgressAnswer, Row } from '../api/types.ts';
import { endOfQuarter } from '../words/days.ts';
import type { Picture } from './picture.ts';
import { stepsOf } from './steps.ts';

/** What a picture depends on; two equal questions have the same picture until something changes. */
export interface Question {
  area: string | null;
  campaign: Campaign;
  date: Day | null;
  level: Level | null;
  /** The last day the slider reaches. */
  horizon: Day;
}

const places = new Map<string | null, Promise<AreaAnswer>>();
const matrices = new Map<string, Promise<MatrixAnswer>>();

/** Figures over time are kept while the reader moves between dates; a change on the server ends that. */
export const forgetMatrices = () => matrices.clear();
export function forgetEverything() {
  places.clear();
  matrices.clear();
}

function kept<K, T>(store: Map<K, Promise<T>>, key: K, read: () => Promise<T>): Promise<T> {
  const known = store.get(key);
  if (known) return known;
  const answer = read();
  store.set(key, answer);
  answer.catch(() => store.get(key) === answer && store.delete(key));
  return answer;
}

// Kept answers outlive the question that asked first, so they are not tied to its signal.
const lasting = () => new AbortController().signal;
const placeOf = (code: string | null) => kept(places, code, () => askArea(code, lasting()));
const matrixOf = (question: MatrixQuestion) =>
  kept(matrices, JSON.stringify(question), () => askMatrix(question, lasting()));

export async function readPicture(question: Question, signal: AbortSignal): Promise<Picture> {
  const { campaign, date, horizon } = question;
  const place = await placeOf(question.area);
  const steps = stepsOf(place, question.level);
  const { ranked, rankingLevel, cellLevel } = steps;
  const about = { campaign: campaign.id, area: ranked.code, as_of: date };
  // Through the end of the quarter, so that even a campaign of a few weeks has a date to show.
  const span = { campaign: campaign.id, from: campaign.start, to: endOfQuarter(horizon) };
  const own = place.area;
  const [ranking, cells, trend, history] = await Promise.all([
    askProgress({ ...about, level: rankingLevel }, signal),
    cellLevel === rankingLevel ? null : askProgress({ ...about, level: cellLevel }, signal),
    matrixOf({ ...span, area: own.code, level: own.level, step: 'month' }),
    matrixOf({ ...span, area: ranked.code, level: rankingLevel, step: 'quarter' }),
  ]);
  const filled = cells && hasTargets(cells) ? cells : ranking;
  return {
    ...steps,
    campaign,
    place,
    ranking,
    cells: filled,
    cellLevel: filled === ranking ? rankingLevel : cellLevel,
    total: totalOf(own.code, ranking.total, ranking.rows),
    asOf: ranking.as_of,
    trend,
    history,
    readAt: Date.now(),
  };
}

/** Bases and help points are often planned for townships only; a map of villages without targets would say nothing. */
const hasTargets = ({ rows }: ProgressAnswer) => rows.some(row => row.target_plan !== null);

/** A village is ranked among its neighbours, so its own figures stand in a row of their ranking. */
const totalOf = (code: string, total: Row, rows: Row[]) =>
  total.code === code ? total : (rows.find(row => row.code === code) ?? total);
