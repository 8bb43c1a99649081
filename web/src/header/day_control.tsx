// SPDX-License-Identifier: Apache-2.0
import { Icon } from '../icons/icon.tsx';
import { campaign, horizon, picture, today } from '../picture/current.ts';
import { go, view } from '../view/address.ts';
import { controlDay, endOfLastQuarter, endOfLastYear } from '../words/days.ts';
import { lang, words } from '../words/words.ts';
import { Popover } from '../page/popover.tsx';

/** The day everything on the page is about. */
export function DayControl() {
  const w = words.value;
  const day = view.value.date ?? picture.value?.asOf ?? today.value;
  return (
    <Popover
      className="day"
      align="right"
      hint={w.chooseDay}
      button={
        <>
          <Icon name="calendar" />
          <span class="day-word">{w.asOf}</span> <b>{controlDay(day, lang.value)}</b>
          <Icon name="down" size={14} />
        </>
      }
    >
      {close => <DayPanel day={day} close={close} />}
    </Popover>
  );
}

function DayPanel({ day, close }: { day: string; close: () => void }) {
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
    </>
  );
}
