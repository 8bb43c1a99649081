// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef, useState } from 'preact/hooks';
import { Problem } from '../api/request.ts';
import { Icon, Mark } from '../icons/icon.tsx';
import { words } from '../words/words.ts';
import { enter, enterAnew, leave } from './entering.ts';
import { begun, isSignedIn, mustChange, over, signInWanted } from './session.ts';
import './sign_in.css';

/** Name and password, then the code of an authenticator or a password of one's own where the server asks for it. */
type Step = 'password' | 'code' | 'change';

/** Asks who the reader is; cannot be closed while there is nothing to show without an answer. */
export function SignIn() {
  const wanted = signInWanted.value;
  const dialog = useRef<HTMLDialogElement>(null);
  const [step, setStep] = useState<Step>('password');
  const [given, setGiven] = useState({ name: '', password: '' });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const lock = useCountdown();
  const w = words.value;

  const startOver = () => {
    setStep('password');
    setGiven({ name: '', password: '' });
    setProblem(null);
    setBusy(false);
  };
  useEffect(() => {
    if (wanted && !dialog.current?.open) dialog.current?.showModal();
    if (!wanted) startOver();
    else if (mustChange.value) setStep('change');
    else if (step === 'change') startOver();
  }, [wanted, mustChange.value]);
  if (!wanted) return null;

  const close = () => {
    if (begun.value && !mustChange.value && !over.value) signInWanted.value = false;
  };
  const out = () => void leave().catch(() => setProblem(w.stillSignedIn));
  const refused = (error: unknown) => {
    if (error instanceof Problem && error.code === 'session.second_factor') setStep('code');
    else if (error instanceof Problem && error.status === 429 && error.retryAfter)
      lock.start(error.retryAfter);
    else setProblem(sentenceOf(error, step));
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy || lock.left > 0) return;
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    const text = (name: string) => String(fields.get(name) ?? '');
    if (step === 'change' && text('new') !== text('again')) {
      setProblem(w.passwordsDiffer);
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      if (step === 'change') {
        await enterAnew(given.password || text('old'), text('new'));
      } else {
        const who = step === 'password' ? { name: text('name'), password: text('password') } : given;
        setGiven(who);
        const code = step === 'code' ? text('code').replaceAll(/\s/g, '') : undefined;
        await enter(who.name, who.password, code);
      }
    } catch (error) {
      refused(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <dialog
      ref={dialog}
      class="sign-in"
      aria-labelledby="sign-in-title"
      {...(step === 'password' && { 'aria-describedby': 'sign-in-why' })}
      onCancel={event => (event.preventDefault(), close())}
    >
      <form onSubmit={submit}>
        <h2 id="sign-in-title">
          <Mark />
          {{ password: w.signInTitle, code: w.enterCode, change: w.mustChange }[step]}
        </h2>
        {step === 'password' && <PasswordFields name={given.name} />}
        {step === 'code' && <CodeField />}
        {step === 'change' && <NewPasswordFields name={given.name} asksOld={!given.password} />}
        {(problem || lock.left > 0) && (
          <p class="sign-in-problem" role="alert">
            <Icon name={lock.left > 0 ? 'lock' : 'warn'} />
            {lock.left > 0 ? w.lockedFor(clockOf(lock.left)) : problem}
          </p>
        )}
        {step === 'password' && (
          <p id="sign-in-why" class="caption">
            {isSignedIn.value ? w.sessionOver : w.signInHint}
          </p>
        )}
        <div class="sign-in-buttons">
          <button type="submit" class="button primary" aria-disabled={lock.left > 0}>
            {step === 'change' ? (busy ? w.changing : w.changePassword) : busy ? w.signingIn : w.signIn}
          </button>
          {step === 'code' && (
            <button type="button" class="button" onClick={startOver}>
              {w.startOver}
            </button>
          )}
          {begun.value && step === 'password' && (
            <button type="button" class="button" onClick={over.value ? out : close}>
              {over.value ? w.signOut : w.close}
            </button>
          )}
        </div>
      </form>
    </dialog>
  );
}

function PasswordFields({ name }: { name: string }) {
  const w = words.value;
  return (
    <>
      <label>
        {w.userName}
        <input name="name" autocomplete="username" defaultValue={name} required autofocus />
      </label>
      <label>
        {w.password}
        <input name="password" type="password" autocomplete="current-password" required />
      </label>
    </>
  );
}

function CodeField() {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <label>
      {words.value.codeLabel}
      <input
        ref={field}
        name="code"
        inputMode="numeric"
        autocomplete="one-time-code"
        maxLength={11}
        required
      />
    </label>
  );
}

function NewPasswordFields({ name, asksOld }: { name: string; asksOld: boolean }) {
  const w = words.value;
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <>
      <input type="hidden" name="username" autocomplete="username" value={name} />
      {asksOld && (
        <label>
          {w.oneTimePassword}
          <input name="old" type="password" autocomplete="current-password" required />
        </label>
      )}
      <label>
        {w.newPassword}
        <input ref={field} name="new" type="password" autocomplete="new-password" required />
      </label>
      <label>
        {w.repeatPassword}
        <input name="again" type="password" autocomplete="new-password" required />
      </label>
    </>
  );
}

/** Seconds that are left, counted down. */
function useCountdown() {
  const [until, setUntil] = useState(0);
  const [now, setNow] = useState(0);
  const left = Math.max(0, Math.ceil((until - now) / 1000));
  useEffect(() => {
    if (until === 0) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [until]);
  const start = (seconds: number) => {
    setNow(Date.now());
    setUntil(Date.now() + seconds * 1000);
  };
  return { left, start };
}

/** 4:05 */
const clockOf = (seconds: number) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

function sentenceOf(error: unknown, step: Step): string {
  const w = words.value;
  if (!(error instanceof Problem)) return String(error);
  if (step === 'change')
    return error.body.errors?.map(one => one.detail).join('；') || error.message || w.refused('');
  if (error.status === 401) return step === 'code' ? w.wrongCode : w.wrongPassword;
  if (error.status === 429) return w.tooManyAttempts;
  return error.status === 0 ? w.refused('') : w.refused(error.message);
}
