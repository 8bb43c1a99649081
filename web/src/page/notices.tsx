// SPDX-License-Identifier: Apache-2.0
import { Icon } from '../icons/icon.tsx';
import { failure, load, picture } from '../picture/current.ts';
import { begin, beginFailure, begun, campaigns } from '../session/session.ts';
import { linkOutdated } from '../view/address.ts';
import { clock } from '../words/days.ts';
import { words } from '../words/words.ts';
import './notices.css';

/** Sentences under the header: what went wrong, since when, and what to do. */
export function Notices() {
  const w = words.value;
  const problem = failure.value ?? beginFailure.value;
  const readAt = clock(picture.value?.readAt ?? Date.now());
  const isEmpty = begun.value && campaigns.value.length === 0;
  return (
    <div class="notices" role="alert">
      {problem && (
        <p class="notice">
          <Icon name="warn" />
          <span>
            {problem.status === 0
              ? w.cannotReach(readAt)
              : w.refused(problem.message || String(problem.status))}
          </span>
          <button type="button" class="link" onClick={() => void (begun.value ? load() : begin())}>
            {w.retry}
          </button>
          {problem.requestId && <span class="digits">{w.requestNumber(problem.requestId)}</span>}
        </p>
      )}
      {isEmpty && (
        <p class="notice info">
          <Icon name="how" />
          <span>{w.noCampaigns}</span>
        </p>
      )}
      {linkOutdated.value && (
        <p class="notice info">
          <Icon name="how" />
          <span>{w.linkOutdated}</span>
          <button type="button" class="link" onClick={() => (linkOutdated.value = false)}>
            {w.close}
          </button>
        </p>
      )}
    </div>
  );
}
