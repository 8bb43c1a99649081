// SPDX-License-Identifier: Apache-2.0
import { Explain } from '../explain/explain.tsx';
import { coloursOf, isDiverging } from '../measure/classes.ts';
import { changeOf, type Reading } from '../measure/reading.ts';
import { readingOf } from '../measure/reading.ts';
import { changes } from '../picture/live.ts';
import { wholeOverQuarter, type Picture } from '../picture/picture.ts';
import { view } from '../view/address.ts';
import { enterArea, hrefInto, select } from '../view/places.ts';
import { hovered } from '../view/pointing.ts';
import type { Measure } from '../view/view.ts';
import { words } from '../words/words.ts';
import { changeText, CountCell, shareText, valueText } from './cells.tsx';
import { RowBar } from './row_bar.tsx';
import type { RankedRow } from './ranked.ts';

export { valueText };

interface Props {
  one: RankedRow;
  picture: Picture;
  measure: Measure;
  tabbable: boolean;
  /** Number of the row in the whole table, the head being 1. */
  index: number;
}

export function RankingRow({
  one: { row, reading, rank, change },
  picture,
  measure,
  tabbable,
  index,
}: Props) {
  const { selected } = view.value;
  const isSelected = row.code === selected || row.code === picture.place.area.code;
  const changed = changes.value.some(({ fid, completed }) => fid === row.fid && completed !== 0);
  const classes = [hovered.value === row.code && 'hovered', changed && 'changed', reading.kind]
    .filter(Boolean)
    .join(' ');
  return (
    <tr
      data-code={row.code}
      class={classes}
      tabIndex={tabbable ? 0 : -1}
      aria-selected={isSelected}
      aria-rowindex={index}
      onClick={() => select(row.code)}
      onMouseEnter={() => (hovered.value = row.code)}
    >
      <td class="rank">{rank ?? '–'}</td>
      <th scope="row" class="name">
        {/* By keyboard the row itself goes in with Enter, so Tab stops once and not twice. */}
        <a
          href={hrefInto(row.code)}
          tabIndex={-1}
          title={row.name}
          onClick={event => {
            if (event.metaKey || event.ctrlKey) return;
            event.preventDefault();
            event.stopPropagation();
            enterArea(row.code);
          }}
        >
          {row.name}
        </a>
      </th>
      <td class="bar">
        <RowBar now={picture} row={row} reading={reading} measure={measure} />
      </td>
      <td class="count">
        {isSelected && explains(picture) && (
          <Explain bare floating area={row.code} figure={figureOf(measure)} about={row.name} />
        )}
        <CountCell now={picture} row={row} reading={reading} measure={measure} />
      </td>
      <td class="share">{shareText(row, reading, measure)}</td>
      <td class="change">{changeText(picture, row, change)}</td>
    </tr>
  );
}

const figureOf = (measure: Measure) =>
  measure === 'year' || measure === 'value_year' ? 'completed_year' : 'completed';

/** Figures that were worked out of others, and those that are withheld, have no records to show. */
const explains = ({ theme, indicator }: Picture) =>
  theme === 'progress' && indicator.kind !== 'rate' && indicator.kind !== 'coverage' && !indicator.protected;

export function TotalRow({ picture, measure, index }: { picture: Picture; measure: Measure; index: number }) {
  const { total } = picture.ranking;
  const w = words.value;
  const reading: Reading = readingOf(total, measure, picture.campaign.record);
  const change = wholeChange(picture);
  return (
    <tfoot>
      <tr aria-rowindex={index}>
        <td class="rank" />
        <th scope="row" class="name">
          {w.total}
          {explains(picture) && !picture.compare && (
            <Explain
              bare
              floating
              area={total.code}
              figure={figureOf(measure)}
              about={`${w.total} ${total.name}`}
            />
          )}
        </th>
        <td class="bar">{picture.theme === 'progress' && <BarKey measure={measure} />}</td>
        <td class="count">
          <div>
            <CountCell now={picture} row={total} reading={reading} measure={measure} />
          </div>
        </td>
        <td class="share">{shareText(total, reading, measure)}</td>
        <td class="change">{changeText(picture, total, change)}</td>
      </tr>
    </tfoot>
  );
}

function wholeChange(picture: Picture): number | null {
  const { total } = picture.ranking;
  if (picture.theme === 'reach') return total.reach?.area_share ?? null;
  if (picture.theme === 'returns') return total.returns?.timeliness ?? null;
  return picture.compare ? changeOf(total) : wholeOverQuarter(picture);
}

function BarKey({ measure }: { measure: Measure }) {
  const w = words.value;
  if (isDiverging(measure)) {
    const colours = coloursOf('pace', 'light', false);
    return (
      <span class="bar-key">
        <i style={{ background: colours[1] }} />
        {measure === 'pace' ? w.pace.behind : w.decrease}
        <i style={{ background: colours[5] }} />
        {measure === 'pace' ? w.pace.ahead : w.increase}
      </span>
    );
  }
  if (measure !== 'plan' && measure !== 'year') return null;
  return (
    <span class="bar-key">
      <i style={{ background: 'var(--ink2)' }} />
      {w.target}
      {measure === 'plan' && (
        <>
          <i style={{ background: 'var(--signal)' }} />
          {w.expected}
        </>
      )}
    </span>
  );
}
