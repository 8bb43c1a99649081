// SPDX-License-Identifier: Apache-2.0
import { computed, signal } from '@preact/signals';
import { askMapSettings } from '../api/questions.ts';
import type { MapSettings } from '../api/types.ts';
import { view } from '../view/address.ts';

/** What the server's settings say about maps; null until they are known. */
export const mapSettings = signal<MapSettings | null>(null);

let asked: Promise<void> | null = null;

/** Asks once; without an answer there are no base maps and the lines of paper maps stay empty. */
export function readMapSettings(): Promise<void> {
  asked ??= askMapSettings().then(
    answer => void (mapSettings.value = answer),
    () => void (asked = null),
  );
  return asked;
}

/** The base map that the reader has chosen, if the server offers it. */
export const baseMap = computed(
  () => mapSettings.value?.base_maps.find(({ id }) => id === view.value.base) ?? null,
);
