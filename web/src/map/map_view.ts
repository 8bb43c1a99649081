// SPDX-License-Identifier: Apache-2.0
// The MapLibre map. This file and what only it imports are loaded after the table is up.
import { effect } from '@preact/signals';
import { Map as MapLibre, setWorkerUrl, type PointLike, type VectorTileSource } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { picture } from '../picture/current.ts';
import { shownLayers } from '../rail/shown_layers.ts';
import { theme } from '../theme/theme.ts';
import { underPoints } from '../view/pointing.ts';
import { areaTileset, cellStates, recordTilesets, scene } from './current_scene.ts';
import { camera, drawing } from './camera.ts';
import { fit, lonLat, maxZoom, mercator, minZoom, pointsFrom, type Position } from './mercator.ts';
import { moved, moveTo } from './moved.ts';
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
    ...cameraOf(moved.peek() ?? wholeArea(container)),
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxZoom,
    minZoom,
    fadeDuration: 0,
    refreshExpiredTiles: false,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
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
  // The drawn map stays until this one has all its tiles.
  await map.once('idle');
  return {
    zoomBy: steps => moveTo({ ...positionOf(map), zoom: clamp(Math.round(map.getZoom() * 2) / 2 + steps) }),
    showAll: () => (moved.peek() ? moveTo(null) : show(map, wholeArea(container))),
    close: () => {
      stops.forEach(stop => stop());
      map.remove();
    },
  };
}

const duration = () => (calm.matches ? 0 : 300);

const clamp = (zoom: number) => Math.min(maxZoom, Math.max(minZoom, zoom));

const cameraOf = (position: Position) => ({ center: lonLat(position), zoom: position.zoom });

/** Shows a place; the drawn map would show the same. */
function show(map: MapLibre, position: Position, ms = duration()) {
  map.easeTo({ ...cameraOf(position), duration: ms });
}

const wholeArea = (container: HTMLElement): Position => {
  const { bbox, level } = picture.peek()!.place.area;
  return fit(bbox, level, { width: container.clientWidth, height: container.clientHeight });
};

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

const positionOf = (map: MapLibre): Position => {
  const { lng, lat } = map.getCenter();
  return { ...mercator(lng, lat), zoom: map.getZoom() };
};

/** The camera moves when another area is shown, and keeps the whole area in view while the window changes. */
function followArea(map: MapLibre, container: HTMLElement): () => void {
  let shown = picture.peek()!.place.area.code;
  let place = moved.peek();
  map.on('moveend', event => {
    if (!('originalEvent' in event) || !event.originalEvent) return;
    place = positionOf(map);
    moveTo(place);
  });
  map.on('resize', () => {
    if (!moved.peek()) show(map, wholeArea(container), 0);
  });
  return effect(() => {
    const { code } = picture.value!.place.area;
    const wanted = moved.value;
    if (code === shown && wanted === place) return;
    shown = code;
    place = wanted;
    show(map, wanted ?? wholeArea(container));
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
