// SPDX-License-Identifier: Apache-2.0
// Questions of the import page, and their answers word for word as docs/API.md gives them.
import { address, ask, Problem, refusal } from '../../api/request.ts';
import type { Box, ProblemBody } from '../../api/types.ts';
import type { Shape } from '../plan/projection.ts';
import type { Spot } from './flags.ts';

export const rowClasses = ['matched', 'new', 'unchanged', 'conflicting', 'outside', 'refused'] as const;
export type RowClass = (typeof rowClasses)[number];

export interface TableRow extends Partial<Spot> {
  row: number;
  class: RowClass;
  id: string | null;
  area: string | null;
  flags: string[];
  file?: string;
  differences: { field: string; stored: string; given: string }[];
}
export interface Rejection {
  row: number;
  column: string;
  code: string;
  detail: string;
  file?: string;
}
/** Why rows were refused: of one code all are counted, and the first is told. */
export interface Reason {
  code: string;
  rows: number;
  first: Rejection;
}
export interface Reading {
  datum: string;
  axes: string;
  inside: number;
  measured: number;
}
export interface Columns {
  recognised: Record<string, { column?: string; value?: string; by: 'header' | 'map' | 'set' }>;
  ignored: string[];
}
export interface ColumnQuestion extends Columns {
  missing: { field: string; headers: string[] }[];
  candidates: { column: string; samples: string[] }[];
}
export const changeKinds = ['changed', 'new', 'missing', 'unchanged'] as const;
export type ChangeKind = (typeof changeKinds)[number];
/** What a file does to one record that is held, or that it brings. */
export interface ChangeRow {
  code?: string;
  id?: string;
  name: string;
  kind: ChangeKind;
  row: number | null;
  fields: { name: string; before: string; after: string }[];
  before?: [number, number];
  after?: [number, number];
  moved_m?: number;
  bounds?: Box;
  changed_bounds?: Box;
  area_gained_m2?: number;
  area_lost_m2?: number;
}
export interface Changes extends Record<ChangeKind, number> {
  mark: string;
  missing_stay: boolean;
  rows: ChangeRow[];
}
/** Outlines of an area before and after, and what lies between them. */
export interface Outlines {
  features: { id: 'before' | 'after' | 'gained' | 'lost'; geometry: Shape }[];
}

export interface ImportReport {
  id: string;
  kind: string;
  content_hash: string;
  stored: boolean;
  rows: number;
  accepted: number;
  unchanged: number;
  rejected: number;
  revision: number;
  format: string;
  encoding: string | null;
  datum?: {
    declared: string;
    used: string;
    detected: string | null;
    evidence: {
      finding: string;
      detail: string;
      witnesses: number;
      readings: Reading[];
    } | null;
  } | null;
  columns?: Columns;
  notes: string[];
  rejections: Rejection[];
  /** Reports of older programs have none. */
  reasons?: Reason[];
  doubts: Rejection[];
  table: { counts: Record<RowClass, number>; rows: TableRow[] };
  changes?: Changes | null;
}
export interface BatchLine {
  id: string;
  kind: string;
  file_name: string;
  content_hash: string;
  by: string;
  recorded_at: string;
  undone: boolean;
}
export interface Undone {
  id: string;
  undone: boolean;
  kept: { kind: string; id: string; reason: string }[];
}

/** How a file is to be read: parameters of the import, `map.FIELD` and `set.FIELD` among them. */
export type Terms = Record<string, string | null>;

export interface Upload {
  answer: Promise<{ report: ImportReport; waitsUntil: string | null; stored: boolean }>;
  cancel: () => void;
}

/** Sends a file and tells how far it is; only XMLHttpRequest knows that of an upload. */
export function sendFile(id: string, file: File, terms: Terms, progress: (share: number) => void): Upload {
  const request = new XMLHttpRequest();
  const answer = new Promise<Awaited<Upload['answer']>>((resolve, reject) => {
    request.open('PUT', address(`/api/imports/${id}`, { ...terms, filename: file.name }));
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Accept-Language', document.documentElement.lang);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.onprogress = event => event.lengthComputable && progress(event.loaded / event.total);
    request.upload.onload = () => progress(1);
    request.onerror = () => reject(new Problem(0, '', null));
    request.onabort = () => reject(new DOMException('', 'AbortError'));
    request.onload = () => {
      const body = parsed(request.responseText);
      // A refusal of rows is a report like any other; everything else that is refused is a problem.
      if (body && 'table' in body)
        resolve({
          report: body as unknown as ImportReport,
          waitsUntil: request.getResponseHeader('courtyard-waits-until'),
          stored: request.status === 201,
        });
      else reject(refusal(request.status, body as Partial<ProblemBody> | null));
    };
    request.send(file);
  });
  return { answer, cancel: () => request.abort() };
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return null;
  }
}

export const confirmImport = (id: string) =>
  ask<ImportReport>(`/api/imports/${id}/confirm`, { method: 'POST' });
export const askImports = async () => (await ask<{ imports: BatchLine[] }>('/api/imports?limit=100')).imports;
export const askImport = (id: string) => ask<ImportReport>(`/api/imports/${id}`);
export const askOutlines = (id: string, code: string, signal: AbortSignal) =>
  ask<Outlines>(`/api/imports/${id}/changes/${encodeURIComponent(code)}`, { signal });
export const undoImport = (id: string, how: 'try' | 'do') =>
  ask<Undone>(address(`/api/imports/${id}`, { dry_run: how === 'try' ? 'true' : null }), {
    method: 'DELETE',
  });
export const templateAddress = (kind: string, format: 'xlsx' | 'csv') =>
  `/api/imports/templates/${kind}.${format}`;
