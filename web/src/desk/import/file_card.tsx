// SPDX-License-Identifier: Apache-2.0
import { Icon } from '../../icons/icon.tsx';
import { campaigns, me } from '../../session/session.ts';
import { count } from '../../words/numbers.ts';
import { named } from '../../words/words.ts';
import { moment, size } from '../frame/age.ts';
import { sentenceOf } from '../frame/failure.tsx';
import type { ImportReport } from '../server/imports.ts';
import { deskWords } from '../words/words.ts';
import { ColumnsAsked } from './columns_asked.tsx';
import { cancel, change, confirm, importValid, putAway, sameContent, tryIt, type Incoming } from './files.ts';
import { kindsFor } from './kinds.ts';
import { Report } from './report.tsx';

/** One file: what it holds, how it is read, what would become of its rows, and the word to import it. */
export function FileCard({ one }: { one: Incoming }) {
  const w = deskWords.value.import;
  const busy = ['waiting', 'uploading', 'confirming'].includes(one.state);
  return (
    <section
      class="desk-panel file-card"
      data-file={one.file.name}
      data-state={one.state}
      aria-label={one.file.name}
    >
      <div class="file-head">
        <Icon name="file" />
        <h2>{one.file.name}</h2>
        <span class="digits">{size(one.file.size)}</span>
        {!busy && (
          <button type="button" class="button ghost" onClick={() => putAway(one.key)}>
            {w.remove}
          </button>
        )}
      </div>
      {one.state !== 'stored' && <Terms one={one} busy={busy} />}
      <p class="unseen" role="status">
        {one.state === 'tried' && one.report
          ? w.summary(count(one.report.rows), count(one.report.accepted), count(one.report.rejected))
          : ''}
      </p>
      {(one.state === 'uploading' || one.state === 'waiting') && <Progress one={one} />}
      {one.problem && (
        <p class="desk-problem" role="alert">
          <Icon name="warn" />
          <span>{sentenceOf(one.problem)}</span>
        </p>
      )}
      {one.question && <ColumnsAsked one={one} question={one.question} />}
      {one.report && <Report one={one} report={one.report} />}
      {(one.state === 'tried' || one.state === 'confirming') && one.report && <Confirm one={one} />}
      {one.state === 'stored' && one.report && (
        <p class="file-stored" role="status">
          <Icon name="tick" />
          <span>
            <b>{w.receipt(one.report.id)}</b>
            <br />
            {one.report.changes
              ? w.changes.receipt(count(changed(one.report)), count(one.report.unchanged))
              : w.receiptRows(count(one.report.accepted), count(one.report.unchanged))}
          </span>
        </p>
      )}
    </section>
  );
}

const changed = ({ changes }: ImportReport) => (changes ? changes.changed + changes.new : 0);

function Terms({ one, busy }: { one: Incoming; busy: boolean }) {
  const w = deskWords.value.import;
  const kinds = kindsFor(me.value?.role ?? null);
  const set = (name: string, value: string) =>
    change(one.key, { terms: { ...one.terms, [name]: value || null } });
  return (
    <div class="desk-row file-terms">
      <label class="desk-field">
        {w.kind}
        <select
          value={one.kind}
          disabled={busy}
          data-term="kind"
          onChange={event => change(one.key, { kind: event.currentTarget.value, guessed: false })}
        >
          <option value="" disabled>
            {w.notGuessed}
          </option>
          {kinds.map(kind => (
            <option key={kind} value={kind}>
              {w.kinds[kind]}
            </option>
          ))}
        </select>
      </label>
      <label class="desk-field">
        {w.datum}
        <select
          value={one.terms.datum ?? 'wgs84'}
          disabled={busy}
          data-term="datum"
          onChange={event => set('datum', event.currentTarget.value)}
        >
          {Object.entries(w.datums).map(([datum, name]) => (
            <option key={datum} value={datum}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label class="desk-field">
        {w.campaign}
        <select
          value={one.terms.campaign ?? ''}
          disabled={busy}
          onChange={event => set('campaign', event.currentTarget.value)}
        >
          <option value="">{w.noCampaign}</option>
          {campaigns.value.map(campaign => (
            <option key={campaign.id} value={campaign.id}>
              {named(campaign.name)}
            </option>
          ))}
        </select>
      </label>
      {/\.(csv|txt)$/i.test(one.file.name) && (
        <label class="desk-field">
          {w.encoding}
          <select
            value={one.terms.encoding ?? ''}
            disabled={busy}
            onChange={event => set('encoding', event.currentTarget.value)}
          >
            {Object.entries(w.encodings).map(([encoding, name]) => (
              <option key={encoding} value={encoding}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      {one.kind === 'areas' && <Edition one={one} busy={busy} />}
      {!busy && (
        <button
          type="button"
          class={`button ${one.report || one.question ? '' : 'primary'}`}
          aria-disabled={!one.kind}
          onClick={() => tryIt(one.key)}
        >
          {one.report || one.problem ? w.tryAgain : w.tryIt}
        </button>
      )}
      {(one.guessed || !one.kind) && <span class="caption">{one.kind ? w.guessed : w.notGuessed}</span>}
    </div>
  );
}

/** Boundaries correct the edition that stands, or begin a new one. */
function Edition({ one, busy }: { one: Incoming; busy: boolean }) {
  const w = deskWords.value.import;
  const day = one.terms.valid_from ?? '';
  const set = (terms: Record<string, string | null>) =>
    change(one.key, { terms: { ...one.terms, ...terms } });
  return (
    <>
      <label class="desk-field">
        {w.validFrom}
        <input
          type="date"
          value={day}
          disabled={busy}
          data-term="valid_from"
          onChange={event => {
            const value = event.currentTarget.value || null;
            set({ valid_from: value, rest: value ? 'keep' : null });
          }}
        />
      </label>
      {day && (
        <label class="file-rest">
          <input
            type="checkbox"
            checked={one.terms.rest === 'keep'}
            disabled={busy}
            data-term="rest"
            onChange={event => set({ rest: event.currentTarget.checked ? 'keep' : null })}
          />
          {w.restKeep}
        </label>
      )}
    </>
  );
}

function Progress({ one }: { one: Incoming }) {
  const w = deskWords.value.import;
  const percent = Math.round(one.progress * 100);
  return (
    <div class="desk-row">
      <progress max="1" value={one.state === 'waiting' ? 0 : one.progress} aria-label={one.file.name} />
      <span>{one.progress < 1 ? w.uploading(percent) : w.trying}</span>
      <button type="button" class="button" onClick={() => cancel(one.key)}>
        {w.cancel}
      </button>
    </div>
  );
}

function Confirm({ one }: { one: Incoming }) {
  const w = deskWords.value.import;
  const report = one.report!;
  const { above, batch } = sameContent(one);
  if (above) return <p class="caption">{w.twice}</p>;
  const isCompared = !!report.changes && report.changes.unchanged + report.changes.changed > 0;
  if (isCompared && changed(report) === 0) return null;
  if (report.accepted === 0) return <p class="caption">{w.nothingToImport}</p>;
  const label =
    report.rejected > 0
      ? w.confirmValid(count(report.accepted))
      : isCompared
        ? w.changes.confirm(count(changed(report)))
        : w.confirm(count(report.accepted));
  return (
    <div class="file-confirm">
      {batch && <p class="caption">{w.known(moment(batch.recorded_at), batch.by)}</p>}
      {report.rejected > 0 && <p class="caption">{w.notAll}</p>}
      <div class="desk-row">
        <button
          type="button"
          class="button primary"
          aria-disabled={one.state === 'confirming'}
          data-confirm
          onClick={() => (report.rejected > 0 ? importValid(one.key) : void confirm(one.key))}
        >
          {one.state === 'confirming' ? w.confirming : label}
        </button>
        {one.waitsUntil && <span class="caption">{w.waitsUntil(moment(one.waitsUntil))}</span>}
      </div>
    </div>
  );
}
