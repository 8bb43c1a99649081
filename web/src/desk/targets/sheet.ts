// SPDX-License-Identifier: Apache-2.0
// The targets on screen: an area with what lies beneath it, the plan and its years.
import { computed, signal } from '@preact/signals';
import { askArea } from '../../api/questions.ts';
import type { AreaAnswer, AreaName } from '../../api/types.ts';
import { me } from '../../session/session.ts';
import { failure, tell } from '../frame/failure.tsx';
import {
  askPlannedCampaigns,
  askTargets,
  type PlannedCampaign,
  type TargetKey,
  type TargetsAnswer,
} from '../server/targets.ts';

export interface Asked {
  campaign: string | null;
  indicator: string | null;
  area: string | null;
}

const query = new URLSearchParams(location.search);
export const asked = signal<Asked>({
  campaign: query.get('campaign'),
  indicator: query.get('indicator'),
  area: query.get('area'),
});
export const campaigns = signal<PlannedCampaign[]>([]);
export const sheet = signal<TargetsAnswer | null>(null);
export const place = signal<AreaAnswer | null>(null);

export const mayEdit = computed(() => me.value?.role === 'planner' || me.value?.role === 'admin');

export const campaign = computed(
  () => campaigns.value.find(one => one.id === asked.value.campaign) ?? campaigns.value[0] ?? null,
);
export const indicator = computed(() => {
  const of = campaign.value;
  if (!of) return null;
  return (
    of.indicators.find(one => one.id === asked.value.indicator) ??
    of.indicators.find(one => one.id === of.indicator?.id) ??
    of.indicators[0] ??
    null
  );
});

export interface SheetRow {
  area: AreaName;
  isParent: boolean;
  /** By period, in the order of the periods. */
  values: (number | null)[];
  yearsSum: number | null;
  /** Plan less the sum of its years; null where one of the two is missing. */
  planLess: number | null;
}

const summed = (values: (number | null)[]) =>
  values.some(value => value !== null) ? values.reduce<number>((sum, value) => sum + (value ?? 0), 0) : null;

export const less = (a: number | null, b: number | null) => (a === null || b === null ? null : a - b);

function rowOf(area: AreaName, isParent: boolean, values: (number | null)[]): SheetRow {
  const yearsSum = summed(values.slice(1));
  return { area, isParent, values, yearsSum, planLess: less(values[0] ?? null, yearsSum) };
}

/** The area itself first, then what lies beneath it. */
export const rows = computed<SheetRow[]>(() => {
  const answer = sheet.value;
  if (!answer) return [];
  const children = answer.periods[0]?.children ?? [];
  return [
    rowOf(
      answer.area,
      true,
      answer.periods.map(period => period.value),
    ),
    ...children.map((child, i) =>
      rowOf(
        child,
        false,
        answer.periods.map(period => period.children[i]?.value ?? null),
      ),
    ),
  ];
});

export const periods = computed(() => sheet.value?.periods.map(({ period }) => period) ?? []);

export const keyOf = (area: string, period: string): TargetKey => ({
  campaign: sheet.value!.campaign,
  indicator: sheet.value!.indicator,
  area,
  period,
});

let turn = 0;
let ended = new AbortController();

export async function readSheet() {
  const mine = ++turn;
  ended.abort();
  ended = new AbortController();
  try {
    if (campaigns.value.length === 0) campaigns.value = await askPlannedCampaigns();
    if (!campaign.value || !indicator.value) return;
    const { area } = asked.value;
    const [targets, around] = await Promise.all([
      askTargets({ campaign: campaign.value.id, indicator: indicator.value.id, area }, ended.signal),
      askArea({ area, as_of: null, revision: null }, ended.signal),
    ]);
    if (mine !== turn) return;
    failure.value = null;
    sheet.value = targets;
    place.value = around;
  } catch (error) {
    tell(error);
  }
}

/** Another campaign, indicator or area; Back returns. */
export function show(change: Partial<Asked>) {
  asked.value = { ...asked.value, ...change };
  const parameters = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(asked.value))
    if (value) parameters.set(name, value);
    else parameters.delete(name);
  const text = parameters.toString();
  history.pushState(null, '', `${location.pathname}${text ? `?${text}` : ''}${location.hash}`);
  void readSheet();
}

addEventListener('popstate', () => {
  const now = new URLSearchParams(location.search);
  const to = { campaign: now.get('campaign'), indicator: now.get('indicator'), area: now.get('area') };
  if (JSON.stringify(to) === JSON.stringify(asked.value)) return;
  asked.value = to;
  void readSheet();
});
