// SPDX-License-Identifier: Apache-2.0
import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Icon, type IconName } from '../icons/icon.tsx';
import { lazily } from '../lazy/lazy.tsx';
import { shownMeasure } from '../measure/shown.ts';
import { picture } from '../picture/current.ts';
import type { Picture } from '../picture/picture.ts';
import { useSize } from '../page/size.ts';
import { helpWanted } from '../page/help.ts';
import { fullDay } from '../words/days.ts';
import { lang, words } from '../words/words.ts';
import { AreaCard } from './area_card.tsx';
import { AreaList } from './area_list.tsx';
import { baseMap, mapSettings, readMapSettings } from './base_map.ts';
import { BaseMapMenu } from './base_map_menu.tsx';
import { camera, drawing } from './camera.ts';
import { mapSize, sketchFailed } from './current_sketch.ts';
import type { OpenMap } from './map_view.ts';
import { RecordCard } from './record_card.tsx';
import { ScaleBar } from './scale_bar.tsx';
import { sketchControls, SketchPanel } from './sketch_panel.tsx';
import { TipBox } from './tip_box.tsx';
import './map.css';

/** Circles of reach and marks of doubts lie over whichever map there is. */
const MapOverlay = lazily(() => import('../themes/map_overlay.tsx').then(module => module.MapOverlay));
const hasOverlay = (now: Picture | null) => now?.theme === 'reach' || now?.theme === 'quality';

/** drawn: the map of borders alone, for good. */
type Opening = 'not-yet' | 'open' | 'drawn' | 'failed';
const opening = signal<Opening>('not-yet');
let map: OpenMap | null = null;
let begun = false;

function hasWebGl2(): boolean {
  try {
    return document.createElement('canvas').getContext('webgl2') !== null;
  } catch {
    return false;
  }
}

/** MapLibre is fetched only now: table, figures and the drawn map are on screen already. */
async function open(container: HTMLElement) {
  if (begun) return;
  begun = true;
  await readMapSettings();
  if (!hasWebGl2()) {
    opening.value = 'drawn';
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
  const panel = useRef<HTMLElement>(null);
  const container = useRef<HTMLDivElement>(null);
  const size = useSize(panel);
  const now = picture.value;
  const w = words.value;
  useEffect(() => {
    mapSize.value = size;
  }, [size]);
  // Without borders to draw there is nothing to wait for.
  const goesWithout = now !== null && sketchFailed.value;
  useEffect(() => {
    if (goesWithout) void open(container.current!);
  }, [goesWithout]);
  const name = now
    ? w.mapOf(
        now.place.area.name,
        w.measureName(shownMeasure.value, now.campaign.years.length),
        fullDay(now.asOf, lang.value),
      )
    : w.map;
  const isOpen = opening.value === 'open';
  return (
    <section
      ref={panel}
      class="map-panel"
      aria-label={name}
      data-map={isOpen && drawing.value ? 'drawing' : opening.value}
      data-box={camera.value?.box.join(',')}
    >
      <div class="map-canvas" ref={container} />
      {!isOpen && <SketchPanel label={name} onPainted={() => void open(container.current!)} />}
      {opening.value === 'drawn' && <p class="map-message">{w.mapUnavailable}</p>}
      {(opening.value === 'failed' || (sketchFailed.value && !isOpen)) && (
        <p class="map-message">{w.mapFailed}</p>
      )}
      <AreaList />
      <Controls isOpen={isOpen} />
      <ScaleBar />
      <TipBox />
      <AreaCard />
      <RecordCard />
      {hasOverlay(now) && <MapOverlay />}
      {isOpen && baseMap.value && <p class="attribution">{baseMap.value.attribution}</p>}
    </section>
  );
}

function Controls({ isOpen }: { isOpen: boolean }) {
  const w = words.value;
  const shown = () => (isOpen && map) || sketchControls;
  const buttons: { icon: IconName; label: string; press: () => void }[] = [
    { icon: 'plus', label: w.zoomIn, press: () => shown().zoomBy(1) },
    { icon: 'minus', label: w.zoomOut, press: () => shown().zoomBy(-1) },
    { icon: 'home', label: w.wholeArea, press: () => shown().showAll() },
    { icon: 'keyboard', label: w.keys.title, press: () => (helpWanted.value = true) },
  ];
  return (
    <div class="map-tools">
      <div class="map-controls">
        {buttons.map(({ icon, label, press }) => (
          <button key={icon} type="button" aria-label={label} title={label} onClick={press}>
            <Icon name={icon} />
          </button>
        ))}
      </div>
      {isOpen && (mapSettings.value?.base_maps.length ?? 0) > 0 && <BaseMapMenu />}
    </div>
  );
}
