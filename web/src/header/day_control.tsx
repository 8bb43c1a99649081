// SPDX-License-Identifier: Apache-2.0
import { Icon } from '../icons/icon.tsx';
import { lazily } from '../lazy/lazy.tsx';
import { picture, today } from '../picture/current.ts';
import { view } from '../view/address.ts';
import { controlDay } from '../words/days.ts';
import { lang, words } from '../words/words.ts';
import { Popover } from '../page/popover.tsx';

const DayPanel = lazily(() => import('./day_panel.tsx').then(module => module.DayPanel));

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
          {view.value.compare && <Icon name="compare" size={14} />}
          <Icon name="down" size={14} />
        </>
      }
    >
      {close => <DayPanel day={day} close={close} />}
    </Popover>
  );
}
