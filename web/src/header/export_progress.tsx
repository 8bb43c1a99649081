// SPDX-License-Identifier: Apache-2.0
import { useEffect } from 'preact/hooks';
import type { ExportJob } from '../api/types.ts';
import { Icon } from '../icons/icon.tsx';
import { bytes } from '../words/bytes.ts';
import { count } from '../words/numbers.ts';
import { lang, words } from '../words/words.ts';
import { drop, isUnderWay, job, resume, trouble } from './export_job.ts';

/** How far the export in the background is, and its file. What changes in state is spoken, not each row. */
export function ExportProgress() {
  const w = words.value.download.job;
  useEffect(resume, []);
  const one = job.value;
  const wrong = trouble.value;
  const told = one ? stateOf(one) : wrong ? (wrong.gone ? w.gone : wrong.detail || w.failed) : '';
  return (
    <section class="export-job" aria-label={w.title} hidden={!told}>
      <p role="status">{told}</p>
      {one && <Job one={one} />}
    </section>
  );
}

function stateOf(one: ExportJob): string {
  const w = words.value.download.job;
  if (one.state === 'failed') return one.error?.detail ?? w.failed;
  return one.state === 'stopped' ? w.failed : w[one.state];
}

function Job({ one }: { one: ExportJob }) {
  const w = words.value.download.job;
  const file = one.links.find(link => link.rel === 'enclosure');
  return (
    <>
      <p class="digits">{one.file_name}</p>
      {isUnderWay(one) && (
        <>
          <progress max={Math.max(one.rows, 1)} value={one.done} aria-label={one.file_name} />
          <p class="caption">{w.rows(count(one.done), count(one.rows))}</p>
        </>
      )}
      {file && (
        <p class="caption">
          {bytes(one.bytes ?? 0)}
          {one.expires_at && ` · ${w.until(clock(one.expires_at))}`}
        </p>
      )}
      <div class="export-job-actions">
        {file && (
          <a class="button primary" href={file.href} download={one.file_name}>
            <Icon name="download" />
            <span>{w.fetch}</span>
          </a>
        )}
        <button type="button" class="button" onClick={() => void drop()}>
          {isUnderWay(one) ? w.stop : w.remove}
        </button>
      </div>
    </>
  );
}

const clock = (instant: string) =>
  new Date(instant).toLocaleString(lang.value === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: 'Asia/Shanghai',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
