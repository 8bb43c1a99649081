// SPDX-License-Identifier: Apache-2.0
import { computed } from '@preact/signals';
import { breaksOf, coloursOf } from '../measure/classes.ts';
import { markFill } from '../measure/palette.ts';
import { countReadings, marks, readingOf, type Mark, type ReadingKey } from '../measure/reading.ts';
import { picture } from '../picture/current.ts';
import { theme } from '../theme/theme.ts';
import { view } from '../view/address.ts';
import { switchedOff, toggle, underPoints } from '../view/pointing.ts';
import { words } from '../words/words.ts';
import './legend.css';

const counts = computed(() => {
  const now = picture.value;
  return countReadings(
    (now?.cells.rows ?? []).map(row => readingOf(row, view.value.measure, now!.campaign.record)),
  );
});

/** Classes and marks of the map with their counts; each one can be switched off. */
export function Legend() {
  const now = picture.value;
  if (!now) return <section class="legend" aria-busy="true" />;
  const w = words.value;
  const { measure } = view.value;
  return (
    <section class="legend" aria-label={w.legend}>
      <div class="legend-title">
        <b>{w.legendTitle[measure]}</b>
        <span class="caption">{w.perClass[now.cellLevel]}</span>
      </div>
      <Classes />
      <div class="legend-marks">
        {marks.map(mark => (
          <MarkItem key={mark} mark={mark} />
        ))}
      </div>
    </section>
  );
}

const stateOf = (key: ReadingKey) => ({
  pressed: !switchedOff.value.has(key),
  count: counts.value.get(key) ?? 0,
});

function Classes() {
  const { measure } = view.value;
  const breaks = breaksOf(measure);
  const colours = coloursOf(measure, theme.value, underPoints.value);
  const low = measure === 'pace' ? '' : '0';
  return (
    <div class="legend-classes">
      {colours.map((colour, number) => {
        const key: ReadingKey = `class-${number}`;
        const { pressed, count } = stateOf(key);
        const unit = measure === 'pace' ? words.value.points : '%';
        const interval = words.value.interval(breaks[number - 1] ?? null, breaks[number] ?? null, unit);
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
              {number === 0 ? low : String(breaks[number - 1]).replace('-', '−')}
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
      title={words.value.markMeaning[mark]}
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
