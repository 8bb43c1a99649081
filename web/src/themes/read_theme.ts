// SPDX-License-Identifier: Apache-2.0
// Pictures of what is reached, returned and doubted: the same shape as progress, so that map, table and legend are the
// same for all.
import { askCoverage, askProgress, askQuality, askReturns } from '../api/questions.ts';
import type {
  AreaAnswer,
  AreaName,
  CoverageAnswer,
  Level,
  ReachRow,
  ReturnsAnswer,
  ReturnsRow,
} from '../api/types.ts';
import type { ReadRow } from '../measure/reading.ts';
import type { Picture, RowSet } from '../picture/picture.ts';
import type { Question } from '../picture/read.ts';
import type { Steps } from '../picture/steps.ts';

const noFigures = {
  registered: null,
  proposed: null,
  target_plan: null,
  target_year: null,
  completed: null,
  completed_year: null,
  share_plan: null,
  share_year: null,
  share_registered: null,
  expected_share: null,
  pace: 'no_target',
  forecast_on: null,
  children_gap: null,
  value: null,
  value_year: null,
} as const;

const nameOf = ({ fid, code, name, level }: AreaName) => ({ fid, code, name, level });

type About = [question: Question, place: AreaAnswer, steps: Steps, signal: AbortSignal];

export function readTheme(...about: About): Promise<Picture> {
  const [{ theme }] = about;
  if (theme === 'reach') return readReach(...about);
  return theme === 'returns' ? readReturns(...about) : readQuality(...about);
}

const pictureOf = (
  { theme, campaign, indicator, snapshot }: Question,
  place: AreaAnswer,
  steps: Steps,
  ranking: RowSet,
): Picture => ({
  ...steps,
  theme,
  campaign,
  indicator,
  measures: [],
  place,
  ranking,
  cells: ranking,
  cellLevel: steps.rankingLevel,
  total: ranking.rows.find(row => row.code === place.area.code) ?? ranking.total,
  asOf: ranking.as_of,
  compare: null,
  snapshot,
  scheme: null,
  trend: null,
  history: null,
  coverage: null,
  returns: null,
  quality: null,
  readAt: Date.now(),
});

async function readReach(...[question, place, steps, signal]: About): Promise<Picture> {
  const { ranked, rankingLevel, cellLevel } = steps;
  const about = {
    service: question.campaign.record === 'bases' ? ('bases' as const) : ('help-points' as const),
    kind: question.pointKind,
    radius_m: question.radius * 1000,
    area: ranked.code,
    as_of: question.date,
    revision: question.snapshot,
  };
  const [coarse, fine] = await Promise.all([
    askCoverage({ ...about, level: rankingLevel }, signal),
    cellLevel === rankingLevel ? null : askCoverage({ ...about, level: cellLevel }, signal),
  ]);
  const row = (reach: ReachRow): ReadRow => ({ ...noFigures, ...nameOf(reach), reach });
  const setOf = ({ as_of, revision, edition, total, rows }: CoverageAnswer): RowSet => ({
    as_of,
    revision,
    edition,
    total: row(total),
    rows: rows.map(row),
  });
  const ranking = setOf(coarse);
  return {
    ...pictureOf(question, place, steps, ranking),
    cells: fine ? setOf(fine) : ranking,
    cellLevel,
    coverage: coarse,
  };
}

async function readReturns(...[question, place, steps, signal]: About): Promise<Picture> {
  const { campaign, date, snapshot } = question;
  const { ranked } = steps;
  const owedBy: Level = campaign.returns?.level ?? 'township';
  const levels: Level[] =
    place.children.length === 0 || steps.rankingLevel === 'village'
      ? [place.area.level]
      : [steps.rankingLevel];
  const level = levels[0] === 'village' ? owedBy : levels[0]!;
  const answer = await askReturns(
    { campaign: campaign.id, area: ranked.code, level, as_of: date, revision: snapshot },
    signal,
  );
  const row = (returns: ReturnsRow): ReadRow => ({ ...noFigures, ...nameOf(returns), returns });
  const ranking = returnsSet(answer, row);
  return {
    ...pictureOf(
      question,
      place,
      { ...steps, rankingLevels: [level], rankingLevel: level, cellLevel: level },
      ranking,
    ),
    returns: answer,
  };
}

const returnsSet = (
  { as_of, revision, edition, total, rows }: ReturnsAnswer,
  row: (returns: ReturnsRow) => ReadRow,
): RowSet => ({ as_of, revision, edition, total: row(total), rows: rows.map(row) });

/** Doubts are told by village; the villages without any come from progress. */
async function readQuality(...[question, place, steps, signal]: About): Promise<Picture> {
  const { ranked, rankingLevels } = steps;
  const level = rankingLevels.at(-1)!;
  const { campaign, indicator } = question;
  const [quality, all] = await Promise.all([
    askQuality(ranked.code, signal),
    askProgress(
      {
        campaign: campaign.id,
        indicator: indicator.id,
        area: ranked.code,
        level,
        as_of: null,
        revision: null,
      },
      signal,
    ),
  ]);
  const byCode = new Map(quality.rows.map(row => [row.code, row]));
  const row = (area: AreaName): ReadRow => {
    const doubts = byCode.get(area.code);
    return { ...noFigures, ...nameOf(area), flags: { open: doubts?.open ?? 0, kinds: doubts?.flags ?? {} } };
  };
  const ranking: RowSet = {
    as_of: all.as_of,
    revision: quality.revision,
    edition: all.edition,
    total: { ...row(all.total), flags: { open: quality.open, kinds: quality.flags } },
    rows: all.rows.map(row),
  };
  return {
    ...pictureOf(
      question,
      place,
      { ...steps, rankingLevels: [level], rankingLevel: level, cellLevel: level },
      ranking,
    ),
    quality,
  };
}
