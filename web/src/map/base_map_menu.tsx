// SPDX-License-Identifier: Apache-2.0
import { Icon } from '../icons/icon.tsx';
import { Popover } from '../page/popover.tsx';
import { adjust, view } from '../view/address.ts';
import { named, words } from '../words/words.ts';
import { mapSettings } from './base_map.ts';

/** Base maps that the server offers; there is no button where it offers none. */
export function BaseMapMenu() {
  const w = words.value;
  const choices: [id: string | null, name: string][] = [
    [null, w.mapView.noBase],
    ...mapSettings.value!.base_maps.map(({ id, name }): [string, string] => [id, named(name)]),
  ];
  return (
    <Popover
      className="base-maps"
      buttonClass="button square"
      label={w.mapView.base}
      align="right"
      button={<Icon name="layers" />}
    >
      {close => (
        <ul>
          {choices.map(([id, name]) => (
            <li key={id}>
              <button
                type="button"
                class="menu-item"
                aria-current={view.value.base === id ? 'true' : undefined}
                onClick={() => (close(), adjust({ base: id }))}
              >
                <span>{name}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Popover>
  );
}
