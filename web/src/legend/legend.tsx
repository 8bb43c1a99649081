// SPDX-License-Identifier: Apache-2.0
import { computed, effect } from '@preact/signals';
import { breaksOf, coloursOf, isDiverging } from '../measure/classes.ts';
import { markFill } from '../measure/palette.ts';
import { countReadings, marks, readingOf, type Mark, type ReadingKey } from '../measure/reading.ts';
import { madeScheme } from '../measure/scheme.ts';
import { isPerCent } from '../measure/measures.ts';
import { shownMeasure } from '../measure/shown.ts';
import { picture } from '../picture/current.ts';
import { theme } from '../theme/theme.ts';
import { switchedOff, toggle, underPoints } from '../view/pointing.ts';
import type { Measure } from '../view/view.ts';
import { named, words } from '../words/words.ts';
import './legend.css';

const counts = computed(() => {
  const now = picture.value;
  return countReadings(
    (now?.cells.rows ?? []).map(row => readingOf(row, shownMeasure.value, now!.campaign.record)),
  );
});

/** What was switched off in one set of classes means nothing in another. */
export const followLegend = () =>
  effect(() => {
    void [shownMeasure.value, madeScheme.value?.breaks, picture.value?.indicator];
    switchedOff.value = new Set();
  });

/** Classes and marks of the map with their counts; each one can be switched off. */
export function Legend() {
  const now = picture.value;
  if (!now) return <section class="legend" aria-busy="true" />;
  const w = words.value;
  const measure = shownMeasure.value;
  return (
    <section class="legend" aria-label={w.legend}>
      <div class="legend-title">
        <b>{legendTitle(measure)}</b>
        <span class="caption">
          {w.perClass[now.cellLevel]}
          {madeScheme.value && ` · ${w.classes.made(madeScheme.value.method, madeScheme.value.pooled)}`}
        </span>
      </div>
      <Classes measure={measure} />
      <div class="legend-marks">
        {marks.map(mark => (
          <MarkItem key={mark} mark={mark} />
        ))}
      </div>
    </section>
  );
}

/** What the classes are classes of; a figure without a target goes by the name of its indicator. */
export function legendTitle(measure: Measure): string {
  const w = words.value;
  const { indicator } = picture.value!;
  if (measure === 'value' || measure === 'value_year')
    return `${named(indicator.name)} ${isPerCent(indicator) ? '%' : named(indicator.unit)}`;
  return w.legendTitle[measure];
}

const stateOf = (key: ReadingKey) => ({
  pressed: !switchedOff.value.has(key),
  count: counts.value.get(key) ?? 0,
});

/** Unit of the breaks, where it is written with each interval. */
function unitOf(measure: Measure): string {
  const w = words.value;
  const { indicator } = picture.value!;
  if (isDiverging(measure)) return w.points;
  if (measure === 'reach') return ' km';
  if (measure === 'flags') return '';
  if (measure === 'value' || measure === 'value_year')
    return isPerCent(indicator) ? '%' : ` ${named(indicator.unit)}`;
  return '%';
}

const written = (value: number) => value.toLocaleString('en-US').replace('-', '−');

function Classes({ measure }: { measure: Measure }) {
  const breaks = breaksOf(measure);
  const colours = coloursOf(measure, theme.value, underPoints.value);
  const low = isDiverging(measure) ? '' : '0';
  const unit = unitOf(measure);
  return (
    <div class="legend-classes">
      {colours.map((colour, number) => {
        const key: ReadingKey = `class-${number}`;
        const { pressed, count } = stateOf(key);
        const [from, to] = [breaks[number - 1], breaks[number]];
        const interval = words.value.interval(
          from === undefined ? null : written(from),
          to === undefined ? null : written(to),
          unit,
        );
        return (
          <button
            key={key}
            type="button"
            class="legend-class"
            aria-pressed={pressed}
            title={`${interval}. ${words.value.legendFilter}`}
            onClick={() => toggle(key)}
          >
            <i style={{ background: pressed ? colour : 'transparent' }} />
            <span class="unseen">{interval}: </span>
            <span class="legend-count">{count}</span>
            <span class="legend-break" aria-hidden="true">
              {from === undefined ? low : written(from)}
            </span>
          </button>
        );
      })}
    </div>
  );
}

function MarkItem({ mark }: { mark: Mark }) {
  const { pressed, count } = stateOf(mark);
  return (
    <button
      type="button"
      class="legend-mark"
      aria-pressed={pressed}
      title={
        mark === 'suppressed' && picture.value!.indicator.protected
          ? words.value.protectedShort
          : words.value.markMeaning[mark]
      }
      onClick={() => toggle(mark)}
    >
      <Swatch mark={mark} empty={!pressed} />
      <span>{words.value.mark[mark]}</span>
      <span class="legend-count">{count}</span>
    </button>
  );
}

export function Swatch({ mark, empty = false }: { mark: Mark; empty?: boolean }) {
  const pattern = { no_data: 'url(#hatch)', suppressed: 'url(#dots)', zero: null, not_applicable: null }[
    mark
  ];
  const glyph = { no_data: '', suppressed: '', zero: '0', not_applicable: '–' }[mark];
  return (
    <svg width="26" height="16" aria-hidden="true">
      <rect
        x=".5"
        y=".5"
        width="25"
        height="15"
        fill={empty ? 'none' : (pattern ?? markFill[theme.value][mark])}
        stroke={mark === 'zero' ? 'var(--ink2)' : 'var(--line)'}
      />
      {!empty && (
        <text x="13" y="11.5" text-anchor="middle" font-size="9.5" font-weight="700" fill="var(--ink2)">
          {glyph}
        </text>
      )}
    </svg>
  );
}
