// SPDX-License-Identifier: Apache-2.0
import { isDiverging } from '../measure/classes.ts';
import { classChoiceOf, classedMeasure, isPerCent } from '../measure/measures.ts';
import { shownMeasure } from '../measure/shown.ts';
import { picture } from '../picture/current.ts';
import { adjust, view } from '../view/address.ts';
import { classMethods, type ClassChoice as Choice } from '../view/view.ts';
import { words } from '../words/words.ts';

/** How classes are made: by the breaks of the policy, or by the values themselves. */
export function ClassChoice() {
  const now = picture.value;
  const measure = shownMeasure.value;
  if (!now || now.theme !== 'progress' || !classedMeasure(measure)) return null;
  const w = words.value;
  const choice = classChoiceOf(measure, now.indicator, view.value.classes);
  const isShare = measure !== 'value' && measure !== 'value_year';
  const methods = classMethods.filter(method => method !== 'fixed' || isShare || isPerCent(now.indicator));
  const choose = (change: Partial<Choice>) => adjust({ measure, classes: { ...choice, ...change } });
  return (
    <fieldset class="rail-block class-choice">
      <legend class="caption">{w.classes.title}</legend>
      <select
        class="select"
        aria-label={w.classes.title}
        value={choice.method}
        onChange={event => {
          const method = classMethods.find(one => one === event.currentTarget.value)!;
          if (method === 'fixed') adjust({ measure, classes: null });
          else choose({ method });
        }}
      >
        {methods.map(method => (
          <option key={method} value={method}>
            {method === 'fixed' ? w.classes.fixed(isDiverging(measure) ? 7 : 6) : w.classes.method[method]}
          </option>
        ))}
      </select>
      {choice.method !== 'fixed' && (
        <>
          <div class="segment" role="group" aria-label={w.classes.count}>
            {[3, 4, 5, 6, 7].map(count => (
              <button
                key={count}
                type="button"
                aria-pressed={choice.count === count}
                aria-label={w.classes.so_many(count)}
                onClick={() => choose({ count })}
              >
                {count}
              </button>
            ))}
          </div>
          <label class="choice">
            <input
              type="checkbox"
              name="pooled"
              checked={choice.pooled}
              onChange={event => choose({ pooled: event.currentTarget.checked })}
            />
            <span title={w.classes.pooledHint}>{w.classes.pooled}</span>
          </label>
        </>
      )}
    </fieldset>
  );
}
