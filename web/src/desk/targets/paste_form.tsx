// SPDX-License-Identifier: Apache-2.0
import { useState } from 'preact/hooks';
import { Icon } from '../../icons/icon.tsx';
import { say } from '../../page/toast.tsx';
import { count } from '../../words/numbers.ts';
import { asProblem, sentenceOf } from '../frame/failure.tsx';
import { askTarget, putTarget, type Target } from '../server/targets.ts';
import { deskWords } from '../words/words.ts';
import { chosen, periodName } from './editing.ts';
import { pasted, type Pasted, type PastedChange } from './pasted.ts';
import { keyOf, periods, readSheet, rows, sheet } from './sheet.ts';

/** A change with the versions that were there when it was checked. */
interface Ready {
  change: PastedChange;
  seen: { target: Target; tag: string };
  refused?: string;
}

/** Numbers from a spreadsheet: checked against the sheet first, then saved cell by cell. */
export function PasteForm() {
  const w = deskWords.value.targets;
  const [text, setText] = useState('');
  const [found, setFound] = useState<Pasted | null>(null);
  const [ready, setReady] = useState<Ready[]>([]);
  const [busy, setBusy] = useState(false);
  const [day, setDay] = useState('');
  const [by, setBy] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const name = ({ change }: Ready) =>
    w.pasteChange(change.row.area.name, periodName(change.period), count(change.from), count(change.to));

  const check = async (event: Event) => {
    event.preventDefault();
    const list = rows.value;
    const cell = chosen.value;
    const at = {
      row: cell
        ? Math.max(
            0,
            list.findIndex(row => row.area.code === cell.area.code),
          )
        : Math.min(1, list.length - 1),
      period: cell ? Math.max(0, periods.value.indexOf(cell.period)) : 0,
    };
    const result = pasted(text, list, periods.value, at);
    setProblem(null);
    setBusy(true);
    try {
      const seen = await Promise.all(
        result.changes.map(async change => ({
          change,
          seen: await askTarget(keyOf(change.row.area.code, change.period)),
        })),
      );
      setReady(seen);
      setFound(result);
      setDay(day || sheet.value!.as_of);
    } catch (error) {
      const refused = asProblem(error);
      if (!refused.needsSignIn) setProblem(sentenceOf(refused));
    } finally {
      setBusy(false);
    }
  };

  const store = async () => {
    if (busy) return;
    if (!day || !by.trim()) return setProblem(w.dayMissing);
    setProblem(null);
    setBusy(true);
    const left: Ready[] = [];
    for (const [place, one] of ready.entries()) {
      const key = keyOf(one.change.row.area.code, one.change.period);
      try {
        await putTarget(
          key,
          { value: one.change.to, approved_on: day, approved_by: by.trim(), reason: '' },
          one.seen,
        );
      } catch (error) {
        const refused = asProblem(error);
        // The page is away until somebody signs in; what is left is there then.
        if (refused.needsSignIn) {
          left.push(...ready.slice(place));
          break;
        }
        // Somebody was faster: what stands now is shown, and saved over only when asked again.
        const now = refused.status === 412 ? await askTarget(key).catch(() => null) : null;
        left.push({
          change: now ? { ...one.change, from: now.target.versions.at(-1)?.value ?? null } : one.change,
          seen: now ?? one.seen,
          refused: refused.status === 412 ? w.clashHint : sentenceOf(refused),
        });
      }
    }
    say(w.pasteDone(ready.length - left.length, ready.length));
    setReady(left);
    if (left.length === 0) {
      setFound(null);
      setText('');
    }
    setBusy(false);
    await readSheet();
  };

  return (
    <details class="paste">
      <summary>{w.paste}</summary>
      <form class="paste-form" onSubmit={check}>
        <label class="desk-field">
          <span>{w.pasteHint}</span>
          <textarea
            rows={5}
            aria-label={w.pasteArea}
            value={text}
            onInput={event => {
              setText(event.currentTarget.value);
              setFound(null);
              setReady([]);
            }}
          />
        </label>
        {!found && (
          <button type="submit" class="button" aria-disabled={text.trim() === '' || busy}>
            {w.check}
          </button>
        )}
      </form>
      {found && (
        <div class="paste-found" role="status">
          <h3>{w.checkTitle}</h3>
          {found.bad.map((one, i) => (
            <p key={i} class="desk-problem">
              <Icon name="warn" />
              {one.kind === 'beyond' ? `${one.text}：${w.pasteBad.beyond}` : w.pasteBad[one.kind](one.text)}
            </p>
          ))}
          {ready.length === 0 && found.bad.length === 0 && <p>{w.pasteNothing}</p>}
          <ul>
            {ready.map(one => (
              <li key={one.change.row.area.code + one.change.period}>
                {name(one)}
                {one.refused && <span class="signal"> {one.refused}</span>}
              </li>
            ))}
          </ul>
          {found.same > 0 && <p class="caption">{w.pasteSame(found.same)}</p>}
          {found.sums.map(one => (
            <p key={one.period} class="desk-problem">
              <Icon name="how" />
              {w.pasteSum(periodName(one.period), count(one.sum), count(one.own))}
            </p>
          ))}
          {found.years.map(one => (
            <p key={one.name} class="desk-problem">
              <Icon name="how" />
              {w.pasteYears(one.name, count(one.sum), count(one.plan))}
            </p>
          ))}
          {ready.length > 0 && found.bad.length === 0 && (
            <div class="desk-row paste-save">
              <label class="desk-field">
                {w.approvedOn}
                <input
                  type="date"
                  name="paste_day"
                  value={day}
                  max={sheet.value!.as_of}
                  onInput={event => setDay(event.currentTarget.value)}
                />
              </label>
              <label class="desk-field">
                {w.approvedBy}
                <input name="paste_by" value={by} onInput={event => setBy(event.currentTarget.value)} />
              </label>
              <button type="button" class="button primary" onClick={() => void store()}>
                {busy ? w.saving : w.pasteSave(ready.length)}
              </button>
            </div>
          )}
        </div>
      )}
      {problem && (
        <p class="desk-problem" role="alert">
          <Icon name="warn" />
          <span>{problem}</span>
        </p>
      )}
    </details>
  );
}
