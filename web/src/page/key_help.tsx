// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef } from 'preact/hooks';
import { words } from '../words/words.ts';
import { helpWanted, singleKeys, switchSingleKeys } from './help.ts';
import './key_help.css';

/** What the keys do, and the switch for those that work alone. */
export function KeyHelp() {
  const dialog = useRef<HTMLDialogElement>(null);
  const wanted = helpWanted.value;
  const w = words.value.keys;
  useEffect(() => {
    if (wanted && !dialog.current?.open) dialog.current?.showModal();
  }, [wanted]);
  if (!wanted) return null;
  const close = () => (helpWanted.value = false);
  return (
    <dialog
      ref={dialog}
      class="key-help"
      aria-labelledby="key-help-title"
      onClose={close}
      onClick={event => event.target === dialog.current && dialog.current?.close()}
    >
      <h2 id="key-help-title">{w.title}</h2>
      <table>
        <tbody>
          {w.list.map(([keys, meaning]) => (
            <tr key={keys}>
              <th scope="row">
                {keys.split(' ').map(one => (
                  <kbd key={one}>{one}</kbd>
                ))}
              </th>
              <td>{meaning}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <label class="choice">
        <input type="checkbox" checked={singleKeys.value} onChange={switchSingleKeys} />
        <span>{w.single}</span>
      </label>
      <button type="button" class="button" onClick={() => dialog.current?.close()}>
        {words.value.close}
      </button>
    </dialog>
  );
}
