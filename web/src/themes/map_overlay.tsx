// SPDX-License-Identifier: Apache-2.0
// Over the map, whichever draws it: circles of reach, the point that is tried, and doubts.
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ask } from '../api/request.ts';
import { address } from '../api/request.ts';
import type { Day } from '../api/types.ts';
import { camera, type Camera } from '../map/camera.ts';
import { picture } from '../picture/current.ts';
import type { Picture } from '../picture/picture.ts';
import { view } from '../view/address.ts';
import { select } from '../view/places.ts';
import { words } from '../words/words.ts';
import { doubts, pointed } from './doubt_list.ts';
import { placing, trial, tryAt } from './trial.ts';
import './map_overlay.css';

type Place = [lon: number, lat: number];

const mercator = (lat: number) => Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));
const latitude = (y: number) => (Math.atan(Math.exp(y)) * 360) / Math.PI - 90;

export function toScreen({ box: [west, south, east, north], width, height }: Camera, [lon, lat]: Place) {
  const [top, bottom] = [mercator(north), mercator(south)];
  return {
    x: ((lon - west) / (east - west)) * width,
    y: ((top - mercator(lat)) / (top - bottom)) * height,
  };
}

export function toPlace(
  { box: [west, south, east, north], width, height }: Camera,
  x: number,
  y: number,
): Place {
  const [top, bottom] = [mercator(north), mercator(south)];
  return [west + (x / width) * (east - west), latitude(top - (y / height) * (top - bottom))];
}

/** Pixels of a distance at a latitude: Mercator stretches with it. */
const pixels = ({ box: [west, , east], width }: Camera, metres: number, lat: number) =>
  (metres / (Math.cos((lat * Math.PI) / 180) * 6378137 * ((east - west) * (Math.PI / 180)))) * width;

export function MapOverlay() {
  const now = picture.value;
  const here = camera.value;
  if (!now || !here || here.width === 0) return null;
  if (now.theme === 'reach') return <ReachOverlay now={now} here={here} />;
  return now.theme === 'quality' ? <DoubtOverlay here={here} /> : null;
}

interface Points {
  key: string;
  places: Place[];
}
const points = signal<Points | null>(null);

interface Features {
  features: { geometry: { coordinates: Place } | null; properties: { status: string } }[];
}

/** Points that are open on the day, of the kind that is asked about. */
async function readPoints(service: string, kind: string | null, day: Day, revision: number | null) {
  const { features } = await ask<Features>(
    address(`/ogc/collections/${service}/items`, { limit: 5000, as_of: day, revision }),
  );
  return features
    .filter(
      ({ geometry, properties: { status } }) => geometry && status !== 'closed' && (!kind || status === kind),
    )
    .map(({ geometry }) => geometry!.coordinates);
}

function ReachOverlay({ now, here }: { now: Picture; here: Camera }) {
  const { service, kind, radius_m } = now.coverage!;
  const key = JSON.stringify([service, kind, now.asOf, now.snapshot, now.readAt]);
  useEffect(() => {
    let isWanted = true;
    readPoints(service, kind, now.asOf, now.snapshot).then(
      places => isWanted && (points.value = { key, places }),
      // The circles show what the table tells; without them the figures stand all the same.
      () => {},
    );
    return () => {
      isWanted = false;
    };
  }, [key]);
  const { tried } = view.value;
  return (
    <>
      <svg class="map-overlay" width={here.width} height={here.height} aria-hidden="true">
        <g class="reach-circles">
          {points.value?.places.map(place => (
            <Circle key={place.join()} here={here} place={place} metres={radius_m} />
          ))}
        </g>
        {tried && <Tried here={here} place={tried} metres={trial.value?.radius_m ?? radius_m} />}
      </svg>
      {placing.value && <PlacingGround here={here} />}
    </>
  );
}

function Circle({ here, place, metres }: { here: Camera; place: Place; metres: number }) {
  const { x, y } = toScreen(here, place);
  const r = pixels(here, metres, place[1]);
  const isOutside = x + r < 0 || y + r < 0 || x - r > here.width || y - r > here.height;
  return isOutside ? null : <circle cx={x} cy={y} r={r} />;
}

function Tried({ here, place, metres }: { here: Camera; place: Place; metres: number }) {
  const { x, y } = toScreen(here, place);
  const r = pixels(here, metres, place[1]);
  return (
    <g class="tried">
      <circle class="tried-casing" cx={x} cy={y} r={r} />
      <circle class="tried-ring" cx={x} cy={y} r={r} />
      <circle class="tried-point" cx={x} cy={y} r="9" />
      <path d={`M${x - 4} ${y}H${x + 4}M${x} ${y - 4}V${y + 4}`} />
    </g>
  );
}

/** Takes the one click that places the point; who does not point uses the button beside the table. */
function PlacingGround({ here }: { here: Camera }) {
  return (
    <div
      class="placing"
      role="presentation"
      onClick={event => {
        const { left, top } = event.currentTarget.getBoundingClientRect();
        tryAt(...toPlace(here, event.clientX - left, event.clientY - top));
      }}
    >
      <p>{words.value.reach.clickMap}</p>
    </div>
  );
}

function DoubtOverlay({ here }: { here: Camera }) {
  const entries = doubts.value?.entries ?? [];
  // The one that is pointed at lies on top.
  const sorted = [...entries].sort((a, b) => Number(a.id === pointed.value) - Number(b.id === pointed.value));
  return (
    <svg class="map-overlay doubts" width={here.width} height={here.height} aria-hidden="true">
      {sorted.map(({ id, lon, lat, detail, area }) => {
        const { x, y } = toScreen(here, [lon, lat]);
        if (x < 0 || y < 0 || x > here.width || y > here.height) return null;
        return (
          <g
            key={id}
            transform={`translate(${x} ${y})`}
            class={id === pointed.value ? 'pointed' : undefined}
            onClick={() => area && select(area.code)}
          >
            <title>{detail}</title>
            <path class="pole" d="M0 0V-18" />
            <path class="pennant" d="M0 -18h13l-3 4 3 4H0z" />
          </g>
        );
      })}
    </svg>
  );
}
