// SPDX-License-Identifier: Apache-2.0
// One target under the pen: its versions, what is about to be added, and who was faster.
import { signal } from '@preact/signals';
import type { AreaName } from '../../api/types.ts';
import { say } from '../../page/toast.tsx';
import { count } from '../../words/numbers.ts';
import { asProblem, sentenceOf, tell } from '../frame/failure.tsx';
import { askTarget, putTarget, type Edit, type Target } from '../server/targets.ts';
import { deskWords } from '../words/words.ts';
import { keyOf, readSheet } from './sheet.ts';

export interface Cell {
  area: AreaName;
  period: string;
}

export const chosen = signal<Cell | null>(null);
export const seen = signal<{ target: Target; tag: string } | null>(null);
export const busy = signal(false);
export const problem = signal<string | null>(null);
/** Somebody else's versions, and the edit that they came before. */
export const clash = signal<{ theirs: { target: Target; tag: string }; yours: Edit } | null>(null);

export const periodName = (period: string) => {
  const w = deskWords.value.targets;
  return period === 'plan' ? w.plan : w.year(period);
};

export async function choose(cell: Cell) {
  chosen.value = cell;
  seen.value = null;
  problem.value = null;
  clash.value = null;
  try {
    const read = await askTarget(keyOf(cell.area.code, cell.period));
    if (chosen.value === cell) seen.value = read;
  } catch (error) {
    tell(error);
  }
}

export function letGo() {
  chosen.value = null;
  seen.value = null;
  clash.value = null;
  problem.value = null;
}

/** Adds the version; a faster one of somebody else is shown beside it. */
export async function save(edit: Edit, after = seen.value) {
  const cell = chosen.value;
  if (!cell || !after || busy.value) return;
  const w = deskWords.value.targets;
  const key = keyOf(cell.area.code, cell.period);
  busy.value = true;
  problem.value = null;
  try {
    seen.value = await putTarget(key, edit, after);
    clash.value = null;
    say(
      'value' in edit
        ? w.saved(cell.area.name, periodName(cell.period), count(edit.value))
        : w.withdrawnNow(cell.area.name, periodName(cell.period)),
    );
    await readSheet();
  } catch (error) {
    const refused = asProblem(error);
    if (refused.needsSignIn) return;
    if (refused.status === 412) clash.value = { theirs: await askTarget(key), yours: edit };
    else problem.value = refused.body.errors?.map(one => one.detail).join('；') || sentenceOf(refused);
  } finally {
    busy.value = false;
  }
}

export async function keepTheirs() {
  if (!clash.value) return;
  seen.value = clash.value.theirs;
  clash.value = null;
  await readSheet();
}
