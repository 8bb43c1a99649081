// SPDX-License-Identifier: Apache-2.0
import { useState } from 'preact/hooks';
import type { Role } from '../../api/types.ts';
import { Icon } from '../../icons/icon.tsx';
import { say } from '../../page/toast.tsx';
import { words } from '../../words/words.ts';
import { asProblem, sentenceOf } from '../frame/failure.tsx';
import { askAccount, changeAccount, type AccountChange, type AccountLine } from '../server/accounts.ts';
import { deskWords } from '../words/words.ts';
import { RoleField } from './role_field.tsx';

/** Role, area and state of one account; who was faster is shown beside one's own change. */
export function EditAccount({
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
      if (refused.needsSignIn) return;
      if (refused.status === 412) setClash({ now: await askAccount(one.name), change: to });
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
      <button
        type="button"
        class="button"
        onClick={() => void change({ end_sessions: true, revoke_tokens: true })}
      >
        {w.endAll}
      </button>
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
