// SPDX-License-Identifier: Apache-2.0
import { useState } from 'preact/hooks';
import { say } from '../../page/toast.tsx';
import { me } from '../../session/session.ts';
import { count } from '../../words/numbers.ts';
import { moment } from '../frame/age.ts';
import { tell } from '../frame/failure.tsx';
import { askImport, undoImport, type BatchLine, type ImportReport, type Undone } from '../server/imports.ts';
import { deskWords } from '../words/words.ts';
import { batches, readBatches } from './files.ts';

const mostListed = 50;

/** What was imported, newest first; one's own can be taken back as a whole. */
export function Batches() {
  const w = deskWords.value.import;
  const list = batches.value;
  if (!list) return null;
  return (
    <section class="desk-panel batches">
      <h2>{w.batches}</h2>
      {list.length === 0 ? (
        <p class="caption">{w.noBatches}</p>
      ) : (
        <div class="desk-scroll" tabIndex={0} role="region" aria-label={w.batches}>
          <table class="desk-table">
            <thead>
              <tr>
                <th scope="col">{w.batchColumns.when}</th>
                <th scope="col">{w.batchColumns.kind}</th>
                <th scope="col">{w.batchColumns.file}</th>
                <th scope="col">{w.batchColumns.by}</th>
                <th scope="col">{w.batchColumns.state}</th>
              </tr>
            </thead>
            <tbody>
              {list.slice(0, mostListed).map(line => (
                <Batch key={line.id} line={line} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Batch({ line }: { line: BatchLine }) {
  const w = deskWords.value.import;
  const [preview, setPreview] = useState<Undone | null>(null);
  const [report, setReport] = useState<ImportReport | null>(null);
  const [busy, setBusy] = useState(false);
  const isOwn = line.by === me.value?.name || me.value?.role === 'admin';
  const tried = async <T,>(work: () => Promise<T>, then: (answer: T) => void) => {
    if (busy) return;
    setBusy(true);
    try {
      then(await work());
    } catch (error) {
      tell(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <tr data-batch={line.id}>
        <td>{moment(line.recorded_at)}</td>
        <td>{w.kinds[line.kind] ?? line.kind}</td>
        <td>{line.file_name}</td>
        <td>{line.by}</td>
        <td>
          <span class="desk-row">
            {line.undone ? (
              <span class="badge">{w.undone}</span>
            ) : (
              <span class="badge accent">{w.stored}</span>
            )}
            <button
              type="button"
              class="link"
              onClick={() => void tried(() => askImport(line.id), setReport)}
            >
              {w.report}
            </button>
            {isOwn && !line.undone && !preview && (
              <button
                type="button"
                class="link"
                data-undo
                onClick={() => void tried(() => undoImport(line.id, 'try'), setPreview)}
              >
                {w.undo}
              </button>
            )}
          </span>
        </td>
      </tr>
      {report && (
        <tr>
          <td colSpan={5} class="batch-more">
            {w.receipt(report.id)} · {w.receiptRows(count(report.accepted), count(report.unchanged))}
            {report.rejected > 0 && ` · ${w.classes.refused} ${count(report.rejected)}`}
          </td>
        </tr>
      )}
      {preview && !line.undone && (
        <tr>
          <td colSpan={5} class="batch-more" role="status">
            <p>{w.undoKeeps(preview.kept.length)}</p>
            <ul>
              {preview.kept.slice(0, 20).map(one => (
                <li key={one.kind + one.id}>
                  {w.kinds[`${one.kind}s`] ?? one.kind} {one.id}：{w.keptReason[one.reason] ?? one.reason}
                </li>
              ))}
            </ul>
            <div class="desk-row">
              <button
                type="button"
                class="button primary"
                data-undo-now
                onClick={() =>
                  void tried(
                    () => undoImport(line.id, 'do'),
                    answer => {
                      say(w.undoneNow(answer.kept.length));
                      setPreview(null);
                      void readBatches();
                    },
                  )
                }
              >
                {busy ? w.undoing : w.undoNow}
              </button>
              <button type="button" class="button" onClick={() => setPreview(null)}>
                {deskWords.value.frame.close}
              </button>
            </div>
          </td>
        </tr>
      )}
    </>
  );
}
