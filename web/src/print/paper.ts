// SPDX-License-Identifier: Apache-2.0
// What the sheets say of a picture, as plain values and sentences.
import { legendTitle } from '../legend/legend.tsx';
import { breaksOf, coloursOf, isDiverging } from '../measure/classes.ts';
import { countReadings, marks, readingOf, type Mark, type Reading } from '../measure/reading.ts';
import type { Row } from '../api/types.ts';
import type { Picture } from '../picture/picture.ts';
import type { Measure } from '../view/view.ts';
import { fullDay } from '../words/days.ts';
import { count } from '../words/numbers.ts';
import { lang, named, words } from '../words/words.ts';
import { mapSettings } from '../map/base_map.ts';

export interface PaperClass {
  colour: string;
  count: number;
  /** Lower end as it is written; empty where there is none. */
  from: string;
}

export interface PaperLegend {
  title: string;
  hint: string;
  classes: PaperClass[];
  marks: { mark: Mark; word: string; count: number }[];
}

export function legendOf(picture: Picture, measure: Measure): PaperLegend {
  const w = words.value;
  const counts = countReadings(
    picture.cells.rows.map(row => readingOf(row, measure, picture.campaign.record)),
  );
  const breaks = breaksOf(measure);
  return {
    title: legendTitle(measure),
    hint: w.perClass[picture.cellLevel],
    classes: coloursOf(measure, 'light', false).map((colour, number) => ({
      colour,
      count: counts.get(`class-${number}`) ?? 0,
      from: number === 0 ? (isDiverging(measure) ? '' : '0') : String(breaks[number - 1]).replace('-', '−'),
    })),
    marks: marks.map(mark => ({ mark, word: w.mark[mark], count: counts.get(mark) ?? 0 })),
  };
}

export interface PaperTexts {
  title: string;
  day: string;
  subtitle: string;
  definition: string;
  source: string;
  approval: string;
  fileName: string;
}

export function textsOf(picture: Picture, measure: Measure): PaperTexts {
  const w = words.value.sheet;
  const { campaign, indicator, place, cellLevel, asOf, compare, ranking } = picture;
  const years = campaign.years;
  const span = years.length > 0 ? `${years[0]}–${years.at(-1)}` : '';
  const name =
    picture.theme !== 'progress'
      ? words.value.themeName[picture.theme]
      : indicator.id === campaign.indicator.id
        ? named(campaign.name)
        : `${named(campaign.name)} ${named(indicator.name)}`;
  return {
    title: w.title(place.area.name, name),
    day: `${words.value.asOf}${lang.value === 'zh' ? '' : ' '}${fullDay(asOf, lang.value)}`,
    subtitle: [
      span && w.span(span),
      words.value.measureName(measure, years.length),
      compare && words.value.comparedWith(fullDay(compare, lang.value)),
      w.by(words.value.level[cellLevel]),
    ]
      .filter(Boolean)
      .join(' · '),
    definition: w.definition[measure],
    source: [
      w.revision(count(ranking.revision)),
      w.edition(ranking.edition),
      'CGCS2000',
      mapSettings.value?.maker && w.maker(mapSettings.value.maker),
    ]
      .filter(Boolean)
      .join(' · '),
    approval: mapSettings.value?.approval_number ?? '',
    fileName: `${place.area.name}_${name}_${asOf}`.replace(/[\\/:*?"<>|\s]+/g, '_'),
  };
}

/** A line of a table that may run over several columns and pages. */
export type PaperLine =
  | { kind: 'group'; name: string; row: Row | null }
  | { kind: 'row'; row: Row; reading: Reading; rank: number | null };

/** Villages beneath the townships they belong to, each with its own figures. */
export function cellLines(picture: Picture, measure: Measure, parentOf: (code: string) => string | null) {
  const read = (row: Row, index: number): PaperLine => ({
    kind: 'row',
    row,
    reading: readingOf(row, measure, picture.campaign.record),
    rank: index + 1,
  });
  const groups = new Map<string, Row[]>();
  for (const row of picture.cells.rows) {
    const parent = parentOf(row.code) ?? '';
    groups.set(parent, [...(groups.get(parent) ?? []), row]);
  }
  const lines: PaperLine[] = [];
  for (const around of picture.ranking.rows) {
    const rows = groups.get(around.code);
    if (!rows) continue;
    lines.push({ kind: 'group', name: around.name, row: around }, ...rows.map(read));
  }
  return lines;
}

/** Lines in columns and columns in pages; no column ends with the name of a group, and one that goes on is named again. */
export function pagesOf(
  lines: PaperLine[],
  perColumn: number,
  columns: number,
  continued: (name: string) => string,
): PaperLine[][][] {
  const pages: PaperLine[][][] = [];
  let rest = lines;
  let group: string | null = null;
  while (rest.length > 0) {
    const page: PaperLine[][] = [];
    while (page.length < columns && rest.length > 0) {
      const again: PaperLine[] =
        group !== null && rest[0]!.kind === 'row'
          ? [{ kind: 'group', name: continued(group), row: null }]
          : [];
      const room = perColumn - again.length;
      const isCut = rest.length > room && rest[room - 1]!.kind === 'group';
      const taken = rest.slice(0, isCut ? room - 1 : room);
      for (const one of taken) if (one.kind === 'group') group = one.name;
      page.push([...again, ...taken]);
      rest = rest.slice(taken.length);
    }
    pages.push(page);
  }
  return pages;
}
