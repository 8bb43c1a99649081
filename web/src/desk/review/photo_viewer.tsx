// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../../icons/icon.tsx';
import { apart, length, moment, size } from '../frame/age.ts';
import { metresBetween } from '../plan/projection.ts';
import { photoAddress } from '../server/flags.ts';
import { deskWords } from '../words/words.ts';
import { photosShown, viewed, type PlacedPhoto } from './photos.tsx';

/** One photo large, with what its camera wrote against what the record says. */
export function PhotoViewer() {
  const list = photosShown();
  const at = viewed.value;
  const one = at === null ? undefined : list[at];
  const dialog = useRef<HTMLDialogElement>(null);
  const [zoom, setZoom] = useState(0);
  const isOpen = one !== undefined;
  useEffect(() => {
    setZoom(0);
    if (isOpen && !dialog.current?.open) dialog.current?.showModal();
  }, [at, isOpen]);
  if (!one || at === null) return null;
  const w = deskWords.value.review;
  const frame = deskWords.value.frame;
  const move = (by: number) => (viewed.value = Math.min(list.length - 1, Math.max(0, at + by)));
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'ArrowLeft') move(-1);
    else if (event.key === 'ArrowRight') move(1);
    else if (event.key === '+' || event.key === '=') setZoom(Math.min(4, zoom + 1));
    else if (event.key === '-') setZoom(Math.max(0, zoom - 1));
    else if (event.key === '0') setZoom(0);
    else return;
    event.preventDefault();
  };
  return (
    <dialog
      ref={dialog}
      class="desk-dialog photo-viewer"
      aria-label={w.photoOf(at + 1, list.length)}
      onClose={() => (viewed.value = null)}
      onKeyDown={keys}
    >
      <div class="photo-large" tabIndex={0} role="region" aria-label={w.photos}>
        <img
          src={photoAddress(one.inspection.id, one.photo.sha256, 'full')}
          alt={w.openPhoto(one.photo.taken_at ? moment(one.photo.taken_at) : w.noTime)}
          style={zoom === 0 ? {} : { width: `${100 * (1 + zoom)}%`, maxWidth: 'none', maxHeight: 'none' }}
        />
      </div>
      <PhotoFacts one={one} />
      <div class="desk-row photo-buttons">
        <Square name="left" label={w.previousPhoto} onClick={() => move(-1)} />
        <span class="digits">{w.photoOf(at + 1, list.length)}</span>
        <Square name="right" label={w.nextPhoto} onClick={() => move(1)} />
        <Square name="plus" label={frame.zoomIn} onClick={() => setZoom(Math.min(4, zoom + 1))} />
        <Square name="minus" label={frame.zoomOut} onClick={() => setZoom(Math.max(0, zoom - 1))} />
        <button type="button" class="button" onClick={() => setZoom(0)}>
          {w.fit}
        </button>
        <a class="button" href={photoAddress(one.inspection.id, one.photo.sha256, 'original')} download>
          <Icon name="download" />
          {w.original}
        </a>
        <button type="button" class="button" onClick={() => dialog.current?.close()}>
          {frame.close}
        </button>
      </div>
    </dialog>
  );
}

function Square({
  name,
  label,
  onClick,
}: {
  name: 'left' | 'right' | 'plus' | 'minus';
  label: string;
  onClick: () => void;
}) {
  return (
    <button type="button" class="button square" aria-label={label} title={label} onClick={onClick}>
      <Icon name={name} />
    </button>
  );
}

function PhotoFacts({ one: { photo, inspection } }: { one: PlacedPhoto }) {
  const w = deskWords.value.review;
  const { position, taken_at } = photo;
  const facts: [string, string][] = [
    [w.photoTaken, taken_at ? moment(taken_at) : w.noTime],
    ...(taken_at
      ? ([[w.photoDelay, apart(Date.parse(taken_at) - Date.parse(inspection.observed_at))]] as [
          string,
          string,
        ][])
      : []),
    [
      w.photoPosition,
      position
        ? `${position.lat.toFixed(5)}, ${position.lon.toFixed(5)}${position.accuracy_m != null ? ` ±${Math.round(position.accuracy_m)} m` : ''}`
        : w.noPosition,
    ],
    ...(position
      ? ([
          [
            w.photoDistance,
            length(metresBetween([position.lon, position.lat], [inspection.lon, inspection.lat])),
          ],
        ] as [string, string][])
      : []),
    [w.photoSize, `${photo.width} × ${photo.height} · ${size(photo.bytes)}`],
    [w.photoHash, photo.sha256.slice(0, 16)],
  ];
  return (
    <>
      <dl class="photo-facts" aria-label={w.photoFacts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {photo.doubts.map(doubt => (
        <p key={doubt.flag} class="desk-problem">
          <Icon name="flag" />
          {doubt.detail}
        </p>
      ))}
    </>
  );
}
