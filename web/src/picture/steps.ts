// SPDX-License-Identifier: Apache-2.0
import type { AreaAnswer, Level, PlacedArea } from '../api/types.ts';
import { levels } from '../view/view.ts';

/** Which areas are ranked and which are filled when an area is shown. */
export interface Steps {
  ranked: PlacedArea;
  rankingLevels: Level[];
  rankingLevel: Level;
  cellLevel: Level;
}

const finer = (level: Level): Level => levels[Math.min(levels.indexOf(level) + 1, levels.length - 1)]!;

export function stepsOf(place: AreaAnswer, wanted: Level | null): Steps {
  const isLeaf = place.children.length === 0;
  const ranked = (isLeaf && place.path.at(-2)) || place.area;
  const nearest = isLeaf ? place.area.level : place.children[0]!.level;
  const rankingLevels = isLeaf || nearest === 'village' ? [nearest] : [nearest, finer(nearest)];
  const rankingLevel = rankingLevels.find(level => level === wanted) ?? nearest;
  return { ranked, rankingLevels, rankingLevel, cellLevel: rankingLevels.at(-1)! };
}
