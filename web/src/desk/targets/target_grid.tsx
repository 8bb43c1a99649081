// SPDX-License-Identifier: Apache-2.0
import { useRef } from 'preact/hooks';
import { count, nothing } from '../../words/numbers.ts';
import { deskWords } from '../words/words.ts';
import { choose, chosen, letGo, periodName } from './editing.ts';
import { less, place, periods, rows, sheet, show } from './sheet.ts';

/** Every cell is a button; arrow keys walk over them, Enter opens one. */
export function TargetGrid() {
  const w = deskWords.value.targets;
  const table = useRef<HTMLTableElement>(null);
  const list = rows.value;
  const columns = periods.value;
  const goesDown = (place.value?.children.length ?? 0) > 0 && place.value!.children[0]!.level !== 'village';
  const walk = (event: KeyboardEvent) => {
    const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-cell]');
    const by: Record<string, [number, number]> = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
    };
    const step = by[event.key];
    if (!cell || !step) return;
    const [row, column] = cell.dataset.cell!.split(',').map(Number) as [number, number];
    const next = table.current?.querySelector<HTMLElement>(
      `[data-cell="${row + step[0]},${column + step[1]}"]`,
    );
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  const isChosen = (code: string, period: string) =>
    chosen.value?.area.code === code && chosen.value.period === period;
  // One cell takes part in the order of Tab: the chosen one, else the first.
  const at = chosen.value
    ? [
        Math.max(
          0,
          list.findIndex(row => row.area.code === chosen.value!.area.code),
        ),
        Math.max(0, columns.indexOf(chosen.value.period)),
      ]
    : [0, 0];
  return (
    <div class="targets-scroll" role="region" aria-label={w.title} tabIndex={0}>
      <table ref={table} class="targets-grid" onKeyDown={walk}>
        <caption class="unseen">{w.gridHint}</caption>
        <thead>
          <tr>
            <th scope="col">{w.name}</th>
            {columns.map(period => (
              <th key={period} scope="col" class="number">
                {periodName(period)}
              </th>
            ))}
            <th scope="col" class="number">
              {w.yearsSum}
            </th>
            <th scope="col" class="number">
              {w.planLess}
            </th>
          </tr>
        </thead>
        <tbody>
          {list.map((row, r) => (
            <tr key={row.area.code} class={row.isParent ? 'own' : ''} data-code={row.area.code}>
              <th scope="row">
                {row.isParent || !goesDown ? (
                  <span title={row.area.code}>{row.area.name}</span>
                ) : (
                  <button
                    type="button"
                    class="link plain"
                    title={w.enter(row.area.name)}
                    onClick={() => (letGo(), show({ area: row.area.code }))}
                  >
                    {row.area.name}
                  </button>
                )}
              </th>
              {columns.map((period, c) => (
                <td key={period} class="number">
                  <button
                    type="button"
                    data-cell={`${r},${c}`}
                    tabIndex={r === at[0] && c === at[1] ? 0 : -1}
                    aria-current={isChosen(row.area.code, period) ? 'true' : undefined}
                    aria-label={w.cell(
                      row.area.name,
                      periodName(period),
                      row.values[c] == null ? w.noValue : count(row.values[c]!),
                    )}
                    onClick={() => void choose({ area: row.area, period })}
                  >
                    {count(row.values[c] ?? null)}
                  </button>
                </td>
              ))}
              <td class="number sum">{count(row.yearsSum)}</td>
              <td class={`number sum ${row.planLess ? 'gap' : ''}`}>{gapText(row.planLess)}</td>
            </tr>
          ))}
        </tbody>
        {list.length > 1 && (
          <tfoot>
            <tr>
              <th scope="row">{w.sumOfChildren}</th>
              {sheet.value!.periods.map(period => (
                <td key={period.period} class="number">
                  {count(period.sum_of_children)}
                </td>
              ))}
              <td />
              <td />
            </tr>
            <tr title={w.gapHint}>
              <th scope="row">{w.gap}</th>
              {sheet.value!.periods.map(period => {
                const gap = less(period.value, period.sum_of_children);
                return (
                  <td key={period.period} class={`number ${gap ? 'gap' : ''}`}>
                    {gapText(gap)}
                  </td>
                );
              })}
              <td />
              <td />
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

const gapText = (gap: number | null) => (gap === null ? nothing : gap > 0 ? `+${count(gap)}` : count(gap));
