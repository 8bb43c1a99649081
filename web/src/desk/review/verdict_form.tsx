// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../../icons/icon.tsx';
import { named } from '../../words/words.ts';
import { moment } from '../frame/age.ts';
import { deskWords } from '../words/words.ts';
import {
  readQueue,
  current,
  currentId,
  markAll,
  markedEntries,
  sameKind,
  toNextOpen,
  unmarkAll,
} from './queue.ts';
import {
  beginAnew,
  busy,
  changed,
  choice,
  choices,
  choose,
  clash,
  confirm,
  isChosen,
  keepTheirs,
  legalSteps,
  reason,
  refusal,
  statusNow,
  useYours,
  verdicts,
  type Choice,
} from './verdict.ts';

/** Verdict on the flag or a step of the household, the reason, and on to the next. */
export function VerdictForm() {
  const w = deskWords.value;
  const entry = current.value;
  const id = currentId.value;
  useEffect(() => {
    if (clash.peek()?.entry.id !== id) beginAnew();
  }, [id]);
  if (!entry) return null;
  if (clash.value) return <ClashOfVerdicts />;
  if (changed.value) return <ChangedFlag />;
  const marks = markedEntries.value.length;
  const said = entry.resolution;
  const words = refusal.value;
  return (
    <form
      class="verdict"
      onSubmit={event => {
        event.preventDefault();
        void confirm();
      }}
    >
      <div class="evidence-title">
        <h2>{w.review.decision}</h2>
        <span class="caption">{w.review.decisionHint}</span>
      </div>
      {said && (
        <p class="verdict-said">
          {w.review.changing(w.verdict[said.verdict]!, said.by, moment(said.recorded_at))}
        </p>
      )}
      <fieldset>
        <legend class="unseen">{w.review.decision}</legend>
        {choices.value.slice(0, verdicts.length).map((one, i) => (
          <Option key={i} one={one} number={i + 1} />
        ))}
      </fieldset>
      {statusNow.value && marks < 2 && (
        <fieldset class="steps-legal">
          <legend class="caption">
            {w.review.status} · {w.review.statusNow(named(statusNow.value))}
            {legalSteps.value.length === 0 && ` · ${w.review.noSteps}`}
          </legend>
          {choices.value.slice(verdicts.length).map((one, i) => (
            <Option key={i} one={one} number={i + 1 + verdicts.length} />
          ))}
        </fieldset>
      )}
      <Reason />
      {words && (
        <p class="desk-problem" role="alert">
          <Icon name="warn" />
          <span>{words.text}</span>
        </p>
      )}
      <div class="verdict-buttons">
        <button type="submit" class="button primary">
          {busy.value ? w.review.confirming : marks > 1 ? w.review.confirmMarked(marks) : w.review.confirm}
          <kbd class="key">Enter</kbd>
        </button>
        {marks > 1 ? (
          <button type="button" class="button" onClick={unmarkAll}>
            {w.review.unmark}
          </button>
        ) : (
          sameKind(entry).length > 1 && (
            <button type="button" class="button" onClick={() => markAll(entry)}>
              {w.review.markAll(sameKind(entry).length)}
            </button>
          )
        )}
        <button type="button" class="button ghost" onClick={toNextOpen}>
          {w.review.skip}
        </button>
      </div>
    </form>
  );
}

function Option({ one, number }: { one: Choice; number: number }) {
  const w = deskWords.value;
  const chosen = isChosen(one);
  const isVerdict = 'verdict' in one;
  const hint = isVerdict
    ? { confirmed: w.review.confirmedHint, dismissed: w.review.dismissedHint }[one.verdict]
    : one.status.needs.map(need => w.review.needs[need] ?? need).join('，');
  return (
    <label class="option" data-chosen={chosen || undefined}>
      <input
        type="radio"
        name="verdict"
        class="unseen"
        checked={chosen}
        onChange={() => choose(one)}
        data-option={isVerdict ? one.verdict : one.status.to}
      />
      <span class="option-name">
        {isVerdict ? w.verdict[one.verdict] : w.review.statusTo(named(one.status.name))}
      </span>
      <span class="caption">{hint}</span>
      <kbd class="key">{number}</kbd>
    </label>
  );
}

function Reason() {
  const w = deskWords.value.review;
  const field = useRef<HTMLTextAreaElement>(null);
  const isMissing = refusal.value?.about === 'reason';
  useEffect(() => {
    if (isMissing) field.current?.focus();
  }, [isMissing]);
  return (
    <textarea
      ref={field}
      id="review-reason"
      class={`verdict-reason ${isMissing ? 'missing' : ''}`}
      rows={2}
      aria-label={w.reason}
      aria-invalid={isMissing}
      placeholder={w.reasonHint}
      value={reason.value}
      onInput={event => {
        reason.value = event.currentTarget.value;
        if (isMissing && reason.value.trim()) refusal.value = null;
      }}
      onKeyDown={event => {
        if (event.isComposing) return;
        if (event.key === 'Enter' && !event.shiftKey) {
          event.preventDefault();
          void confirm();
        } else if (event.key === 'Escape') {
          event.preventDefault();
          event.currentTarget.blur();
        }
      }}
    />
  );
}

function ClashOfVerdicts() {
  const w = deskWords.value;
  const { theirs, yours } = clash.value!;
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <div class="versions-clash" role="alertdialog" aria-labelledby="clash-title">
      <h2 id="clash-title">{w.review.clash}</h2>
      <dl>
        <div>
          <dt>
            {w.review.clashTheirs} · {theirs.by} {moment(theirs.recorded_at)}
          </dt>
          <dd>
            <b>{w.verdict[theirs.verdict]}</b>
            <br />
            {theirs.reason}
          </dd>
        </div>
        <div>
          <dt>{w.review.clashYours}</dt>
          <dd>
            <b>{w.verdict[yours.verdict]}</b>
            <br />
            {yours.reason}
          </dd>
        </div>
      </dl>
      <div class="desk-row">
        <button ref={first} type="button" class="button" onClick={keepTheirs}>
          {w.review.keepTheirs}
        </button>
        <button type="button" class="button" onClick={() => void useYours()}>
          {w.review.useYours}
        </button>
      </div>
    </div>
  );
}

function ChangedFlag() {
  const w = deskWords.value.review;
  const { entry, now } = changed.value!;
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <div class="versions-clash" role="alertdialog" aria-labelledby="changed-title">
      <h2 id="changed-title">{w.clashChanged}</h2>
      <dl>
        <div>
          <dt>{w.seen}</dt>
          <dd>{entry.detail}</dd>
        </div>
        <div>
          <dt>{w.now}</dt>
          <dd>{now?.detail ?? w.gone}</dd>
        </div>
      </dl>
      <div class="desk-row">
        <button
          ref={first}
          type="button"
          class="button"
          onClick={() => {
            choice.value = null;
            changed.value = null;
            void readQueue();
          }}
        >
          {w.lookAgain}
        </button>
      </div>
    </div>
  );
}
