// SPDX-License-Identifier: Apache-2.0
import { campaign, picture } from '../picture/current.ts';
import { campaigns } from '../session/session.ts';
import { go } from '../view/address.ts';
import { named, words } from '../words/words.ts';

/** Whose monthly returns, and what belongs to one. */
export function ReturnsChoice() {
  const w = words.value;
  const now = picture.value;
  const owed = now?.returns?.indicators ?? [];
  return (
    <fieldset class="rail-block">
      <legend class="caption">{w.returns.of}</legend>
      <select
        class="select"
        aria-label={w.returns.of}
        value={campaign.value?.id}
        onChange={event => go({ campaign: event.currentTarget.value })}
      >
        {campaigns.value
          .filter(one => one.returns !== null)
          .map(one => (
            <option key={one.id} value={one.id}>
              {named(one.name)}
            </option>
          ))}
      </select>
      {now?.returns && (
        <p class="rail-note">
          {w.returns.madeOf(
            owed
              .map(id => now.campaign.indicators.find(one => one.id === id))
              .map(one => (one ? named(one.name) : ''))
              .join(w.comma),
          )}
        </p>
      )}
    </fieldset>
  );
}
