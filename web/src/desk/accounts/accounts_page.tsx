// SPDX-License-Identifier: Apache-2.0
import { signal } from '@preact/signals';
import { me } from '../../session/session.ts';
import { DeskPage } from '../frame/desk_page.tsx';
import { deskWords } from '../words/words.ts';
import { AccountList } from './account_list.tsx';
import { Audit } from './audit.tsx';
import { OwnAccount } from './own_account.tsx';
import './accounts.css';

const tabs = ['mine', 'accounts', 'audit'] as const;
type Tab = (typeof tabs)[number];

const asked = new URLSearchParams(location.search).get('tab');
const chosen = signal<Tab | null>(tabs.find(tab => tab === asked) ?? null);

/** One's own account for everybody; the accounts for who keeps them, the audit for who reads it. */
export function AccountsPage() {
  const w = deskWords.value.accounts;
  const role = me.value?.role;
  const shown = tabs.filter(
    tab =>
      tab === 'mine' ||
      (tab === 'accounts' && role === 'security') ||
      (tab === 'audit' && role === 'auditor'),
  );
  // Who keeps accounts or reads the audit came for that.
  const tab = chosen.value && shown.includes(chosen.value) ? chosen.value : shown.at(-1)!;
  const show = (to: Tab) => {
    chosen.value = to;
    const query = new URLSearchParams(location.search);
    query.set('tab', to);
    history.replaceState(null, '', `${location.pathname}?${query}${location.hash}`);
  };
  return (
    <DeskPage name="accounts">
      <div class="desk-sheet">
        {shown.length > 1 && (
          <div class="segment" role="group" aria-label={w.title}>
            {shown.map(one => (
              <button key={one} type="button" aria-pressed={one === tab} onClick={() => show(one)}>
                {w.tabs[one]}
              </button>
            ))}
          </div>
        )}
        {tab === 'mine' && <OwnAccount />}
        {tab === 'accounts' && <AccountList />}
        {tab === 'audit' && <Audit />}
      </div>
    </DeskPage>
  );
}
