// SPDX-License-Identifier: Apache-2.0
import { effect, signal } from '@preact/signals';
import { listen } from '../api/events.ts';
import type { ChangeEvent } from '../api/types.ts';
import { begun, confirmAccount, isSignedIn, me, over } from '../session/session.ts';
import { view } from '../view/address.ts';
import { campaign, load, picture, reload } from './current.ts';
import type { Picture } from './picture.ts';
import { forgetEverything, forgetFigures } from './kept.ts';
import { newest } from './snapshot.ts';

export const connected = signal(true);

/** Revision at which the records of a layer last changed; part of the address of its tiles. */
export const layerRevision = signal<Record<string, number>>({});

/** What changed a moment ago, and on which row; shown quietly for six seconds. */
export interface Change {
  fid: number;
  name: string;
  completed: number;
  proposed: number;
  newPoints: boolean;
}
export const changes = signal<Change[]>([]);
let fading = 0;

/** Rows that differ between two pictures of the same question, most changed first. */
export function differences(before: Picture, after: Picture, change: ChangeEvent): Change[] {
  const old = new Map(before.ranking.rows.map(row => [row.fid, row]));
  const found: Change[] = [];
  for (const row of after.ranking.rows) {
    const was = old.get(row.fid);
    if (!was) continue;
    const completed = (row.completed ?? 0) - (was.completed ?? 0);
    const proposed = (row.proposed ?? 0) - (was.proposed ?? 0);
    const newPoints = change.layers.includes('inspections') && change.areas.includes(row.code);
    if (completed !== 0 || proposed !== 0 || newPoints)
      found.push({ fid: row.fid, name: row.name, completed, proposed, newPoints });
  }
  return found.sort((a, b) => Math.abs(b.completed) - Math.abs(a.completed));
}

const sameQuestion = (a: Picture, b: Picture) =>
  a.campaign.id === b.campaign.id &&
  a.ranked.code === b.ranked.code &&
  a.rankingLevel === b.rankingLevel &&
  a.theme === b.theme &&
  a.indicator.id === b.indicator.id &&
  a.asOf === b.asOf;

function show(found: Change[]) {
  if (found.length === 0) return;
  clearTimeout(fading);
  changes.value = found;
  fading = window.setTimeout(() => (changes.value = []), 6000);
}

let compareWith: Picture | null = null;
let pending: ChangeEvent | null = null;

async function onChange(change: ChangeEvent) {
  // Nobody reads it, and what comes now is what the public sees.
  if (over.peek()) return;
  newest.value = change.revision;
  const next = { ...layerRevision.value };
  for (const layer of change.layers) next[layer] = change.revision;
  layerRevision.value = next;
  const isShown = campaign.peek() && change.campaigns.includes(campaign.peek()!.id);
  const isOfAll = picture.peek()?.theme === 'quality' || picture.peek()?.theme === 'reach';
  if ((!isShown && !isOfAll) || view.peek().snapshot !== null) return;
  forgetFigures();
  compareWith ??= picture.peek();
  pending = pending
    ? { ...change, areas: [...pending.areas, ...change.areas], layers: [...pending.layers, ...change.layers] }
    : change;
  await reload();
}

function readAnew() {
  forgetEverything();
  void load();
}

const stillThere = () => !isSignedIn.peek() || confirmAccount();

/** A stream that broke may have ended with the session: what the public sees does not stand under an account's name. */
async function onResync() {
  if (await stillThere()) readAnew();
}

/** Keeps the page up to date from the moment it has something to show. */
export function followServer() {
  effect(() => {
    const now = picture.value;
    if (!now || !pending || !compareWith || now === compareWith) return;
    if (sameQuestion(compareWith, now)) show(differences(compareWith, now, pending));
    compareWith = null;
    pending = null;
  });
  let wasOver = false;
  effect(() => {
    if (wasOver && !over.value) readAnew();
    wasOver = over.value;
  });
  effect(() => {
    if (!begun.value || over.value) return undefined;
    const account = me.peek()?.name ?? '';
    return listen(account, {
      onChange,
      onResync: () => void onResync(),
      onConnection: up => (connected.value = up),
      onRefused: () => void stillThere(),
    });
  });
}
