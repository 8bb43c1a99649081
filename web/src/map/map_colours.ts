// SPDX-License-Identifier: Apache-2.0
import type { Theme } from '../measure/palette.ts';

/** Lines, grounds and halos of the map (VISUAL.md 4.1 - 4.4). */
export interface MapColours {
  ground: string;
  outside: string;
  /** Opaque, as 10 % ink (7 % white) on the ground: overlapping joins must not show. */
  band: string;
  village: string;
  villageNear: string;
  villageCasing: string;
  township: string;
  outline: string;
  selection: string;
  selectionCore: string;
  hover: string;
  focus: string;
  text: string;
  textSoft: string;
  halo: string;
}

export const mapColours: Record<Theme, MapColours> = {
  light: {
    ground: '#F4F3F0',
    outside: '#EDEBE6',
    band: '#E2E0DD',
    village: 'rgba(255, 255, 255, 0.75)',
    villageNear: '#6F7C83',
    villageCasing: '#FFFFFF',
    township: 'rgba(27, 32, 37, 0.62)',
    outline: '#1B2025',
    selection: '#1B2025',
    selectionCore: '#FFFFFF',
    hover: 'rgba(27, 32, 37, 0.7)',
    focus: '#07617C',
    text: '#1B2025',
    textSoft: '#1B2025',
    halo: 'rgba(255, 255, 255, 0.92)',
  },
  dark: {
    ground: '#14171D',
    outside: '#1A1D22',
    band: '#24272D',
    village: 'rgba(12, 14, 18, 0.55)',
    villageNear: '#8F959B',
    villageCasing: '#14171D',
    township: 'rgba(240, 240, 235, 0.62)',
    outline: '#E9E8E3',
    selection: '#14171D',
    selectionCore: '#FFFFFF',
    hover: 'rgba(233, 232, 227, 0.7)',
    focus: '#72C7D5',
    text: '#F3F2EE',
    textSoft: '#E9E8E3',
    halo: 'rgba(16, 19, 24, 0.88)',
  },
};
