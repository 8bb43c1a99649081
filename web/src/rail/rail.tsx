// SPDX-License-Identifier: Apache-2.0
import type { RecordLayer } from '../api/types.ts';
import { Icon, type IconName } from '../icons/icon.tsx';
import { lazily } from '../lazy/lazy.tsx';
import { shownMeasure } from '../measure/shown.ts';
import { Popover } from '../page/popover.tsx';
import { campaign, picture } from '../picture/current.ts';
import { openDoubts } from '../picture/doubts.ts';
import { campaigns, may } from '../session/session.ts';
import { adjust, go, view } from '../view/address.ts';
import { borders } from '../view/pointing.ts';
import { recordLayers, type Measure, type Theme } from '../view/view.ts';
import { count } from '../words/numbers.ts';
import { named, words } from '../words/words.ts';
import { ClassChoice } from './class_choice.tsx';
import { SymbolLegend } from './symbol_legend.tsx';
import { shownLayers, visibleLayers } from './shown_layers.ts';
import { campaignIcon, listed, showCampaign, showTheme } from './theme_list.ts';
import './rail.css';

const Programmes = lazily(() => import('./programmes.tsx').then(module => module.Programmes));
const ReachChoice = lazily(() => import('../themes/reach_choice.tsx').then(module => module.ReachChoice));
const ReturnsChoice = lazily(() =>
  import('../themes/returns_choice.tsx').then(module => module.ReturnsChoice),
);

/** What is shown: theme, measure, classes, layers. */
export function Rail() {
  const { theme } = view.value;
  return (
    <>
      <Themes />
      {theme === 'progress' && <Measures />}
      {theme === 'progress' && <ClassChoice />}
      {theme === 'reach' && <ReachChoice />}
      {theme === 'returns' && <ReturnsChoice />}
      <Layers />
      <SymbolLegend />
    </>
  );
}

function Themes() {
  const w = words.value;
  const { theme } = view.value;
  return (
    <nav class="rail-block themes" aria-label={w.theme}>
      <h2 class="caption">{w.theme}</h2>
      <ul>
        {listed(campaigns.value).map(one => (
          <ThemeLine
            key={one.id}
            icon={campaignIcon(one)}
            word={named(one.name)}
            isCurrent={theme === 'progress' && one === campaign.value}
            choose={() => showCampaign(one.id)}
          />
        ))}
        <li>
          <Popover
            className="all-programmes"
            buttonClass="theme"
            button={
              <>
                <Icon name="layers" />
                <span>{w.programmes.all}</span>
                <span class="theme-end digits">{campaigns.value.length || ''}</span>
                <Icon name="right" size={14} />
              </>
            }
          >
            {close => <Programmes close={close} />}
          </Popover>
        </li>
        <OtherTheme theme="reach" icon="reach" />
        <OtherTheme theme="returns" icon="returns" />
        {may.seeDoubts.value && (
          <OtherTheme
            theme="quality"
            icon="flag"
            badge={openDoubts.value === null ? '' : count(openDoubts.value)}
          />
        )}
      </ul>
    </nav>
  );
}

const OtherTheme = ({ theme, icon, badge = '' }: { theme: Theme; icon: IconName; badge?: string }) => (
  <ThemeLine
    icon={icon}
    word={words.value.themeName[theme]}
    badge={badge}
    isCurrent={view.value.theme === theme}
    choose={() => showTheme(theme)}
  />
);

function ThemeLine({
  icon,
  word,
  badge,
  isCurrent,
  choose,
}: {
  icon: IconName;
  word: string;
  badge?: string;
  isCurrent: boolean;
  choose: () => void;
}) {
  return (
    <li>
      <button type="button" class="theme" aria-current={isCurrent ? 'true' : undefined} onClick={choose}>
        <Icon name={icon} />
        <span>{word}</span>
        {badge && <span class="theme-end theme-badge">{badge}</span>}
      </button>
    </li>
  );
}

function Measures() {
  const w = words.value;
  const now = picture.value;
  if (!now || now.theme !== 'progress') return null;
  const years = now.campaign.years.length;
  const choices: Measure[] = now.compare ? [...now.measures, 'change'] : now.measures;
  return (
    <fieldset class="rail-block">
      <legend class="caption">{w.measure}</legend>
      {now.campaign.indicators.length > 1 && (
        <select
          class="select"
          aria-label={w.indicator}
          value={now.indicator.id}
          onChange={event => {
            const { value } = event.currentTarget;
            go({ indicator: value === now.campaign.indicator.id ? null : value, classes: null });
          }}
        >
          {now.campaign.indicators.map(one => (
            <option key={one.id} value={one.id}>
              {named(one.name)}
            </option>
          ))}
        </select>
      )}
      {choices.map(measure => (
        <label key={measure} class="choice">
          <input
            type="radio"
            name="measure"
            checked={shownMeasure.value === measure}
            onChange={() => adjust({ measure })}
          />
          <span>{w.measureName(measure, years)}</span>
        </label>
      ))}
      {now.indicator.protected && <p class="rail-note">{w.protectedNote}</p>}
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
