// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../../icons/icon.tsx';
import { count } from '../../words/numbers.ts';
import type { Edit, Version } from '../server/targets.ts';
import { deskWords } from '../words/words.ts';
import { busy, chosen, clash, keepTheirs, letGo, periodName, problem, save, seen } from './editing.ts';
import { mayEdit, sheet } from './sheet.ts';

/** The target that is looked at: a new version, a withdrawal, and all versions so far. */
export function CellEditor() {
  const w = deskWords.value.targets;
  const cell = chosen.value;
  if (!cell) return null;
  return (
    <aside class="target-editor" aria-label={w.edit}>
      <div class="file-head">
        <h2>
          {cell.area.name} · {periodName(cell.period)}
        </h2>
        <button
          type="button"
          class="button square"
          aria-label={deskWords.value.frame.close}
          title={deskWords.value.frame.close}
          onClick={letGo}
        >
          <Icon name="cross" />
        </button>
      </div>
      {seen.value &&
        (clash.value ? <Clash /> : mayEdit.value && <NewVersion key={cell.area.code + cell.period} />)}
      {seen.value && <Versions list={seen.value.target.versions} />}
    </aside>
  );
}

/** The version of a day: the last that was approved by then. */
const inForce = (list: Version[]) => list.filter(one => one.approved_on <= sheet.value!.as_of).at(-1);

function NewVersion() {
  const w = deskWords.value.targets;
  const now = inForce(seen.value!.target.versions);
  const [value, setValue] = useState(now?.value == null ? '' : String(now.value));
  const [day, setDay] = useState(sheet.value!.as_of);
  const [by, setBy] = useState('');
  const [reason, setReason] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const common = { approved_on: day, approved_by: by.trim(), reason: reason.trim() };
  const refuse = (sentence: string) => (problem.value = sentence);
  const submit = (event: Event) => {
    event.preventDefault();
    const number = Number(value.replaceAll(/[,，\s]/g, ''));
    if (value.trim() === '' || !Number.isSafeInteger(number) || number < 0)
      return void refuse(w.valueMissing);
    if (!day || !common.approved_by) return void refuse(w.dayMissing);
    void save({ ...common, value: number });
  };
  const withdraw = () => {
    if (!day || !common.approved_by) return void refuse(w.dayMissing);
    if (!common.reason) return void refuse(w.reasonMissing);
    void save({ ...common, withdrawn: true });
  };
  return (
    <form class="target-form" onSubmit={submit}>
      <label class="desk-field">
        {w.value}
        <input
          ref={field}
          inputMode="numeric"
          name="value"
          value={value}
          onInput={event => setValue(event.currentTarget.value)}
        />
      </label>
      <label class="desk-field">
        {w.approvedOn}
        <input
          type="date"
          name="approved_on"
          value={day}
          max={sheet.value!.as_of}
          onInput={event => setDay(event.currentTarget.value)}
        />
      </label>
      <label class="desk-field">
        {w.approvedBy}
        <input name="approved_by" value={by} onInput={event => setBy(event.currentTarget.value)} />
      </label>
      <label class="desk-field">
        {w.reason}
        <textarea
          name="reason"
          rows={2}
          value={reason}
          onInput={event => setReason(event.currentTarget.value)}
        />
      </label>
      {problem.value && (
        <p class="desk-problem" role="alert">
          <Icon name="warn" />
          <span>{problem.value}</span>
        </p>
      )}
      <div class="desk-row">
        <button type="submit" class="button primary">
          {busy.value ? w.saving : w.save}
        </button>
        {now && !now.withdrawn && (
          <button type="button" class="button" title={w.withdrawHint} onClick={withdraw}>
            {w.withdraw}
          </button>
        )}
      </div>
    </form>
  );
}

const valueText = (one: Version | undefined) => {
  const w = deskWords.value.targets;
  if (!one) return w.noValue;
  return one.withdrawn ? w.withdrawn : count(one.value);
};

function Clash() {
  const w = deskWords.value.targets;
  const { theirs, yours } = clash.value!;
  const last = theirs.target.versions.at(-1);
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  const words = (edit: Edit) => ('value' in edit ? count(edit.value) : w.withdrawn);
  return (
    <div class="versions-clash" role="alertdialog" aria-labelledby="target-clash">
      <h3 id="target-clash">{w.clash}</h3>
      <p>{w.clashHint}</p>
      <dl>
        <div data-theirs>
          <dt>{w.theirs}</dt>
          <dd>
            <b>{valueText(last)}</b>
            <br />
            {last?.approved_on} {last?.approved_by}
            <br />
            {last?.reason}
          </dd>
        </div>
        <div data-yours>
          <dt>{w.yours}</dt>
          <dd>
            <b>{words(yours)}</b>
            <br />
            {yours.approved_on} {yours.approved_by}
            <br />
            {yours.reason}
          </dd>
        </div>
      </dl>
      <div class="desk-row">
        <button ref={first} type="button" class="button" onClick={() => void keepTheirs()}>
          {w.keepTheirs}
        </button>
        <button type="button" class="button" onClick={() => void save(yours, theirs)}>
          {w.useYours}
        </button>
      </div>
    </div>
  );
}

function Versions({ list }: { list: Version[] }) {
  const w = deskWords.value.targets;
  const now = inForce(list);
  return (
    <section class="target-versions">
      <h3>{w.versions}</h3>
      {list.length === 0 && <p class="caption">{w.noVersions}</p>}
      <ol>
        {[...list].reverse().map((one, i) => (
          <li key={i} class={one === now ? 'in-force' : ''}>
            <time>{one.approved_on}</time>
            <span>
              {w.version(valueText(one), one.approved_by)}
              {one.reason && <span class="caption"> {one.reason}</span>}
            </span>
            {one === now && <span class="badge accent">{w.inForce}</span>}
            {one.approved_on > sheet.value!.as_of && <span class="badge">{w.notYet}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}
