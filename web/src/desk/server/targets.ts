// SPDX-License-Identifier: Apache-2.0
// Questions of the targets page, and their answers word for word as docs/API.md gives them.
import { address, ask, askWhole, sending } from '../../api/request.ts';
import type { AreaName, Bilingual, Day } from '../../api/types.ts';

export interface Version {
  approved_on: Day;
  value: number | null;
  withdrawn: boolean;
  approved_by: string;
  reason: string;
}
export interface PeriodTargets {
  /** `plan` or a year. */
  period: string;
  value: number | null;
  children: (AreaName & { value: number | null })[];
  sum_of_children: number | null;
}
export interface TargetsAnswer {
  campaign: string;
  indicator: string;
  as_of: Day;
  area: AreaName;
  periods: PeriodTargets[];
}
export interface Target {
  versions: Version[];
}
export interface TargetKey {
  campaign: string;
  indicator: string;
  area: string;
  period: string;
}
export interface PlannedCampaign {
  id: string;
  name: Bilingual;
  indicator: { id: string } | null;
  indicators: { id: string; name: Bilingual; unit: Bilingual; kind: string }[];
}

export const askPlannedCampaigns = async () =>
  (await ask<{ campaigns: PlannedCampaign[] }>('/api/campaigns')).campaigns;

export const askTargets = (
  question: { campaign: string; indicator: string; area: string | null },
  signal: AbortSignal,
) => ask<TargetsAnswer>(address('/api/targets', question), { signal });

const targetAddress = ({ campaign, indicator, area, period }: TargetKey) =>
  `/api/targets/${[campaign, indicator, area, period].map(encodeURIComponent).join('/')}`;

/** One target with the tag that an edit must name. */
export async function askTarget(key: TargetKey): Promise<{ target: Target; tag: string }> {
  const response = await askWhole(targetAddress(key));
  return { target: (await response.json()) as Target, tag: response.headers.get('ETag') ?? '' };
}

export type Edit = { approved_on: Day; approved_by: string; reason: string } & (
  { value: number } | { withdrawn: true }
);

/** Adds a version after those that were seen; 412 when there are others by now. */
export async function putTarget(
  key: TargetKey,
  edit: Edit,
  seen: { target: Target; tag: string },
): Promise<{ target: Target; tag: string }> {
  const init = sending('PUT', edit);
  const response = await askWhole(targetAddress(key), {
    ...init,
    headers: {
      ...init.headers,
      ...(seen.target.versions.length === 0 ? { 'If-None-Match': '*' } : { 'If-Match': seen.tag }),
    },
  });
  return { target: (await response.json()) as Target, tag: response.headers.get('ETag') ?? '' };
}
