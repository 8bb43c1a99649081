// SPDX-License-Identifier: Apache-2.0
// The themes of the rail and what choosing one changes.
import type { Campaign } from '../api/types.ts';
import type { IconName } from '../icons/icon.tsx';
import { campaign } from '../picture/current.ts';
import { campaigns } from '../session/session.ts';
import { go, view } from '../view/address.ts';
import { defaultView, type Theme, type View } from '../view/view.ts';

/** Themes begin afresh; area, day, revision and language stay. */
const afresh = {
  layers: null,
  selected: null,
  level: null,
  compare: null,
  indicator: null,
  classes: null,
  tried: null,
  pointKind: null,
  measure: defaultView.measure,
} satisfies Partial<View>;

export const showCampaign = (id: string, indicator: string | null = null) =>
  go({ ...afresh, theme: 'progress', campaign: id, indicator });

export function showTheme(theme: Theme) {
  const fits = campaignsOf[theme];
  const now = campaign.peek();
  const next = now && fits(now) ? now : campaigns.peek().find(fits);
  if (next) go({ ...afresh, theme, campaign: next.id });
}

/** Which campaigns a theme can be about. */
export const campaignsOf: Record<Theme, (one: Campaign) => boolean> = {
  progress: () => true,
  reach: one => one.record === 'help-points' || one.record === 'bases',
  returns: one => one.returns !== null,
  quality: one => one.record === 'courtyards',
};

const iconOf: Partial<Record<Campaign['record'], IconName>> = {
  courtyards: 'courtyard',
  bases: 'base',
  'help-points': 'family',
};
export const campaignIcon = (one: Campaign): IconName => iconOf[one.record] ?? 'report';

/** Campaigns with a line of their own: those with records on the map, and the one on screen. */
export function listed(all: readonly Campaign[]): Campaign[] {
  const { theme } = view.value;
  return all.filter(one => iconOf[one.record] || (theme === 'progress' && one === campaign.value));
}
