// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'preact/hooks';
import { Icon } from '../../icons/icon.tsx';
import { count } from '../../words/numbers.ts';
import { moment } from '../frame/age.ts';
import { tell } from '../frame/failure.tsx';
import {
  askAudit,
  auditAddress,
  checkAudit,
  type AuditVerdict,
  type AuditLine,
  type AuditQuestion,
} from '../server/accounts.ts';
import { deskWords } from '../words/words.ts';

/** Who did what to whom, page by page; the same as a file. */
export function Audit() {
  const w = deskWords.value.accounts;
  const [question, setQuestion] = useState<AuditQuestion>({ from: null, to: null, account: null });
  const [list, setList] = useState<AuditLine[] | null>(null);
  const [next, setNext] = useState<number | null>(null);
  const [verdict, setVerdict] = useState<AuditVerdict | null>(null);
  const read = async (asked: AuditQuestion, before: AuditLine[] = []) => {
    try {
      const answer = await askAudit(asked);
      setList([...before, ...answer.entries]);
      setNext(answer.next);
    } catch (error) {
      tell(error);
    }
  };
  useEffect(() => void read(question), []);
  const set = (change: Partial<AuditQuestion>) => setQuestion({ ...question, ...change });
  return (
    <section class="desk-panel">
      <h2>{w.audit}</h2>
      <form
        class="desk-row account-edit"
        onSubmit={event => {
          event.preventDefault();
          void read(question);
        }}
      >
        <label class="desk-field">
          {w.from}
          <input
            type="date"
            name="from"
            value={question.from ?? ''}
            onInput={event => set({ from: event.currentTarget.value || null })}
          />
        </label>
        <label class="desk-field">
          {w.to}
          <input
            type="date"
            name="to"
            value={question.to ?? ''}
            onInput={event => set({ to: event.currentTarget.value || null })}
          />
        </label>
        <label class="desk-field">
          {w.account}
          <input
            name="account"
            value={question.account ?? ''}
            onInput={event => set({ account: event.currentTarget.value.trim() || null })}
          />
        </label>
        <button type="submit" class="button primary">
          {w.show}
        </button>
        <a class="button" href={auditAddress(question)} download>
          <Icon name="download" />
          {w.download}
        </a>
        <button type="button" class="button" onClick={() => void checkAudit().then(setVerdict).catch(tell)}>
          {w.checkChain}
        </button>
      </form>
      {verdict && (
        <p class={verdict.fault ? 'desk-problem' : 'chain-whole'} role="status">
          <Icon name={verdict.fault ? 'warn' : 'tick'} />
          <span>
            {verdict.fault
              ? `${w.chainBroken} (${verdict.fault.seq}): ${verdict.fault.detail}`
              : w.chainWhole(count(verdict.entries))}
          </span>
        </p>
      )}
      {list?.length === 0 && <p>{w.auditEmpty}</p>}
      {list && list.length > 0 && (
        <div class="account-scroll" tabIndex={0} role="region" aria-label={w.audit}>
          <table class="desk-table account-table" data-audit>
            <thead>
              <tr>
                <th scope="col">#</th>
                <th scope="col">{w.auditColumns.when}</th>
                <th scope="col">{w.auditColumns.who}</th>
                <th scope="col">{w.auditColumns.what}</th>
                <th scope="col">{w.auditColumns.subject}</th>
                <th scope="col" class="number">
                  {w.auditColumns.rows}
                </th>
                <th scope="col">{w.auditColumns.from}</th>
              </tr>
            </thead>
            <tbody>
              {list.map(one => (
                <AuditRow key={one.seq} one={one} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {next !== null && (
        <button
          type="button"
          class="button"
          onClick={() => void read({ ...question, after: next }, list ?? [])}
        >
          {w.auditMore}
        </button>
      )}
    </section>
  );
}

function AuditRow({ one }: { one: AuditLine }) {
  const w = deskWords.value.accounts;
  const text = (field: 'account' | 'address' | 'subject') =>
    one.destroyed.includes(field) ? <span class="caption">{w.destroyed}</span> : (one[field] ?? '');
  return (
    <tr>
      <td class="digits">{count(one.seq)}</td>
      <td>{moment(one.at)}</td>
      <td>{text('account')}</td>
      <td>
        {one.verb}
        {one.detail && <span class="caption"> {one.detail}</span>}
      </td>
      <td>
        {one.kind && <span class="caption">{one.kind} </span>}
        {text('subject')} {one.area && <span class="digits">{one.area}</span>}
      </td>
      <td class="number">{one.rows > 0 ? count(one.rows) : ''}</td>
      <td class="digits">{text('address')}</td>
    </tr>
  );
}
