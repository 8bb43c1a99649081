// SPDX-License-Identifier: Apache-2.0
import type { Campaign, RecordLayer } from '../api/types.ts';
import { Icon, type IconName } from '../icons/icon.tsx';
import { campaign, picture } from '../picture/current.ts';
import { campaigns } from '../session/session.ts';
import { adjust, go, view } from '../view/address.ts';
import { borders } from '../view/pointing.ts';
import { measures, recordLayers } from '../view/view.ts';
import { named, words } from '../words/words.ts';
import { SymbolLegend } from './symbol_legend.tsx';
import { shownLayers, visibleLayers } from './shown_layers.ts';
import './rail.css';

const iconOf: Record<Campaign['record'], IconName> = {
  courtyards: 'courtyard',
  bases: 'base',
  'help-points': 'reach',
};

/** What is shown: theme, measure, layers. */
export function Rail() {
  return (
    <>
      <Themes />
      <Measures />
      <Layers />
      <SymbolLegend />
    </>
  );
}

function Themes() {
  return (
    <nav class="rail-block themes" aria-label={words.value.theme}>
      <h2 class="caption">{words.value.theme}</h2>
      <ul>
        {campaigns.value.map(one => (
          <li key={one.id}>
            <button
              type="button"
              class="theme"
              aria-current={one === campaign.value ? 'true' : undefined}
              onClick={() => go({ campaign: one.id, layers: null })}
            >
              <Icon name={iconOf[one.record]} />
              <span>{named(one.name)}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Measures() {
  const years = campaign.value?.years.length ?? 0;
  return (
    <fieldset class="rail-block">
      <legend class="caption">{words.value.measure}</legend>
      {measures.map(measure => (
        <label key={measure} class="choice">
          <input type="radio" checked={view.value.measure === measure} onChange={() => adjust({ measure })} />
          <span>{words.value.measureName(measure, years)}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Layers() {
  const w = words.value;
  const shown = shownLayers.value;
  const setLayer = (layer: RecordLayer, on: boolean) =>
    adjust({ layers: recordLayers.filter(one => (one === layer ? on : shown.includes(one))) });
  const hasTownships =
    picture.value?.place.area.level !== 'township' && picture.value?.place.area.level !== 'village';
  return (
    <fieldset class="rail-block">
      <legend class="caption">{w.layers}</legend>
      {(['township', 'village'] as const)
        .filter(level => level === 'village' || hasTownships)
        .map(level => (
          <label key={level} class="choice">
            <input
              type="checkbox"
              checked={borders.value[level]}
              onChange={event => (borders.value = { ...borders.value, [level]: event.currentTarget.checked })}
            />
            <span>{w.borders[level]}</span>
          </label>
        ))}
      {visibleLayers.value.map(layer => (
        <label key={layer} class="choice">
          <input
            type="checkbox"
            name={layer}
            checked={shown.includes(layer)}
            onChange={event => setLayer(layer, event.currentTarget.checked)}
          />
          <span>{w.records[layer]}</span>
        </label>
      ))}
    </fieldset>
  );
}
