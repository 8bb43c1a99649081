// SPDX-License-Identifier: Apache-2.0
import type { Service } from '../api/types.ts';
import { campaign } from '../picture/current.ts';
import { campaigns } from '../session/session.ts';
import { adjust, go, view } from '../view/address.ts';
import { radii } from '../view/view.ts';
import { words } from '../words/words.ts';

/** Kinds of help points as the server names them. */
const pointKinds = ['childrens_home', 'protection_station', 'womens_home', 'other'] as const;
const services: readonly Service[] = ['help-points', 'bases'];

/** How far is near, and near to what. */
export function ReachChoice() {
  const w = words.value;
  const { radius, pointKind } = view.value;
  return (
    <>
      <fieldset class="rail-block">
        <legend class="caption">{w.reach.serviceTitle}</legend>
        {services.map(service => (
          <label key={service} class="choice">
            <input
              type="radio"
              name="service"
              checked={campaign.value?.record === service}
              onChange={() =>
                go({
                  campaign: campaigns.value.find(one => one.record === service)?.id ?? null,
                  pointKind: null,
                  layers: null,
                })
              }
            />
            <span>{w.records[service]}</span>
          </label>
        ))}
      </fieldset>
      <fieldset class="rail-block class-choice">
        <legend class="caption">{w.reach.radius}</legend>
        <div class="segment" role="group" aria-label={w.reach.radius}>
          {radii.map(km => (
            <button
              key={km}
              type="button"
              aria-pressed={radius === km}
              aria-label={`${km} km`}
              onClick={() => adjust({ radius: km })}
            >
              {km}
            </button>
          ))}
        </div>
        {campaign.value?.record === 'help-points' && (
          <select
            class="select"
            aria-label={w.reach.kindTitle}
            value={pointKind ?? ''}
            onChange={event => adjust({ pointKind: event.currentTarget.value || null })}
          >
            <option value="">{w.reach.allKinds}</option>
            {pointKinds.map(kind => (
              <option key={kind} value={kind}>
                {w.reach.kindName[kind]}
              </option>
            ))}
          </select>
        )}
        <p class="rail-note">{w.reach.straight}</p>
      </fieldset>
    </>
  );
}
