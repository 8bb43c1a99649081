// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'preact/hooks';
import { changePassword } from '../../api/questions.ts';
import { Icon } from '../../icons/icon.tsx';
import { say } from '../../page/toast.tsx';
import { confirmAccount, me } from '../../session/session.ts';
import { words } from '../../words/words.ts';
import { moment } from '../frame/age.ts';
import { asProblem, sentenceOf, tell } from '../frame/failure.tsx';
import {
  askSessions,
  askTokens,
  endSession,
  makeToken,
  revokeToken,
  type SessionLine,
  type TokenLine,
} from '../server/accounts.ts';
import { deskWords } from '../words/words.ts';
import { Once } from './once.tsx';
import { outcome } from './outcome.ts';
import { SecondFactor } from './second_factor.tsx';

/** Password, second factor, sessions and tokens of the one who is signed in. */
export function OwnAccount() {
  const { name, role, area } = me.value!;
  return (
    <>
      <p class="own-name">
        <b>{name}</b> {role && words.value.role[role]} {area && `· ${area.name}`}
      </p>
      <div class="own-grid">
        <Password />
        <SecondFactor />
      </div>
      <Sessions />
      <Tokens />
    </>
  );
}

function Password() {
  const w = deskWords.value.accounts;
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const fields = new FormData(form);
    const text = (name: string) => String(fields.get(name) ?? '');
    if (text('new') !== text('again')) return setProblem(w.differs);
    try {
      const came = await changePassword(text('old'), text('new'));
      setProblem(null);
      form.reset();
      say(outcome(w.passwordChanged, came));
      // It is another session, with an end of its own.
      await confirmAccount();
    } catch (error) {
      const refused = asProblem(error);
      if (refused.needsSignIn) return;
      setProblem(refused.body.errors?.map(one => one.detail).join('；') || sentenceOf(refused));
    }
  };
  return (
    <section class="desk-panel">
      <h2>{w.password}</h2>
      <form class="own-form" onSubmit={submit}>
        <input type="hidden" autocomplete="username" value={me.value!.name ?? ''} />
        <label class="desk-field">
          {w.oldPassword}
          <input name="old" type="password" autocomplete="current-password" required />
        </label>
        <label class="desk-field">
          {w.newPassword}
          <input name="new" type="password" autocomplete="new-password" required />
        </label>
        <label class="desk-field">
          {w.repeatPassword}
          <input name="again" type="password" autocomplete="new-password" required />
        </label>
        <p class="caption">{w.passwordRule}</p>
        {problem && (
          <p class="desk-problem" role="alert">
            <Icon name="warn" />
            <span>{problem}</span>
          </p>
        )}
        <button type="submit" class="button primary">
          {w.changePassword}
        </button>
      </form>
    </section>
  );
}

const when = (instant: string | null) => (instant ? moment(instant) : deskWords.value.accounts.never);

function Sessions() {
  const w = deskWords.value.accounts;
  const [list, setList] = useState<SessionLine[]>([]);
  const read = () => askSessions().then(setList).catch(tell);
  useEffect(() => void read(), []);
  const end = async (id: string) => {
    try {
      await endSession(id);
      say(w.ended);
      await read();
    } catch (error) {
      tell(error);
    }
  };
  return (
    <section class="desk-panel">
      <h2>{w.sessions}</h2>
      <ul class="own-list" data-sessions>
        {list.map(one => (
          <li key={one.id}>
            <span>
              {w.since} {when(one.created_at)}
              {one.address && <span class="caption"> {w.from_address(one.address)}</span>}
            </span>
            <span class="caption">
              {w.seen} {when(one.last_used)}
            </span>
            {one.current ? (
              <span class="badge accent">{w.thisOne}</span>
            ) : (
              <button type="button" class="button" onClick={() => void end(one.id)}>
                {w.end}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Tokens() {
  const w = deskWords.value.accounts;
  const [list, setList] = useState<TokenLine[]>([]);
  const [fresh, setFresh] = useState<string | null>(null);
  const read = () => askTokens().then(setList).catch(tell);
  useEffect(() => void read(), []);
  const make = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const fields = new FormData(form);
    try {
      setFresh((await makeToken(String(fields.get('device')), Number(fields.get('days')))).token);
      form.reset();
      await read();
    } catch (error) {
      tell(error);
    }
  };
  const revoke = async (id: string) => {
    try {
      await revokeToken(id);
      say(w.revoked);
      await read();
    } catch (error) {
      tell(error);
    }
  };
  return (
    <section class="desk-panel">
      <h2>{w.tokens}</h2>
      <p class="caption">{w.tokensHint}</p>
      {fresh && <Once title={w.tokenOnce} secret={fresh} onClose={() => setFresh(null)} />}
      {list.length === 0 ? (
        <p>{w.noTokens}</p>
      ) : (
        <ul class="own-list" data-tokens>
          {list.map(one => (
            <li key={one.id}>
              <span>
                {one.device || one.id}
                <span class="caption"> {one.verbs ? one.verbs.join(', ') : w.allRights}</span>
              </span>
              <span class="caption">
                {w.seen} {when(one.last_used)} · {w.expires} {when(one.expires_at)}
              </span>
              <button type="button" class="button" onClick={() => void revoke(one.id)}>
                {w.revoke}
              </button>
            </li>
          ))}
        </ul>
      )}
      <form class="desk-row own-token" onSubmit={make}>
        <label class="desk-field">
          {w.device}
          <input name="device" maxLength={40} required />
        </label>
        <label class="desk-field">
          {w.days}
          <input name="days" type="number" min={1} max={3650} defaultValue="90" required />
        </label>
        <button type="submit" class="button">
          {w.makeToken}
        </button>
      </form>
    </section>
  );
}
