// SPDX-License-Identifier: Apache-2.0
import { signal } from '@preact/signals';
import { Problem } from '../../api/request.ts';
import { Icon } from '../../icons/icon.tsx';
import { beginFailure } from '../../session/session.ts';
import '../../page/notices.css';
import { lang } from '../../words/words.ts';
import { deskWords } from '../words/words.ts';
import { pageAddress } from './pages.ts';

/** What the server refused last, told under the header until something goes well. */
export const failure = signal<Problem | null>(null);

export const asProblem = (error: unknown) =>
  error instanceof Problem ? error : new Problem(0, String(error), null);

/** The server's own sentence, or that it cannot be reached. */
export const sentenceOf = (problem: Problem) =>
  problem.status === 0 ? deskWords.value.frame.cannotReach : problem.message || String(problem.status);

/** Tells of a failure; that nobody is signed in was told when it was heard, and took the page away. */
export function tell(error: unknown) {
  if (error instanceof DOMException && error.name === 'AbortError') return;
  const problem = asProblem(error);
  if (!problem.needsSignIn) failure.value = problem;
}

export function Failure({ again }: { again?: () => void }) {
  const problem = failure.value ?? beginFailure.value;
  const w = deskWords.value.frame;
  return (
    <div class="notices" role="alert">
      {problem && (
        <p class="notice">
          <Icon name="warn" />
          <span>{sentenceOf(problem)}</span>
          {problem.code === 'factor.required' && (
            <a class="link" href={pageAddress('accounts', lang.value)}>
              {w.myAccount}
            </a>
          )}
          {again && (
            <button type="button" class="link" onClick={() => ((failure.value = null), again())}>
              {w.retry}
            </button>
          )}
          <button type="button" class="link" onClick={() => (failure.value = null)}>
            {w.close}
          </button>
          {problem.requestId && <span class="digits">{w.requestNumber(problem.requestId)}</span>}
        </p>
      )}
    </div>
  );
}
