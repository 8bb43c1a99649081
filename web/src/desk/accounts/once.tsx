// SPDX-License-Identifier: Apache-2.0
import { Icon } from '../../icons/icon.tsx';
import { copy } from '../../page/toast.tsx';
import { deskWords } from '../words/words.ts';

/** A secret that is told this one time: shown large, copied by a button, gone when put away. */
export function Once({
  title,
  hint,
  secret,
  onClose,
}: {
  title: string;
  hint?: string;
  secret: string;
  onClose: () => void;
}) {
  const w = deskWords.value;
  return (
    <div class="once" role="status">
      <p>
        <b>{title}</b>
        {hint && <span class="caption">{hint}</span>}
      </p>
      <code data-secret>{secret}</code>
      <div class="desk-row">
        <button
          type="button"
          class="button"
          onClick={() => void copy(secret, w.accounts.copied, w.accounts.copyFailed)}
        >
          <Icon name="copy" />
          {w.accounts.copy}
        </button>
        <button type="button" class="button" onClick={onClose}>
          {w.frame.close}
        </button>
      </div>
    </div>
  );
}
