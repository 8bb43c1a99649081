// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'preact/hooks';
import { askReport } from '../api/questions.ts';
import { Problem } from '../api/request.ts';
import type { ReportAnswer } from '../api/types.ts';
import { Icon } from '../icons/icon.tsx';
import { copy } from '../page/toast.tsx';
import { picture } from '../picture/current.ts';
import { halfYearOf } from '../words/days.ts';
import { count } from '../words/numbers.ts';
import { lang, words } from '../words/words.ts';

/** Its text with the span and the revision it was written from. */
export function ReportPanel() {
  const { place, asOf, snapshot, readAt } = picture.value!;
  const w = words.value;
  const [report, setReport] = useState<ReportAnswer | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const area = place.area.code;
  const language = lang.value;
  useEffect(() => {
    const asking = new AbortController();
    setFailed(null);
    askReport({ area, from: halfYearOf(asOf), to: asOf, lang: language, revision: snapshot }, asking.signal)
      .then(setReport)
      .catch(error => {
        if (!asking.signal.aborted)
          setFailed((error instanceof Problem && error.message) || words.peek().report.failed);
      });
    return () => asking.abort();
  }, [area, asOf, language, snapshot, readAt]);
  return (
    <div class="report-panel" aria-busy={report === null && failed === null}>
      {failed !== null && <p class="report-failed">{failed}</p>}
      {failed === null && report === null && <p>{w.report.waiting}</p>}
      {report !== null && (
        <>
          <pre class="report-text">{report.text}</pre>
          <p class="report-foot">
            <button
              type="button"
              class="button"
              onClick={() => void copy(report.text, w.copied, w.copyFailed)}
            >
              <Icon name="copy" />
              <span>{w.copy}</span>
            </button>
            <span class="caption">
              {w.report.span(report.from, report.to)} · {w.report.revision(count(report.revision))}
            </span>
          </p>
        </>
      )}
    </div>
  );
}
