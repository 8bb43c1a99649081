// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'preact/hooks';
import { Icon } from '../../icons/icon.tsx';
import { say } from '../../page/toast.tsx';
import type { Role } from '../../api/types.ts';
import { count } from '../../words/numbers.ts';
import { words } from '../../words/words.ts';
import { moment } from '../frame/age.ts';
import { asProblem, sentenceOf, tell } from '../frame/failure.tsx';
import {
  addAccount,
  askAccount,
  askAccounts,
  changeAccount,
  roles,
  type AccountChange,
  type AccountLine,
} from '../server/accounts.ts';
import { deskWords } from '../words/words.ts';
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

function RoleField({ role, onRole }: { role: Role; onRole: (role: Role) => void }) {
  return (
    <label class="desk-field">
      {deskWords.value.accounts.role}
      <select name="role" value={role} onChange={event => onRole(event.currentTarget.value as Role)}>
        {roles.map(one => (
          <option key={one} value={one}>
            {words.value.role[one]}
          </option>
        ))}
      </select>
    </label>
  );
}

function EditAccount({
  one,
  onTook,
}: {
  one: AccountLine;
  onTook: (account: AccountLine & { password?: string }) => void;
}) {
  const w = deskWords.value.accounts;
  const [role, setRole] = useState<Role>(one.role);
  const [area, setArea] = useState(one.area ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const [clash, setClash] = useState<{ now: AccountLine; change: AccountChange } | null>(null);
  const change = async (to: AccountChange, seen = one) => {
    setProblem(null);
    try {
      const account = await changeAccount(seen, to);
      say(w.saved(one.name));
      onTook(account);
    } catch (error) {
      const refused = asProblem(error);
      if (refused.needsSignIn) tell(refused);
      else if (refused.status === 412) setClash({ now: await askAccount(one.name), change: to });
      else setProblem(refused.body.errors?.map(each => each.detail).join('；') || sentenceOf(refused));
    }
  };
  if (clash) {
    const words_ = (of: { role?: Role; area?: string | null }) =>
      `${words.value.role[of.role ?? clash.now.role]} · ${(of.area ?? '') || w.wholeCounty}`;
    return (
      <div class="versions-clash" role="alertdialog" aria-label={w.clashHint}>
        <p>{w.clashHint}</p>
        <dl>
          <div>
            <dt>{w.now}</dt>
            <dd>{words_(clash.now)}</dd>
          </div>
          <div>
            <dt>{w.yours}</dt>
            <dd>
              {words_({
                role: clash.change.role ?? clash.now.role,
                area: clash.change.area ?? clash.now.area,
              })}
            </dd>
          </div>
        </dl>
        <div class="desk-row">
          <button type="button" class="button" onClick={() => onTook(clash.now)}>
            {w.keepTheirs}
          </button>
          <button type="button" class="button" onClick={() => void change(clash.change, clash.now)}>
            {w.useYours}
          </button>
        </div>
      </div>
    );
  }
  return (
    <form
      class="desk-row account-edit"
      onSubmit={event => {
        event.preventDefault();
        void change({ role, area: area.trim() });
      }}
    >
      <RoleField role={role} onRole={setRole} />
      <label class="desk-field">
        {w.areaCode}
        <input name="area" value={area} onInput={event => setArea(event.currentTarget.value)} />
      </label>
      <button type="submit" class="button primary">
        {w.save}
      </button>
      {one.locked_until && (
        <button type="button" class="button" onClick={() => void change({ unlock: true })}>
          {w.unlock}
        </button>
      )}
      <button type="button" class="button" onClick={() => void change({ reset_password: true })}>
        {w.resetPassword}
      </button>
      {one.second_factor && (
        <button type="button" class="button" onClick={() => void change({ remove_factor: true })}>
          {w.removeFactor}
        </button>
      )}
      <button type="button" class="button" onClick={() => void change({ active: !one.active })}>
        {one.active ? w.deactivate : w.activate}
      </button>
      {problem && (
        <p class="desk-problem" role="alert">
          <Icon name="warn" />
          <span>{problem}</span>
        </p>
      )}
    </form>
  );
}

function AddAccount({ onAdded }: { onAdded: (added: { name: string; password: string }) => void }) {
  const w = deskWords.value.accounts;
  const [role, setRole] = useState<Role>('viewer');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const fields = new FormData(form);
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      onAdded(
        await addAccount({
          name: String(fields.get('name')).trim(),
          role,
          area: String(fields.get('area')).trim(),
        }),
      );
      form.reset();
    } catch (error) {
      const refused = asProblem(error);
      setProblem(refused.body.errors?.map(one => one.detail).join('；') || sentenceOf(refused));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section class="desk-panel">
      <h2>{w.add}</h2>
      <form class="desk-row account-edit" onSubmit={submit} data-add>
        <label class="desk-field">
          {w.name}
          <input name="name" autocomplete="off" required />
        </label>
        <RoleField role={role} onRole={setRole} />
        <label class="desk-field">
          {w.areaCode}
          <input name="area" autocomplete="off" />
        </label>
        <button type="submit" class="button primary">
          {busy ? w.adding : w.add}
        </button>
        {problem && (
          <p class="desk-problem" role="alert">
            <Icon name="warn" />
            <span>{problem}</span>
          </p>
        )}
      </form>
    </section>
  );
}
