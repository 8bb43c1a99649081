// SPDX-License-Identifier: Apache-2.0
import { campaign, horizon, today } from '../picture/current.ts';
import { go, view } from '../view/address.ts';
import { endOfLastQuarter, endOfLastYear } from '../words/days.ts';
import { words } from '../words/words.ts';

/** Which day, and which other day it is compared with. */
export function DayPanel({ day, close }: { day: string; close: () => void }) {
  const w = words.value;
  const first = campaign.value?.start ?? '';
  const last = horizon.value < today.value ? horizon.value : today.value;
  const end = campaign.value?.end ?? last;
  const choices: [string, string | null][] = [
    [w.today, null],
    [w.endOfLastQuarter, endOfLastQuarter(today.value)],
    [w.endOfLastYear, endOfLastYear(today.value)],
    ...(end < today.value && end !== endOfLastYear(today.value)
      ? [[w.endOfPlan, end] as [string, string]]
      : []),
  ];
  const choose = (date: string | null) => {
    close();
    go({ date });
  };
  return (
    <>
      <input
        class="day-input"
        type="date"
        value={day}
        min={first}
        max={last}
        aria-label={w.chooseDay}
        onChange={event => {
          const { value } = event.currentTarget;
          if (value && value >= first && value <= last) go({ date: value === today.value ? null : value });
        }}
      />
      <ul>
        {choices.map(([word, date]) => (
          <li key={word}>
            <button
              type="button"
              class="menu-item"
              aria-current={view.value.date === date ? 'date' : undefined}
              onClick={() => choose(date)}
            >
              <span>{word}</span>
              <span class="digits">{date ?? today.value}</span>
            </button>
          </li>
        ))}
      </ul>
      {view.value.theme === 'progress' && <Comparison day={day} close={close} first={first} last={last} />}
    </>
  );
}

/** A second day: the table gets a column, the map the difference, the sentence a half-sentence. */
function Comparison({
  day,
  close,
  first,
  last,
}: {
  day: string;
  close: () => void;
  first: string;
  last: string;
}) {
  const w = words.value;
  const { compare } = view.value;
  const choose = (other: string | null) => {
    close();
    go({ compare: other, measure: other ? 'change' : 'plan' });
  };
  const choices: [string, string][] = [
    [w.quarterBefore, endOfLastQuarter(day)],
    [w.yearBefore, endOfLastYear(day)],
  ];
  return (
    <section class="day-compare">
      <h3 class="caption">{w.compareWith}</h3>
      <input
        class="day-input"
        type="date"
        value={compare ?? ''}
        min={first}
        max={last}
        aria-label={w.compareWith}
        onChange={event => {
          const { value } = event.currentTarget;
          if (value && value >= first && value <= last && value !== day)
            go({ compare: value, measure: 'change' });
        }}
      />
      <ul>
        {choices
          .filter(([, other]) => other >= first)
          .map(([word, other]) => (
            <li key={word}>
              <button
                type="button"
                class="menu-item"
                aria-current={compare === other ? 'date' : undefined}
                onClick={() => choose(other)}
              >
                <span>{word}</span>
                <span class="digits">{other}</span>
              </button>
            </li>
          ))}
        {compare && (
          <li>
            <button type="button" class="menu-item" onClick={() => choose(null)}>
              <span>{w.compareNoMore}</span>
            </button>
          </li>
        )}
      </ul>
    </section>
  );
}
