// SPDX-License-Identifier: Apache-2.0
// Questions of the review desk, and their answers word for word as docs/API.md gives them.
import { address, ask, sending } from '../../api/request.ts';
import type { Bilingual, Day } from '../../api/types.ts';

export type Verdict = 'confirmed' | 'dismissed';
export interface Spot {
  lon: number;
  lat: number;
}
export interface Tally {
  open: number;
  confirmed: number;
  dismissed: number;
}
export interface Resolution {
  id: number;
  inspection: string;
  flag: string;
  verdict: Verdict;
  reason: string;
  by: string;
  recorded_at: string;
  supersedes: number | null;
}
export interface Doubt {
  flag: string;
  value?: number;
  unit?: string;
  detail: string;
  advice: string;
  spot?: Spot;
}
export interface FlagEntry extends Doubt, Spot {
  id: number;
  inspection: string;
  household: string;
  campaign: string;
  area: { code: string; name: string } | null;
  /** The other point of an impossible speed. */
  leap?: { inspection: string; metres: number; seconds: number };
  observed_at: string;
  recorded_at: string;
  by: string;
  batch: string;
  outcome: string;
  found_at: string;
  age_days: number;
  state: 'open' | Verdict;
  resolution: Resolution | null;
}
export interface FlagQueue {
  revision: number;
  kinds: Record<string, Tally>;
  areas: ({ code: string | null; name: string } & Tally)[];
  entries: FlagEntry[];
  next: number | null;
}
export interface Photo {
  sha256: string;
  bytes: number;
  width: number;
  height: number;
  taken_at: string | null;
  position: (Spot & { accuracy_m: number | null }) | null;
  named: boolean;
  doubts: Doubt[];
}
export interface InspectionBrief extends Spot {
  id: string;
  campaign: string;
  household: string;
  observed_at: string;
  recorded_at: string;
  by: string;
  datum: string;
  accuracy_m?: number | null;
  position_source: string;
  outcome: string;
  note?: string;
  area: string | null;
  distance_m?: number;
  declared_area?: string;
  flags: string[];
  score?: { total: number; maximum: number; pass_mark: number; passed: boolean };
}
export interface Inspection extends InspectionBrief {
  doubts: (Doubt & { state: 'open' | Verdict; found_at: string; resolutions: Resolution[] })[];
  photos: Photo[];
  missing: string[];
}
export interface Household {
  id: string;
  name: string;
  address: string;
  declared_area: string;
  lon?: number | null;
  lat?: number | null;
  conflicts: {
    field: string;
    values: { value: string; by: string; recorded_at: string; batch: string; revision: number }[];
  }[];
}
export interface Step {
  kind: string;
  to: string;
  name: Bilingual;
  on: Day;
  holds: string;
  counts: boolean;
  by: string;
  recorded_at: string;
  reason?: string;
}
export interface LegalStep {
  to: string;
  name: Bilingual;
  needs: string[];
}
export interface HouseholdHistory {
  inspections: InspectionBrief[];
  resolutions: { field: string; by: string; recorded_at: string; reason: string }[];
  campaigns: { campaign: string; steps: Step[]; legal: LegalStep[] }[];
}

export interface FlagQuestion {
  area: string | null;
  kind: string | null;
  after?: number;
  limit?: number;
}
export const askFlags = (question: FlagQuestion, signal?: AbortSignal) =>
  ask<FlagQueue>(address('/api/flags', { ...question }), signal ? { signal } : {});

export const askInspection = (id: string, signal: AbortSignal) =>
  ask<Inspection>(`/api/inspections/${id}`, { signal });
export const askHousehold = (id: string, signal: AbortSignal) =>
  ask<Household>(`/api/households/${encodeURIComponent(id)}`, { signal });
export const askHistory = (id: string, signal: AbortSignal) =>
  ask<HouseholdHistory>(`/api/households/${encodeURIComponent(id)}/history`, { signal });

export const photoAddress = (inspection: string, sha256: string, size: 'thumb' | 'full' | 'original') =>
  address(`/api/inspections/${inspection}/photos/${sha256}`, { size: size === 'full' ? null : size });

interface Word {
  verdict: Verdict;
  reason: string;
}
export const sayOfFlag = (entry: FlagEntry, word: Word & { supersedes?: number }) =>
  ask<Resolution>(
    `/api/flags/${entry.inspection}/${entry.flag}/resolve`,
    sending('POST', { ...word, entry: entry.id }),
  );
/** All of them or none. */
export const sayOfFlags = (entries: FlagEntry[], word: Word) =>
  ask<{ resolutions: Resolution[] }>(
    '/api/flags/resolve',
    sending('POST', {
      ...word,
      flags: entries.map(({ inspection, flag, id }) => ({ inspection, kind: flag, entry: id })),
    }),
  );

export const decide = (decision: {
  household: string;
  campaign: string;
  to: string;
  decided_on: Day;
  reason: string;
  inspections: string[];
}) => ask<{ id: string }>('/api/decisions', sending('POST', decision));

export const settle = (household: string, field: string, choice: number, reason: string) =>
  ask<{ conflicts: Household['conflicts'] }>(
    `/api/households/${encodeURIComponent(household)}/resolve`,
    sending('POST', { field, choice, reason }),
  );
