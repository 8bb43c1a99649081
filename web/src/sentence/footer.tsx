// SPDX-License-Identifier: Apache-2.0
import { Icon } from '../icons/icon.tsx';
import { copy } from '../page/toast.tsx';
import { picture } from '../picture/current.ts';
import type { Picture } from '../picture/picture.ts';
import { olderRevision, seeNewest } from '../picture/snapshot.ts';
import { count } from '../words/numbers.ts';
import { words } from '../words/words.ts';
import { LiveMark } from './live_mark.tsx';
import { ReportButton } from './report_button.tsx';
import { plain, sentenceOf } from './sentence.ts';
import './footer.css';
import './report_panel.css';

/** The sentence of the report with the numbers on screen, ready to be copied. */
export function Footer() {
  const now = picture.value;
  const w = words.value;
  const parts = now ? sentenceOf(now) : [];
  return (
    <footer class="footer">
      {now && (
        <>
          <p class="sentence">
            {parts.map((part, index) => (typeof part === 'string' ? part : <b key={index}>{part.figure}</b>))}
          </p>
          <button
            type="button"
            class="button ghost"
            aria-label={w.copy}
            onClick={() => void copy(plain(parts), w.copied, w.copyFailed)}
          >
            <Icon name="copy" />
            <span>{w.copy}</span>
          </button>
          <ReportButton />
          <Revision now={now} />
        </>
      )}
      <LiveMark />
    </footer>
  );
}

/** Which revision is on screen: quietly, unless the link holds an older one. */
function Revision({ now }: { now: Picture }) {
  const w = words.value;
  const older = olderRevision.value;
  if (older === null) return <p class="basis">{w.basis(now.ranking.edition, count(now.ranking.revision))}</p>;
  return (
    <p class="basis older" role="status">
      {w.olderRevision(count(older))}
      <button type="button" class="link" onClick={seeNewest}>
        {w.seeNewest}
      </button>
    </p>
  );
}
