// SPDX-License-Identifier: Apache-2.0
import { useState } from 'preact/hooks';
import { Icon } from '../../icons/icon.tsx';
import { say } from '../../page/toast.tsx';
import { me } from '../../session/session.ts';
import { asProblem, sentenceOf, tell } from '../frame/failure.tsx';
import { beginSecondFactor, confirmSecondFactor, endSecondFactor } from '../server/accounts.ts';
import { deskWords } from '../words/words.ts';
import { Once } from './once.tsx';
import { outcome } from './outcome.ts';
import { QrPicture } from './qr_picture.tsx';

/** Codes of an authenticator at sign-in: begun with a secret, in force once a code proved it. */
export function SecondFactor() {
  const w = deskWords.value.accounts;
  const [offer, setOffer] = useState<{ secret: string; uri: string } | null>(null);
  const [recovery, setRecovery] = useState<string[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const isOn = me.value!.second_factor === true;
  const begin = async () => {
    try {
      setOffer(await beginSecondFactor());
    } catch (error) {
      tell(error);
    }
  };
  const confirm = async (event: SubmitEvent) => {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget as HTMLFormElement).get('code')).replaceAll(
      /\s/g,
      '',
    );
    try {
      const came = await confirmSecondFactor(code);
      setRecovery(came.recovery);
      me.value = { ...me.value!, second_factor: true };
      setOffer(null);
      setProblem(null);
      say(outcome(w.factorStarted, came));
    } catch (error) {
      const refused = asProblem(error);
      if (!refused.needsSignIn) setProblem(sentenceOf(refused));
    }
  };
  const stop = async () => {
    try {
      const came = await endSecondFactor();
      me.value = { ...me.value!, second_factor: false };
      setRecovery(null);
      say(outcome(w.factorStopped, came));
    } catch (error) {
      tell(error);
    }
  };
  return (
    <section class="desk-panel">
      <h2>{w.factor}</h2>
      <p>{isOn ? w.factorOn : w.factorOff}</p>
      {recovery && <Once title={w.recovery} secret={recovery.join('\n')} onClose={() => setRecovery(null)} />}
      {isOn ? (
        <button type="button" class="button" onClick={() => void stop()}>
          {w.factorStop}
        </button>
      ) : offer ? (
        <form class="own-form" onSubmit={confirm}>
          <p>{w.factorScan}</p>
          <div class="factor-offer">
            <QrPicture text={offer.uri} label={w.qr} />
            <p>
              {w.factorSecret}
              <code data-secret>{offer.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
            </p>
          </div>
          <label class="desk-field">
            {w.factorCode}
            <input name="code" inputMode="numeric" autocomplete="one-time-code" maxLength={7} required />
          </label>
          {problem && (
            <p class="desk-problem" role="alert">
              <Icon name="warn" />
              <span>{problem}</span>
            </p>
          )}
          <button type="submit" class="button primary">
            {w.factorConfirm}
          </button>
        </form>
      ) : (
        <button type="button" class="button" onClick={() => void begin()}>
          <Icon name="lock" />
          {w.factorStart}
        </button>
      )}
    </section>
  );
}
