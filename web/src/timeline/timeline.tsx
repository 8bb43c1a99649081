// SPDX-License-Identifier: Apache-2.0
import { computed, signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../icons/icon.tsx';
import { campaign, horizon, picture, stepping, today } from '../picture/current.ts';
import { adjust, view } from '../view/address.ts';
import { fullDay, monthEnds } from '../words/days.ts';
import { lang, words } from '../words/words.ts';
import { Scale } from './scale.tsx';
import { nearestStop, stopsUpTo } from './stops.ts';
import './timeline.css';

/** Month ends of the campaign, the last one today where the plan is already over. */
const stops = computed(() => (campaign.value ? monthEnds(campaign.value.start, horizon.value) : []));
/** How many of them lie in the past: a day that has not come has no figures. */
const reachable = computed(() => stopsUpTo(stops.value, today.value));

const playing = signal(false);
const stepMs = 900;

function moveTo(index: number) {
  const day = stops.value[Math.max(0, Math.min(index, reachable.value - 1))]!;
  const date = day >= today.value ? null : day;
  if (date === view.value.date) return;
  // From here on one answer holds all months, and no step asks for its own.
  stepping.value = true;
  adjust({ date });
}

export function Timeline() {
  const now = picture.value;
  usePlaying();
  if (!now || stops.value.length === 0) return <section class="timeline" aria-busy="true" />;
  const w = words.value;
  if (now.theme === 'quality') return <section class="timeline timeline-note">{w.quality.alwaysNow}</section>;
  const asked = view.value.date ?? today.value;
  const index = nearestStop(stops.value, asked);
  const last = reachable.value - 1;
  const play = () => {
    if (!playing.value && index >= last) moveTo(0);
    playing.value = !playing.value;
  };
  return (
    <section class="timeline" aria-label={w.monthSlider}>
      <div class="timeline-buttons">
        <StepButton
          icon="back"
          label={w.previousMonth}
          disabled={index <= 0}
          onPress={() => moveTo(index - 1)}
        />
        <button
          type="button"
          class="button square"
          aria-label={playing.value ? w.pause : w.play}
          title={playing.value ? w.pause : w.play}
          onClick={play}
        >
          <Icon name={playing.value ? 'pause' : 'play'} size={14} />
        </button>
        <StepButton
          icon="forward"
          label={w.nextMonth}
          disabled={index >= last}
          onPress={() => moveTo(stops.value[index]! > asked ? index : index + 1)}
        />
      </div>
      <div class="timeline-track">
        <input
          type="range"
          min={0}
          max={stops.value.length - 1}
          step={1}
          value={index}
          aria-label={w.monthSlider}
          aria-valuetext={fullDay(asked, lang.value)}
          style={{ '--done': `${(index / Math.max(1, stops.value.length - 1)) * 100}%` }}
          onInput={event => {
            playing.value = false;
            moveTo(Number(event.currentTarget.value));
            event.currentTarget.value = String(nearestStop(stops.value, view.value.date ?? today.value));
          }}
        />
        <Scale stops={stops.value} compare={now.compare} />
      </div>
      <b class="timeline-day">
        {fullDay(asked, lang.value)}
        {now.compare && <small>{w.comparedWith(fullDay(now.compare, lang.value))}</small>}
      </b>
    </section>
  );
}

function StepButton({
  icon,
  label,
  disabled,
  onPress,
}: {
  icon: 'back' | 'forward';
  label: string;
  disabled: boolean;
  onPress: () => void;
}) {
  return (
    <button
      type="button"
      class="button square"
      aria-label={label}
      title={label}
      aria-disabled={disabled}
      onClick={() => {
        playing.value = false;
        if (!disabled) onPress();
      }}
    >
      <Icon name={icon} size={14} />
    </button>
  );
}

/** One month per step, and never before the step on screen has its figures. */
function usePlaying() {
  const isPlaying = playing.value;
  const shownDay = picture.value?.asOf;
  const timer = useRef(0);
  useEffect(() => {
    if (!isPlaying || !shownDay) return undefined;
    const index = nearestStop(stops.peek(), shownDay);
    if (index >= reachable.peek() - 1) {
      playing.value = false;
      return undefined;
    }
    timer.current = window.setTimeout(() => moveTo(index + 1), stepMs);
    return () => clearTimeout(timer.current);
  }, [isPlaying, shownDay]);
}
