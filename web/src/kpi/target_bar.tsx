// SPDX-License-Identifier: Apache-2.0
import { share as shareText } from '../words/numbers.ts';

/** Completed within the target, with a tick where it should be by now. */
export function TargetBar({
  share,
  expected,
  word,
}: {
  share: number | null;
  expected: number | null;
  word: string;
}) {
  const done = Math.min(100, share ?? 0);
  const showsTick = expected !== null && expected > 0 && expected < 100;
  return (
    <div class="target-bar">
      <svg width="100%" height="20" aria-hidden="true">
        {share === null ? (
          <rect y="4" width="100%" height="12" fill="url(#hatch)" />
        ) : (
          <>
            <rect y="4" width="100%" height="12" fill="var(--bar-bg)" />
            <rect y="4" width={`${done}%`} height="12" fill="var(--bar)" />
          </>
        )}
        {showsTick && (
          <line
            x1={`${expected}%`}
            x2={`${expected}%`}
            y1="0"
            y2="20"
            stroke="var(--signal)"
            stroke-width="1.5"
          />
        )}
      </svg>
      {showsTick && (
        <p class="target-bar-word digits">
          <span style={{ flexGrow: expected }} />
          <span>
            {word} {shareText(expected)}
          </span>
          <span style={{ flexGrow: 100 - expected }} />
        </p>
      )}
    </div>
  );
}
