// SPDX-License-Identifier: Apache-2.0
import type { Row } from '../api/types.ts';
import { coloursOf } from '../measure/classes.ts';
import { valueOf, type Reading } from '../measure/reading.ts';
import { changes } from '../picture/live.ts';
import type { Picture } from '../picture/picture.ts';
import { view } from '../view/address.ts';
import { enterArea, hrefInto, select } from '../view/places.ts';
import { hovered } from '../view/pointing.ts';
import type { Measure } from '../view/view.ts';
import { bareShare, count, difference, nothing } from '../words/numbers.ts';
import { words } from '../words/words.ts';
import { RowBar } from './row_bar.tsx';
import type { RankedRow } from './ranked.ts';

interface Props {
  one: RankedRow;
  picture: Picture;
  tabbable: boolean;
}

export function RankingRow({ one: { row, reading, rank, change }, picture, tabbable }: Props) {
  const { measure, selected } = view.value;
  const isSelected = row.code === selected || row.code === picture.place.area.code;
  const changed = changes.value.some(({ fid, completed }) => fid === row.fid && completed !== 0);
  const classes = [hovered.value === row.code && 'hovered', changed && 'changed'].filter(Boolean).join(' ');
  return (
    <tr
      data-code={row.code}
      class={classes}
      tabIndex={tabbable ? 0 : -1}
      aria-selected={isSelected}
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
        <RowBar row={row} reading={reading} measure={measure} />
      </td>
      <td class="count">{counts(row, reading, measure)}</td>
      <td class="share">{valueText(row, reading, measure)}</td>
      <td class="change">{difference(change)}</td>
    </tr>
  );
}

/** What the share column says; an absence is named, never shown as zero. */
export function valueText(row: Row, reading: Reading, measure: Measure): string {
  const w = words.value;
  if (reading.kind === 'suppressed') return w.mark.suppressed;
  if (reading.kind === 'no_data') return w.mark.no_data;
  if (reading.kind === 'not_applicable') return '–';
  if (measure === 'pace') return difference(valueOf(row, measure));
  return reading.kind === 'zero' ? '0' : bareShare(reading.value);
}

function counts(row: Row, reading: Reading, measure: Measure) {
  const done = measure === 'year' ? row.completed_year : row.completed;
  const target = measure === 'year' ? row.target_year : row.target_plan;
  const doneText = reading.kind === 'suppressed' ? '<5' : reading.kind === 'no_data' ? nothing : count(done);
  return (
    <>
      {doneText}
      <span>/{target === null ? '–' : count(target)}</span>
    </>
  );
}

export function TotalRow({ picture }: { picture: Picture }) {
  const { measure } = view.value;
  const { total } = picture.ranking;
  const w = words.value;
  const value = valueOf(total, measure);
  return (
    <tfoot>
      <tr>
        <td class="rank" />
        <th scope="row" class="name">
          {w.total}
        </th>
        <td class="bar">
          <BarKey measure={measure} />
        </td>
        <td class="count">
          <div>{counts(total, { kind: 'class', number: 0, value: 0 }, measure)}</div>
        </td>
        <td class="share">{measure === 'pace' ? difference(value) : bareShare(value)}</td>
        <td class="change">{difference(quarterOfWhole(picture))}</td>
      </tr>
    </tfoot>
  );
}

function quarterOfWhole(picture: Picture): number | null {
  const { dates, total } = picture.history;
  const last = dates.filter(date => date < picture.asOf).length - 1;
  const before = total.share_plan[last];
  const now = picture.ranking.total.share_plan;
  return now === null || before === null || before === undefined ? null : now - before;
}

function BarKey({ measure }: { measure: Measure }) {
  const w = words.value;
  if (measure === 'pace') {
    const colours = coloursOf('pace', 'light', false);
    return (
      <span class="bar-key">
        <i style={{ background: colours[1] }} />
        {w.pace.behind}
        <i style={{ background: colours[5] }} />
        {w.pace.ahead}
      </span>
    );
  }
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
