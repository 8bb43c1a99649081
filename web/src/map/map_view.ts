// SPDX-License-Identifier: Apache-2.0
// The MapLibre map. This file and what only it imports are loaded after the table is up.
import { effect } from '@preact/signals';
import { Map as MapLibre, setWorkerUrl, type PointLike, type VectorTileSource } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import type { PlacedArea } from '../api/types.ts';
import { picture } from '../picture/current.ts';
import { shownLayers } from '../rail/shown_layers.ts';
import { theme } from '../theme/theme.ts';
import { underPoints } from '../view/pointing.ts';
import { pointsFrom } from './area_layers.ts';
import { areaTileset, cellStates, recordTilesets, scene } from './current_scene.ts';
import { camera, drawing } from './camera.ts';
import { dots, hatch, patternScale } from './pattern_images.ts';
import { followPointer } from './pointer.ts';
import { tileLayerOf } from './scene.ts';
import { styleOf } from './style.ts';
import { symbolImage, symbolNames, symbolScale } from './symbols.ts';
import { readTileset } from './tilesets.ts';

setWorkerUrl(workerUrl);

const calm = matchMedia('(prefers-reduced-motion: reduce)');

export interface OpenMap {
  zoomBy: (steps: number) => void;
  showAll: () => void;
  close: () => void;
}

export async function openMap(container: HTMLElement): Promise<OpenMap> {
  areaTileset.value ??= await readTileset('areas');
  const map = new MapLibre({
    container,
    style: styleOf(scene.value!),
    bounds: picture.value!.place.area.bbox,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxZoom: 18,
    minZoom: 3,
    fadeDuration: 0,
    refreshExpiredTiles: false,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  fit(map, container, picture.value!.place.area, 0);
  setImages(map);
  await new Promise<void>((ready, failed) => {
    map.once('load', () => ready());
    map.once('error', event => !map.isStyleLoaded() && failed(event.error));
  });
  const stops = [
    effect(() => followTheme(map)),
    effect(() => followScene(map)),
    effect(() => followStates(map)),
    followErrors(map),
    followCamera(map),
    followArea(map, container),
    effect(() => void followLayers()),
    followPointer(map),
  ];
  return {
    zoomBy: steps => map.zoomTo(map.getZoom() + steps, { duration: duration() }),
    showAll: () => fit(map, container, picture.value!.place.area),
    close: () => {
      stops.forEach(stop => stop());
      map.remove();
    },
  };
}

const duration = () => (calm.matches ? 0 : 300);

/** Room for the buttons at the right and the scale at the bottom. */
function padding({ clientWidth, clientHeight }: HTMLElement) {
  const side = Math.round(Math.min(44, clientWidth * 0.06, clientHeight * 0.08));
  return { top: Math.round(side * 0.6), bottom: side, left: side, right: side };
}

/** The whole area; a village a little closer where that is all its households need to be seen one by one. */
function fit(map: MapLibre, container: HTMLElement, { bbox, level }: PlacedArea, ms = duration()) {
  const around = map.cameraForBounds(bbox, { padding: padding(container), maxZoom: 16 });
  if (around?.zoom === undefined) return;
  const isNearlyPoints = level === 'village' && around.zoom > pointsFrom - 0.6 && around.zoom < pointsFrom;
  map.easeTo({ ...around, zoom: isNearlyPoints ? pointsFrom : around.zoom, duration: ms });
}

function setImages(map: MapLibre) {
  const put = (name: string, image: ImageData, pixelRatio: number) =>
    map.hasImage(name) ? map.updateImage(name, image) : map.addImage(name, image, { pixelRatio });
  put('hatch', hatch(theme.value), patternScale);
  put('dots', dots(theme.value), patternScale);
  for (const name of symbolNames) put(name, symbolImage(name, theme.value), symbolScale);
}

const followTheme = (map: MapLibre) => setImages(map);

/** New tile addresses go to their source first: MapLibre then keeps the old tiles until the new ones are there. */
function followScene(map: MapLibre) {
  const now = scene.value;
  if (!now) return;
  const style = styleOf(now);
  for (const [name, source] of Object.entries(style.sources)) {
    const present = map.getSource<VectorTileSource>(name);
    const tiles = (source as { tiles: string[] }).tiles;
    if (present && present.tiles?.[0] !== tiles[0]) present.setTiles(tiles);
  }
  map.setStyle(style, { diff: true });
}

function followStates(map: MapLibre) {
  const states = cellStates.value;
  const level = picture.value?.cellLevel;
  if (!level) return;
  const cells = { source: 'areas', sourceLayer: tileLayerOf[level] };
  map.removeFeatureState(cells);
  for (const [id, state] of states) map.setFeatureState({ ...cells, id }, { class: state });
}

/** The camera moves when another area is shown, and keeps the whole area in view while the window changes. */
function followArea(map: MapLibre, container: HTMLElement): () => void {
  let code = picture.peek()!.place.area.code;
  let movedByHand = false;
  map.on(
    'movestart',
    event => (movedByHand ||= 'originalEvent' in event && event.originalEvent !== undefined),
  );
  map.on('resize', () => {
    if (!movedByHand) fit(map, container, picture.peek()!.place.area, 0);
  });
  return effect(() => {
    const area = picture.value!.place.area;
    if (area.code === code) return;
    code = area.code;
    movedByHand = false;
    fit(map, container, area);
  });
}

/** A tile that fails leaves a hole that the next change or move fills; the page goes on. */
function followErrors(map: MapLibre): () => void {
  const { unsubscribe } = map.on('error', event => console.warn('map:', event.error.message));
  return unsubscribe;
}

async function followLayers() {
  for (const layer of shownLayers.value) {
    if (recordTilesets.peek()[layer]) continue;
    try {
      const known = await readTileset(layer);
      recordTilesets.value = { ...recordTilesets.peek(), [layer]: known };
    } catch (error) {
      console.warn('map:', layer, error);
    }
  }
}

function followCamera(map: MapLibre): () => void {
  const update = () => {
    underPoints.value = map.getZoom() >= pointsFrom;
    const { width, height } = map.getCanvas().getBoundingClientRect();
    const at = (x: number): PointLike => [x, height - 20];
    const metres = map.unproject(at(20)).distanceTo(map.unproject(at(120)));
    const [[west, south], [east, north]] = map.getBounds().toArray();
    camera.value = { metresPerPixel: metres / 100, box: [west, south, east, north], width, height };
  };
  const busy = () => (drawing.value = true);
  map.on('move', update);
  map.on('resize', update);
  map.on('movestart', busy);
  map.on('dataloading', busy);
  map.on('idle', () => (drawing.value = false));
  update();
  return () => {
    map.off('move', update);
    map.off('resize', update);
  };
}
