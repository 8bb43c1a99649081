// SPDX-License-Identifier: Apache-2.0
import { useState } from 'preact/hooks';
import type { Role } from '../../api/types.ts';
import { Icon } from '../../icons/icon.tsx';
import { me } from '../../session/session.ts';
import { asProblem, sentenceOf } from '../frame/failure.tsx';
import { addAccount } from '../server/accounts.ts';
import { deskWords } from '../words/words.ts';
import { RoleField } from './role_field.tsx';

/** A new account; its one-time password is told this once. */
export function AddAccount({ onAdded }: { onAdded: (added: { name: string; password: string }) => void }) {
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
      if (refused.needsSignIn) return;
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
          <input name="area" autocomplete="off" defaultValue={me.value?.area?.code ?? ''} />
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
