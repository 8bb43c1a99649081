// SPDX-License-Identifier: Apache-2.0
import { signal } from '@preact/signals';

/** Code of the area that the keyboard points at on the map; null while the keyboard is elsewhere. */
export const pointedAt = signal<string | null>(null);
