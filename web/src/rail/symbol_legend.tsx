// SPDX-License-Identifier: Apache-2.0
import type { RecordLayer } from '../api/types.ts';
import { cellShades } from '../map/cell_shades.ts';
import { symbolOf, symbolUrl, type SymbolName } from '../map/symbols.ts';
import { campaigns } from '../session/session.ts';
import { theme } from '../theme/theme.ts';
import { underPoints } from '../view/pointing.ts';
import { named, words } from '../words/words.ts';
import { shownLayers } from './shown_layers.ts';

/** What the symbols on the map mean; only those that can be on it now. */
export function SymbolLegend() {
  const rows = shownLayers.value.flatMap(rowsOf);
  if (rows.length === 0) return null;
  return (
    <section class="rail-block">
      <h2 class="caption">{words.value.recordsShown}</h2>
      <ul>
        {rows.map(({ symbol, word }) => (
          <li key={word} class="symbol-row">
            {symbol ? <img src={symbolUrl(symbol, theme.value)} alt="" /> : <CellRamp />}
            <span>{word}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Shades of the grid cells, from none completed to all. */
function CellRamp() {
  const [none, all] = cellShades[theme.value];
  return <i class="cell-ramp" style={{ background: `linear-gradient(to right, ${none}, ${all})` }} />;
}

function rowsOf(layer: RecordLayer): { symbol?: SymbolName; word: string }[] {
  const { symbol } = words.value;
  if (layer === 'inspections') return [{ symbol: 'inspection', word: symbol.inspection }];
  if (layer === 'courtyards') {
    if (!underPoints.value) return [{ word: symbol.cells }];
    return [
      { symbol: 'completed', word: symbol.completed },
      { symbol: 'registered', word: symbol.registered },
      { symbol: 'needs-work', word: symbol.needs_work },
      { symbol: 'revoked', word: symbol.revoked },
    ];
  }
  if (layer === 'help-points') {
    return [
      { symbol: 'childrens-home', word: symbol.childrensHome },
      { symbol: 'protection-station', word: symbol.protectionStation },
      { symbol: 'help-point', word: symbol.womensHome },
    ];
  }
  const statuses = campaigns.value.find(one => one.record === layer)?.statuses ?? [];
  return statuses.map(status => ({ symbol: symbolOf[status.id] ?? 'base-county', word: named(status.name) }));
}
