// SPDX-License-Identifier: Apache-2.0
import type { Campaign } from '../api/types.ts';

export const groups = ['village', 'family', 'rights', 'children', 'women', 'other'] as const;
export type Group = (typeof groups)[number];

/** What the campaigns of the catalogue are about; a campaign of a deployment stands with the others. */
const groupOf: Record<string, Group> = {
  'beautiful-courtyard': 'village',
  'skilled-wife': 'village',
  'skills-training': 'village',
  'job-fairs': 'village',
  'model-families': 'family',
  'family-education': 'family',
  honours: 'family',
  'dispute-mediation': 'rights',
  'dispute-cases': 'rights',
  'rights-protection': 'rights',
  'child-care': 'children',
  'child-relief': 'children',
  'child-friendly-city': 'children',
  'new-organisations': 'women',
  'village-groups': 'women',
  'volunteer-sites': 'women',
  visits: 'women',
  'health-screening': 'women',
};

const plain = (text: string) => text.toLowerCase().replace(/\s+/g, ' ').trim();

/** Campaigns by group whose own name or the name of an indicator holds the words; empty groups are left out. */
export function grouped(all: readonly Campaign[], wanted: string): [Group, Campaign[]][] {
  const sought = plain(wanted);
  const holds = ({ name, indicators }: Campaign) =>
    [name, ...indicators.map(one => one.name)].some(
      ({ zh, en }) => plain(zh).includes(sought) || plain(en).includes(sought),
    );
  const found = all.filter(one => sought === '' || holds(one));
  return groups
    .map((group): [Group, Campaign[]] => [group, found.filter(one => (groupOf[one.id] ?? 'other') === group)])
    .filter(([, members]) => members.length > 0);
}
