// SPDX-License-Identifier: Apache-2.0
import { useState } from 'preact/hooks';
import { Icon } from '../icons/icon.tsx';
import { campaign } from '../picture/current.ts';
import { campaigns } from '../session/session.ts';
import { view } from '../view/address.ts';
import { named, words } from '../words/words.ts';
import { grouped } from './programme_groups.ts';
import { campaignIcon, showCampaign } from './theme_list.ts';
import './programmes.css';

/** Every programme of the catalogue, in groups; the search also knows their indicators. */
export function Programmes({ close }: { close: () => void }) {
  const [wanted, setWanted] = useState('');
  const w = words.value;
  const found = grouped(campaigns.value, wanted);
  const isShown = (id: string) => view.value.theme === 'progress' && campaign.value?.id === id;
  return (
    <div class="programmes">
      <input
        class="menu-search"
        type="search"
        value={wanted}
        aria-label={w.programmes.find}
        placeholder={w.programmes.find}
        onInput={event => setWanted(event.currentTarget.value)}
      />
      {found.length === 0 && <p class="menu-note">{w.programmes.nothing(wanted)}</p>}
      {found.map(([group, members]) => (
        <section key={group}>
          <h3 class="caption">{w.programmes.group[group]}</h3>
          <ul>
            {members.map(one => (
              <li key={one.id}>
                <button
                  type="button"
                  class="menu-item"
                  aria-current={isShown(one.id) ? 'true' : undefined}
                  onClick={() => (close(), showCampaign(one.id))}
                >
                  <Icon name={campaignIcon(one)} />
                  <span>{named(one.name)}</span>
                  <span class="digits">{w.programmes.indicators(one.indicators.length)}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
