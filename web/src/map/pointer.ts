// SPDX-License-Identifier: Apache-2.0
import type { Map as MapLibre, MapGeoJSONFeature, MapMouseEvent, Point } from 'maplibre-gl';
import type { RecordLayer } from '../api/types.ts';
import { shownLayers } from '../rail/shown_layers.ts';
import { picture } from '../picture/current.ts';
import { selectOrEnter } from '../view/places.ts';
import { hovered } from '../view/pointing.ts';
import { pointedRecords, tip, type PointedRecord, type Tip } from './pointed_records.ts';
import { cellLayer, pointLayerOf } from './record_layers.ts';

export function followPointer(map: MapLibre): () => void {
  const onMove = (event: MapMouseEvent) => {
    const under = areasAt(map, event.point);
    hovered.value = under.code;
    const records = recordsAt(map, event.point);
    map.getCanvas().style.cursor = under.code || records.length > 0 ? 'pointer' : '';
    const isKnown = under.code !== null || under.households !== null;
    tip.value = isKnown ? { x: event.point.x, y: event.point.y, ...under } : null;
  };
  const onOut = () => {
    hovered.value = null;
    tip.value = null;
  };
  const onClick = (event: MapMouseEvent) => {
    const records = recordsAt(map, event.point);
    pointedRecords.value = records;
    const { code } = areasAt(map, event.point);
    if (records.length === 0 && code) selectOrEnter(code);
  };
  const stopDoubleClick = (event: MapMouseEvent) => event.preventDefault();
  map.on('mousemove', onMove);
  map.on('mouseout', onOut);
  map.on('dragstart', onOut);
  map.on('click', onClick);
  map.on('dblclick', stopDoubleClick);
  return () => {
    map.off('mousemove', onMove);
    map.off('mouseout', onOut);
    map.off('dragstart', onOut);
    map.off('click', onClick);
    map.off('dblclick', stopDoubleClick);
  };
}

function areasAt(map: MapLibre, point: Point): Omit<Tip, 'x' | 'y'> {
  const layers = ['hit', 'cells', cellLayer].filter(id => map.getLayer(id));
  const features = map.queryRenderedFeatures(point, { layers });
  const codeOf = (layer: string) =>
    features.find(feature => feature.layer.id === layer)?.properties['code'] as string | undefined;
  const known = picture.peek();
  const among = (rows: { code: string }[] | undefined, code: string | undefined) =>
    code !== undefined && rows?.some(row => row.code === code) ? code : null;
  const cell = features.find(feature => feature.layer.id === cellLayer)?.properties;
  return {
    code: among(known?.ranking.rows, codeOf('hit')),
    cellCode: among(known?.cells.rows, codeOf('cells')),
    households: cell ? { count: Number(cell['count']), completed: Number(cell['completed'] ?? 0) } : null,
  };
}

function recordsAt(map: MapLibre, { x, y }: Point): PointedRecord[] {
  const reach = 4;
  const layers = shownLayers
    .peek()
    .map(pointLayerOf)
    .filter(id => map.getLayer(id));
  if (layers.length === 0) return [];
  const features = map.queryRenderedFeatures(
    [
      [x - reach, y - reach],
      [x + reach, y + reach],
    ],
    { layers },
  );
  return features.map(recordOf);
}

function recordOf({ source, properties: p }: MapGeoJSONFeature): PointedRecord {
  const number = (key: string) => (typeof p[key] === 'number' ? (p[key] as number) : null);
  return {
    layer: source as RecordLayer,
    id: String(p['id'] ?? ''),
    name: p['name'] ? String(p['name']) : null,
    status: String(p['status'] ?? ''),
    completedOn: number('completed_on'),
    revokedOn: number('revoked_on'),
  };
}
