// SPDX-License-Identifier: Apache-2.0
// The export that is being made in the background: one for each window, kept while the panel is closed and when the page
// is loaded again.
import { signal } from '@preact/signals';
import { askExportJob, beginExport, removeExportJob, type ExportQuestion } from '../api/questions.ts';
import { Problem } from '../api/request.ts';
import type { ExportJob } from '../api/types.ts';

const key = 'courtyard.export';
const pauseMs = 1000;

export const job = signal<ExportJob | null>(null);
/** What went wrong with it: a sentence, or `gone`. */
export const trouble = signal<{ gone: boolean; detail: string } | null>(null);

export const isUnderWay = (one: ExportJob) => one.state === 'waiting' || one.state === 'running';

let next: ReturnType<typeof setTimeout> | undefined;

function remember(id: string | null) {
  try {
    if (id) sessionStorage.setItem(key, id);
    else sessionStorage.removeItem(key);
  } catch {
    // A window without storage forgets its job when it is loaded again.
  }
}

function take(one: ExportJob) {
  job.value = one;
  trouble.value = null;
  if (isUnderWay(one)) next = setTimeout(() => void look(one.id), pauseMs);
}

async function look(id: string) {
  try {
    const one = await askExportJob(id);
    // What was stopped meanwhile is not shown again.
    if (job.value === null || job.value.id === id) take(one);
  } catch (error) {
    const status = error instanceof Problem ? error.status : 0;
    if (status === 404 || status === 410) {
      job.value = null;
      remember(null);
      trouble.value = { gone: true, detail: '' };
    } else next = setTimeout(() => void look(id), 5 * pauseMs);
  }
}

export async function begin(question: ExportQuestion) {
  trouble.value = null;
  try {
    const one = await beginExport(question);
    clearTimeout(next);
    remember(one.id);
    take(one);
  } catch (error) {
    trouble.value = { gone: false, detail: error instanceof Problem ? error.message : '' };
  }
}

/** Stops what is under way, and removes what is there. */
export async function drop() {
  const id = job.value?.id;
  clearTimeout(next);
  job.value = null;
  trouble.value = null;
  remember(null);
  if (id) await removeExportJob(id).catch(() => undefined);
}

/** Goes on with the job of before the page was loaded again. */
export function resume() {
  if (job.value) return;
  try {
    const id = sessionStorage.getItem(key);
    if (id) void look(id);
  } catch {
    // Without storage there is none.
  }
}
