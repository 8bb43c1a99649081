// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'preact/hooks';
import { Icon } from '../../icons/icon.tsx';
import { count } from '../../words/numbers.ts';
import { words } from '../../words/words.ts';
import { moment } from '../frame/age.ts';
import { tell } from '../frame/failure.tsx';
import { askAccounts, type AccountLine } from '../server/accounts.ts';
import { deskWords } from '../words/words.ts';
import { AddAccount } from './add_account.tsx';
import { EditAccount } from './edit_account.tsx';
import { Once } from './once.tsx';

/** Who may sign in, as what and where; changed one at a time. */
export function AccountList() {
  const w = deskWords.value.accounts;
  const [list, setList] = useState<AccountLine[] | null>(null);
  const [wanted, setWanted] = useState('');
  const [edited, setEdited] = useState<string | null>(null);
  const [secret, setSecret] = useState<{ name: string; password: string } | null>(null);
  const read = () => askAccounts().then(setList).catch(tell);
  useEffect(() => void read(), []);
  if (!list) return null;
  const shown = list.filter(one => one.name.includes(wanted.trim()));
  const took = (account: AccountLine & { password?: string }) => {
    if (account.password) setSecret({ name: account.name, password: account.password });
    setEdited(null);
    void read();
  };
  return (
    <>
      <AddAccount
        onAdded={added => {
          setSecret(added);
          void read();
        }}
      />
      {secret && (
        <Once
          title={w.oneTime(secret.name)}
          hint={w.oneTimeHint}
          secret={secret.password}
          onClose={() => setSecret(null)}
        />
      )}
      <section class="desk-panel">
        <div class="account-title">
          <h2>{w.list}</h2>
          <span class="caption">{w.count(count(shown.length))}</span>
          <input
            class="desk-input"
            type="search"
            placeholder={w.filter}
            aria-label={w.filter}
            value={wanted}
            onInput={event => setWanted(event.currentTarget.value)}
          />
        </div>
        <div class="account-scroll" tabIndex={0} role="region" aria-label={w.list}>
          <table class="desk-table account-table">
            <thead>
              <tr>
                <th scope="col">{w.name}</th>
                <th scope="col">{w.role}</th>
                <th scope="col">{w.area}</th>
                <th scope="col">{w.secondFactor}</th>
                <th scope="col">{w.lastSeen}</th>
                <th scope="col">{w.state}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map(one => (
                <AccountRow
                  key={one.name}
                  one={one}
                  open={edited === one.name}
                  onOpen={() => setEdited(edited === one.name ? null : one.name)}
                  onTook={took}
                />
              ))}
            </tbody>
          </table>
        </div>
      </section>
    </>
  );
}

function AccountRow({
  one,
  open,
  onOpen,
  onTook,
}: {
  one: AccountLine;
  open: boolean;
  onOpen: () => void;
  onTook: (account: AccountLine & { password?: string }) => void;
}) {
  const w = deskWords.value.accounts;
  return (
    <>
      <tr data-account={one.name} class={one.active ? '' : 'inactive'}>
        <td>
          <button type="button" class="link" aria-expanded={open} title={w.edit(one.name)} onClick={onOpen}>
            {one.name}
          </button>
        </td>
        <td>{words.value.role[one.role]}</td>
        <td>{one.area ? `${one.area_name ?? ''} ${one.area}` : w.wholeCounty}</td>
        <td>{one.second_factor ? w.on : w.off}</td>
        <td>{one.last_seen ? moment(one.last_seen) : w.never}</td>
        <td>
          <span class="desk-row">
            <span class="badge">{one.active ? w.active : w.inactive}</span>
            {one.locked_until && (
              <span class="badge signal">
                <Icon name="lock" size={12} />
                {w.lockedUntil(moment(one.locked_until))}
              </span>
            )}
            {one.must_change_password && <span class="badge accent">{w.mustChange}</span>}
          </span>
        </td>
      </tr>
      {open && (
        <tr>
          <td colSpan={6} class="batch-more">
            <EditAccount one={one} onTook={onTook} />
          </td>
        </tr>
      )}
    </>
  );
}
