// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef } from 'preact/hooks';
import { count } from '../../words/numbers.ts';
import { deskWords } from '../words/words.ts';
import { helpShown, keysOn, switchKeys } from './keys.ts';
import { counts } from './queue.ts';
import { choices } from './verdict.ts';

type Line = [keys: string[], what: string];

const lines = (): Line[] => {
  const { keys } = deskWords.value.review;
  return [
    [['J', 'K'], keys.next],
    [['1', '–', String(choices.value.length || 2)], keys.choose],
    [['R'], keys.reason],
    [['Enter'], keys.confirm],
    [['X'], keys.mark],
    [['Z'], keys.change],
    [['P'], keys.photo],
    [['?'], keys.help],
  ];
};

const Keys = ({ keys }: { keys: string[] }) => (
  <>{keys.map(key => (key === '–' ? '–' : <kbd class="key">{key}</kbd>))}</>
);

export function KeyHints() {
  const w = deskWords.value.review;
  const shown = lines().filter(([keys]) => !['Enter', 'X', 'P'].includes(keys[0]!));
  return (
    <footer class="review-hints">
      {keysOn.value ? (
        shown.map(([keys, what]) =>
          keys[0] === '?' ? (
            <button key="?" type="button" onClick={() => (helpShown.value = true)}>
              <Keys keys={keys} /> {what}
            </button>
          ) : (
            <span key={keys[0]}>
              <Keys keys={keys} /> {what}
            </span>
          ),
        )
      ) : (
        <button type="button" onClick={() => (helpShown.value = true)}>
          {w.keysOff}
        </button>
      )}
      {counts.value && <span class="digits">{w.revision(count(counts.value.revision))}</span>}
    </footer>
  );
}

export function KeyHelp() {
  const w = deskWords.value;
  const dialog = useRef<HTMLDialogElement>(null);
  const shown = helpShown.value;
  useEffect(() => {
    if (shown) dialog.current?.showModal();
  }, [shown]);
  if (!shown) return null;
  return (
    <dialog
      ref={dialog}
      class="desk-dialog key-help"
      aria-labelledby="key-help"
      onClose={() => (helpShown.value = false)}
    >
      <h2 id="key-help">{w.review.helpTitle}</h2>
      <dl>
        {lines().map(([keys, what]) => (
          <div key={what}>
            <dt>
              <Keys keys={keys} />
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
        <div>
          <dt>
            <Keys keys={['Esc']} />
          </dt>
          <dd>{w.review.keys.leaveReason}</dd>
        </div>
      </dl>
      <label class="desk-row">
        <input
          type="checkbox"
          checked={keysOn.value}
          onChange={event => switchKeys(event.currentTarget.checked)}
        />
        {w.review.keysOn}
      </label>
      <button type="button" class="button" onClick={() => dialog.current?.close()}>
        {w.frame.close}
      </button>
    </dialog>
  );
}
