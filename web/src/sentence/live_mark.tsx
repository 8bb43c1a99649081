// SPDX-License-Identifier: Apache-2.0
import { failure, load, picture } from '../picture/current.ts';
import { changes, connected, type Change } from '../picture/live.ts';
import { clock } from '../words/days.ts';
import { count, difference } from '../words/numbers.ts';
import { words } from '../words/words.ts';

/** Whether the numbers are live, and quietly what changed a moment ago. */
export function LiveMark() {
  const w = words.value;
  const readAt = clock(picture.value?.readAt ?? 0);
  if (!picture.value) return null;
  const lost = !connected.value && picture.value !== null;
  const [first] = changes.value;
  return (
    <div class="live">
      <span class="live-change">
        {first && (
          <>
            {w.justNow} {textOf(first)}
          </>
        )}
      </span>
      {lost || failure.value ? (
        <span class="live-lost">
          <i aria-hidden="true">○</i> {lost ? w.disconnected(readAt) : ''}
          <button type="button" class="link" onClick={() => void load()}>
            {w.retry}
          </button>
        </span>
      ) : (
        <span class="live-on" title={w.liveHint}>
          <i aria-hidden="true">●</i> {w.live}
        </span>
      )}
    </div>
  );
}

/** What changed, in words. */
export function textOf({ name, completed, proposed }: Change): string {
  const w = words.value;
  if (completed !== 0) return w.changedBy(name, difference(completed).replace('.0', ''));
  if (proposed !== 0)
    return w.changedBy(name, w.proposedHint(`${proposed > 0 ? '+' : '−'}${count(Math.abs(proposed))}`));
  return w.changedBy(name, w.newPoints);
}
