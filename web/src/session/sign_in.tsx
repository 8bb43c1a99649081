// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef, useState } from 'preact/hooks';
import { Problem } from '../api/request.ts';
import { Icon, Mark } from '../icons/icon.tsx';
import { words } from '../words/words.ts';
import { begun, enter, signInWanted } from './session.ts';
import './sign_in.css';

/** Asks who the reader is; cannot be closed while there is nothing to show without an answer. */
export function SignIn() {
  const wanted = signInWanted.value;
  const dialog = useRef<HTMLDialogElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const w = words.value;

  useEffect(() => {
    if (wanted) dialog.current?.showModal();
  }, [wanted]);
  if (!wanted) return null;

  const close = () => {
    if (begun.value) signInWanted.value = false;
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    setBusy(true);
    setProblem(null);
    try {
      await enter(String(fields.get('name')), String(fields.get('password')));
    } catch (error) {
      setProblem(sentenceOf(error));
      setBusy(false);
    }
  };

  return (
    <dialog
      ref={dialog}
      class="sign-in"
      aria-labelledby="sign-in-title"
      onCancel={event => (event.preventDefault(), close())}
    >
      <form onSubmit={submit}>
        <h2 id="sign-in-title">
          <Mark />
          {w.signInTitle}
        </h2>
        <label>
          {w.userName}
          <input name="name" autocomplete="username" required autofocus />
        </label>
        <label>
          {w.password}
          <input name="password" type="password" autocomplete="current-password" required />
        </label>
        {problem && (
          <p class="sign-in-problem" role="alert">
            <Icon name="warn" />
            {problem}
          </p>
        )}
        <p class="caption">{w.signInHint}</p>
        <div class="sign-in-buttons">
          <button type="submit" class="button primary">
            {busy ? w.signingIn : w.signIn}
          </button>
          {begun.value && (
            <button type="button" class="button" onClick={close}>
              {w.close}
            </button>
          )}
        </div>
      </form>
    </dialog>
  );
}

function sentenceOf(error: unknown): string {
  const w = words.value;
  if (!(error instanceof Problem)) return String(error);
  if (error.status === 401) return w.wrongPassword;
  if (error.status === 429) return w.tooManyAttempts;
  return error.status === 0 ? w.refused('') : w.refused(error.message);
}
