// SPDX-License-Identifier: Apache-2.0
import { computed } from '@preact/signals';
import type { RecordLayer } from '../api/types.ts';
import { picture } from '../picture/current.ts';
import { isSignedIn, me } from '../session/session.ts';
import type { Picture } from '../picture/picture.ts';
import { view } from '../view/address.ts';
import { recordLayers } from '../view/view.ts';

/** Layers of records this reader may see; points of households are not public below level 2. */
export const visibleLayers = computed<readonly RecordLayer[]>(() => {
  const seesHouseholds = isSignedIn.value || me.value?.public_level === 2;
  return recordLayers.filter(layer => seesHouseholds || layer === 'bases' || layer === 'help-points');
});

/** Layers on the map: those chosen, or the records of the campaign where they are few enough to be read one by one. */
export const shownLayers = computed<RecordLayer[]>(() => {
  const { layers } = view.value;
  const record = picture.value && layerOf(picture.value);
  const isVillage = picture.value?.place.area.level === 'village';
  const usual = record && (record !== 'courtyards' || isVillage) ? [record] : [];
  return (layers ?? usual).filter(layer => visibleLayers.value.includes(layer));
});

/** The layer that shows what is counted; figures that people report are drawn nowhere. */
function layerOf({ theme, campaign }: Picture): RecordLayer | null {
  if (theme === 'returns' || theme === 'quality') return null;
  return recordLayers.find(layer => layer === campaign.record) ?? null;
}
