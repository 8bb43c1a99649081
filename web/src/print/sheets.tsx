// SPDX-License-Identifier: Apache-2.0
// The paper: A4 or A3 across, or a township's sheet for the wall (VISUAL.md 9). Always light, whatever the screen is.
import type { Row } from '../api/types.ts';
import type { Sketch } from '../map/sketch.ts';
import { MarkPatterns } from '../map/mark_patterns.tsx';
import { legendTitle } from '../legend/legend.tsx';
import { isDiverging } from '../measure/classes.ts';
import { readingOf, type Reading } from '../measure/reading.ts';
import { hasPlan } from '../measure/measures.ts';
import { shownMeasure } from '../measure/shown.ts';
import type { Picture } from '../picture/picture.ts';
import { places } from '../ranking/ranking.tsx';
import { sorted, usualOrder } from '../ranking/ranked.ts';
import { changeFor, changeText, CountCell, headings, shareText, valueText } from '../ranking/cells.tsx';
import { RowBar } from '../ranking/row_bar.tsx';
import { sentenceOf } from '../sentence/sentence.ts';
import { Chart } from '../trend/trend.tsx';
import type { Measure, Sheet } from '../view/view.ts';
import { bareShare, count, nothing, share } from '../words/numbers.ts';
import { named, words } from '../words/words.ts';
import { MapColumn } from './map_column.tsx';
import { cellLines, pagesOf, textsOf, type PaperLine, type PaperTexts } from './paper.ts';
import { Wall } from './wall.tsx';
import './sheets.css';

export interface SheetProps {
  sketch: Sketch;
  picture: Picture;
  measure: Measure;
  paper: Sheet;
}

const rowsOnFirst = 18;
const linesInColumn = 27;

export function Sheets(props: SheetProps) {
  return (
    <>
      <PaperPatterns />
      <Pages {...props} />
    </>
  );
}

/** Hatch and dots of the bars; the page, which has its own, is not there while paper is. */
function PaperPatterns() {
  return (
    <svg width="0" height="0" style={{ position: 'absolute' }} aria-hidden="true">
      <MarkPatterns hatch="hatch" dots="dots" theme="light" />
    </svg>
  );
}

function Pages(props: SheetProps) {
  const { sketch, picture, measure, paper } = props;
  const texts = textsOf(picture, measure);
  if (paper === 'wall') return <Wall {...props} texts={texts} />;
  const ranked: PaperLine[] = sorted(places.value, usualOrder).map(({ row, reading, rank }) => ({
    kind: 'row',
    row,
    reading,
    rank,
  }));
  const hasCells = picture.cells !== picture.ranking;
  const parentOf = (code: string) => sketch.byCode.get(code)?.parent ?? null;
  const rest = [
    ...pagesOf(ranked.slice(rowsOnFirst), linesInColumn, 3, words.value.sheet.continued),
    ...(hasCells
      ? pagesOf(cellLines(picture, measure, parentOf), linesInColumn, 3, words.value.sheet.continued)
      : []),
  ];
  const pages = rest.length + 1;
  return (
    <>
      <First {...props} texts={texts} lines={ranked.slice(0, rowsOnFirst)} of={pages} />
      {rest.map((columns, index) => (
        <section key={index} class={`sheet ${paper}`}>
          <Head texts={texts} />
          <div class="sheet-columns">
            {columns.map((lines, column) => (
              <Table key={column} picture={picture} measure={measure} lines={lines} narrow />
            ))}
          </div>
          <Foot texts={texts} page={index + 2} of={pages} />
        </section>
      ))}
    </>
  );
}

export function Head({ texts }: { texts: PaperTexts }) {
  return (
    <header class="sheet-head">
      <h1>{texts.title}</h1>
      <p>
        <b>{texts.day}</b>
        <br />
        {texts.subtitle}
      </p>
    </header>
  );
}

export function Foot({ texts, page, of }: { texts: PaperTexts; page: number; of: number }) {
  const w = words.value.sheet;
  return (
    <footer class="sheet-foot">
      <p>
        {texts.definition}
        <br />
        {texts.source}
      </p>
      <p class="sheet-approval">
        {w.approval}
        {texts.approval ? <b>{texts.approval}</b> : <span class="sheet-blank" />}
        <br />
        <span>{w.page(page, of)}</span>
      </p>
    </footer>
  );
}

function First({
  sketch,
  picture,
  measure,
  paper,
  texts,
  lines,
  of,
}: SheetProps & { texts: PaperTexts; lines: PaperLine[]; of: number }) {
  const { campaign, indicator, trend } = picture;
  const w = words.value;
  const unit = named(indicator.unit);
  const height = 602 - 146 - Math.max(lines.length, 4) * 20;
  return (
    <section class={`sheet ${paper}`}>
      <Head texts={texts} />
      <div class="sheet-body">
        <div class="sheet-left">
          <MapColumn
            id={`paper-${paper}`}
            sketch={sketch}
            picture={picture}
            measure={measure}
            width={612}
            height={534}
            label={texts.title}
          />
          <p class="sheet-sentence">
            {sentenceOf(picture).map((part, index) =>
              typeof part === 'string' ? part : <b key={index}>{part.figure}</b>,
            )}
          </p>
        </div>
        <div class="sheet-right">
          <Lead picture={picture} />
          <Table picture={picture} measure={measure} lines={lines} total={picture.ranking.total} />
          {trend && height > 70 && (
            <div class="sheet-trend">
              <p>
                <b>{w.trend(campaign.years.length)}</b> <span>{w.trendHint(unit)}</span>
              </p>
              <Chart now={{ ...picture, trend }} width={392} height={height} unit={unit} />
            </div>
          )}
        </div>
      </div>
      <Foot texts={texts} page={1} of={of} />
    </section>
  );
}

/** The figures that lead the sheet. */
export function Lead({ picture }: { picture: Picture }) {
  const w = words.value;
  const { total, campaign, indicator, theme } = picture;
  const unit = named(indicator.unit);
  if (theme !== 'progress' || !hasPlan(picture)) return <PlainLead picture={picture} />;
  return (
    <dl class="sheet-figures">
      <div>
        <dt>{w.measureName('plan', campaign.years.length)}</dt>
        <dd class="lead">
          {bareShare(total.share_plan)}
          {total.share_plan !== null && <small>%</small>}
        </dd>
      </div>
      <div>
        <dt>{w.sheet.unit(`${w.sheet.done} / ${w.target}`, unit)}</dt>
        <dd>
          {count(total.completed)} <small>/ {count(total.target_plan)}</small>
        </dd>
      </div>
      <div>
        <dt>{w.expected}</dt>
        <dd class="signal">{share(total.expected_share)}</dd>
      </div>
    </dl>
  );
}

/** What leads where there is no plan: the figure on screen, in its own unit. */
function PlainLead({ picture }: { picture: Picture }) {
  const { total, theme, campaign, indicator } = picture;
  const measure = shownMeasure.value;
  const name = theme === 'progress' ? named(indicator.name) : legendTitle(measure);
  const text = valueText(total, readingOf(total, measure, campaign.record), measure);
  return (
    <dl class="sheet-figures">
      <div>
        <dt>{theme === 'progress' ? words.value.sheet.unit(name, named(indicator.unit)) : name}</dt>
        <dd class="lead">{text}</dd>
      </div>
    </dl>
  );
}

interface TableProps {
  picture: Picture;
  measure: Measure;
  lines: PaperLine[];
  total?: Row;
  narrow?: boolean;
}

export function Table({ picture, measure, lines, total, narrow = false }: TableProps) {
  const w = words.value;
  const heads = headings(picture, measure);
  const ofPlan = showsPlan(picture);
  const level = narrow && picture.cells !== picture.ranking ? picture.cellLevel : picture.rankingLevel;
  return (
    <table class={`sheet-table ${narrow ? 'narrow' : ''}`}>
      <thead>
        <tr>
          <th scope="col" class="rank">
            #
          </th>
          <th scope="col" class="name">
            {w.level[level]}
          </th>
          <th scope="col" class="bar">
            {!narrow && heads.bar}
          </th>
          <th scope="col">{ofPlan ? w.sheet.done : heads.count}</th>
          <th scope="col">{ofPlan ? w.target : heads.change}</th>
          <th scope="col">{heads.share}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(one =>
          one.kind === 'group' ? (
            <tr key={`group ${one.name}`} class="group">
              <td class="rank" />
              <th scope="colgroup" class="name" colSpan={2}>
                {one.name}
              </th>
              {one.row && <Figures row={one.row} measure={measure} picture={picture} />}
            </tr>
          ) : (
            <tr key={one.row.fid}>
              <td class="rank">{one.rank ?? '–'}</td>
              <th scope="row" class="name">
                {one.row.name}
              </th>
              <td class="bar">
                <RowBar now={picture} row={one.row} reading={one.reading} measure={measure} />
              </td>
              <Figures row={one.row} measure={measure} picture={picture} reading={one.reading} />
            </tr>
          ),
        )}
      </tbody>
      {total && (
        <tfoot>
          <tr>
            <td class="rank" />
            <th scope="row" class="name">
              {w.total}
            </th>
            <td class="bar key">
              {ofPlan && !isDiverging(measure) && (
                <>
                  <i class="expected" />
                  {w.expected}
                  <i class="target" />
                  {w.target}
                </>
              )}
            </td>
            <Figures row={total} measure={measure} picture={picture} />
          </tr>
        </tfoot>
      )}
    </table>
  );
}

const showsPlan = ({ theme, measures }: Picture) => theme === 'progress' && measures.includes('plan');

function Figures({
  row,
  measure,
  picture,
  reading = readingOf(row, measure, picture.campaign.record),
}: {
  row: Row;
  measure: Measure;
  picture: Picture;
  reading?: Reading;
}) {
  const done = measure === 'year' ? row.completed_year : row.completed;
  const target = measure === 'year' ? row.target_year : row.target_plan;
  const doneText = reading.kind === 'suppressed' ? '<5' : reading.kind === 'no_data' ? nothing : count(done);
  const value = shareText(row, reading, measure);
  if (!showsPlan(picture))
    return (
      <>
        <td>
          <CountCell now={picture} row={row} reading={reading} measure={measure} />
        </td>
        <td>{changeText(picture, row, changeFor(picture, row))}</td>
        <td class="value">{value}</td>
      </>
    );
  return (
    <>
      <td>{doneText}</td>
      <td>{target === null ? '–' : count(target)}</td>
      <td class="value">{value}</td>
    </>
  );
}
