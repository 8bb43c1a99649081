// SPDX-License-Identifier: Apache-2.0
// Files on their way: chosen, tried without storing anything, then imported or put away.
import { computed, signal } from '@preact/signals';
import { Problem } from '../../api/request.ts';
import { me } from '../../session/session.ts';
import { asProblem, failure, tell } from '../frame/failure.tsx';
import {
  askImports,
  confirmImport,
  sendFile,
  type BatchLine,
  type ColumnQuestion,
  type ImportReport,
  type Terms,
} from '../server/imports.ts';
import { beginningOf, guessedKind, kindsFor } from './kinds.ts';

export type FileState =
  'chosen' | 'waiting' | 'uploading' | 'tried' | 'question' | 'refused' | 'confirming' | 'stored';

export interface Incoming {
  key: number;
  /** Of the import: a file tried again under other terms is another one. */
  id: string;
  file: File;
  state: FileState;
  guessed: boolean;
  kind: string;
  terms: Terms;
  progress: number;
  report: ImportReport | null;
  waitsUntil: string | null;
  question: ColumnQuestion | null;
  problem: Problem | null;
}

export const files = signal<Incoming[]>([]);
export const batches = signal<BatchLine[] | null>(null);
const cancels = new Map<number, () => void>();
let keys = 0;
let queue: Promise<void> = Promise.resolve();

/** A file on the way is lost when the page is left. */
export const isBusy = computed(() =>
  files.value.some(({ state }) => ['waiting', 'uploading', 'confirming'].includes(state)),
);

/** RFC 9562 version 4, also where the page is not served over https. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export function change(key: number, to: Partial<Incoming>) {
  files.value = files.value.map(one => (one.key === key ? { ...one, ...to } : one));
}

export const found = (key: number) => files.value.find(one => one.key === key);

/** Takes files in and tries those whose content is clear at once. */
export async function take(list: Iterable<File>, kind: string | null = null) {
  for (const file of list) {
    const guess = kind ?? guessedKind(file.name, await beginningOf(file), kindsFor(me.value?.role ?? null));
    const one: Incoming = {
      key: ++keys,
      id: newId(),
      file,
      state: 'chosen',
      guessed: guess !== null && kind === null,
      kind: guess ?? '',
      terms: { datum: 'wgs84' },
      progress: 0,
      report: null,
      waitsUntil: null,
      question: null,
      problem: null,
    };
    files.value = [...files.value, one];
    if (guess) tryIt(one.key);
  }
}

/** One after the other: two uploads at once only slow each other down. */
function afterThoseBefore(work: () => Promise<void>) {
  queue = queue.then(work, work);
}

/** Sends the file for a dry run under its present terms. */
export function tryIt(key: number, terms: Terms = {}) {
  const one = found(key);
  if (!one || !one.kind) return;
  change(key, {
    id: newId(),
    state: 'waiting',
    terms: { ...one.terms, ...terms },
    report: null,
    question: null,
    problem: null,
    progress: 0,
  });
  afterThoseBefore(() => upload(key, { dry_run: 'true' }));
}

/** Imports what is valid and leaves out the refused rows. */
export function importValid(key: number) {
  const mark = found(key)?.report?.changes?.mark ?? null;
  change(key, { state: 'waiting', progress: 0 });
  afterThoseBefore(() => upload(key, { accept: 'valid', mark }));
}

async function upload(key: number, how: Terms) {
  const one = found(key);
  if (one?.state !== 'waiting') return;
  change(key, { state: 'uploading' });
  const { answer, cancel } = sendFile(one.id, one.file, { kind: one.kind, ...one.terms, ...how }, share =>
    change(key, { progress: share }),
  );
  cancels.set(key, cancel);
  try {
    const { report, waitsUntil, stored } = await answer;
    change(key, { state: stored ? 'stored' : 'tried', report, waitsUntil });
    failure.value = null;
    if (stored) await readBatches();
  } catch (error) {
    if (error instanceof DOMException) return;
    const problem = asProblem(error);
    if (problem.needsSignIn) return change(key, { state: 'chosen' });
    const columns = problem.body.columns as ColumnQuestion | undefined;
    change(
      key,
      columns?.missing ? { state: 'question', question: columns, problem } : { state: 'refused', problem },
    );
  } finally {
    cancels.delete(key);
  }
}

export async function confirm(key: number) {
  const one = found(key);
  if (one?.state !== 'tried') return;
  change(key, { state: 'confirming' });
  try {
    change(key, { state: 'stored', report: await confirmImport(one.id), problem: null });
    await readBatches();
  } catch (error) {
    const problem = asProblem(error);
    // Some rows no longer fit: what was written meanwhile is in the new report.
    if ('table' in problem.body)
      change(key, { state: 'tried', report: problem.body as unknown as ImportReport });
    else change(key, { state: 'tried', problem: problem.needsSignIn ? null : problem });
  }
}

export function cancel(key: number) {
  change(key, { state: 'chosen', progress: 0 });
  cancels.get(key)?.();
}

export function putAway(key: number) {
  cancels.get(key)?.();
  files.value = files.value.filter(one => one.key !== key);
}

export async function readBatches() {
  try {
    batches.value = await askImports();
  } catch (error) {
    tell(error);
  }
}

/** The same content above, or imported before and not undone. */
export function sameContent(one: Incoming): { above: boolean; batch: BatchLine | null } {
  const hash = one.report?.content_hash;
  if (!hash) return { above: false, batch: null };
  const above = files.value.some(
    other => other.key < one.key && other.kind === one.kind && other.report?.content_hash === hash,
  );
  const batch =
    batches.value?.find(
      line => line.content_hash === hash && line.kind === one.kind && !line.undone && line.id !== one.id,
    ) ?? null;
  return { above, batch };
}

/** Asks before the page is left while something is on its way. */
export function warnBeforeLeaving() {
  addEventListener('beforeunload', event => {
    if (isBusy.value) event.preventDefault();
  });
}
