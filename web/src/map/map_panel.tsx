// SPDX-License-Identifier: Apache-2.0
import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../icons/icon.tsx';
import { shownMeasure } from '../measure/shown.ts';
import { picture } from '../picture/current.ts';
import type { Picture } from '../picture/picture.ts';
import { fullDay } from '../words/days.ts';
import { lang, words } from '../words/words.ts';
import { AreaCard } from './area_card.tsx';
import { lazily } from '../lazy/lazy.tsx';
import { camera, drawing } from './camera.ts';
import type { OpenMap } from './map_view.ts';
import { RecordCard } from './record_card.tsx';
import { ScaleBar } from './scale_bar.tsx';
import { TipBox } from './tip_box.tsx';
import './map.css';

/** Circles of reach and marks of doubts lie over whichever map there is. */
const MapOverlay = lazily(() => import('../themes/map_overlay.tsx').then(module => module.MapOverlay));
const hasOverlay = (now: Picture | null) => now?.theme === 'reach' || now?.theme === 'quality';

type Opening = 'not-yet' | 'open' | 'unavailable' | 'failed';
const opening = signal<Opening>('not-yet');
let map: OpenMap | null = null;

function hasWebGl2(): boolean {
  try {
    return document.createElement('canvas').getContext('webgl2') !== null;
  } catch {
    return false;
  }
}

/** MapLibre is fetched only now: table and figures are on screen already. */
async function open(container: HTMLElement) {
  if (!hasWebGl2()) {
    opening.value = 'unavailable';
    return;
  }
  try {
    const { openMap } = await import('./map_view.ts');
    map = await openMap(container);
    opening.value = 'open';
  } catch (error) {
    console.warn('map:', error);
    opening.value = 'failed';
  }
}

export function MapPanel() {
  const container = useRef<HTMLDivElement>(null);
  const now = picture.value;
  const isReady = now !== null;
  const w = words.value;
  useEffect(() => {
    if (isReady && container.current && !map) requestAnimationFrame(() => void open(container.current!));
  }, [isReady]);
  const name =
    now &&
    w.mapOf(
      now.place.area.name,
      w.measureName(shownMeasure.value, now.campaign.years.length),
      fullDay(now.asOf, lang.value),
    );
  return (
    <section
      class="map-panel"
      aria-label={name ?? w.map}
      data-map={opening.value === 'open' && drawing.value ? 'drawing' : opening.value}
      data-box={camera.value?.box.join(',')}
    >
      <div class="map-canvas" ref={container} />
      {opening.value === 'open' ? (
        <Controls />
      ) : (
        <p class="map-message">{isReady && messageOf(opening.value)}</p>
      )}
      {opening.value === 'open' && <ScaleBar />}
      <TipBox />
      <AreaCard />
      <RecordCard />
      {hasOverlay(now) && <MapOverlay />}
    </section>
  );
}

function messageOf(state: Opening): string {
  const w = words.value;
  if (state === 'unavailable') return w.mapUnavailable;
  return state === 'failed' ? w.mapFailed : w.mapLoading;
}

function Controls() {
  const w = words.value;
  const buttons = [
    { icon: 'plus', label: w.zoomIn, press: () => map?.zoomBy(1) },
    { icon: 'minus', label: w.zoomOut, press: () => map?.zoomBy(-1) },
    { icon: 'home', label: w.wholeArea, press: () => map?.showAll() },
  ] as const;
  return (
    <div class="map-controls">
      {buttons.map(({ icon, label, press }) => (
        <button key={icon} type="button" aria-label={label} title={label} onClick={press}>
          <Icon name={icon} />
        </button>
      ))}
    </div>
  );
}
