// SPDX-License-Identifier: Apache-2.0
import { signal } from '@preact/signals';
import { Icon } from '../../icons/icon.tsx';
import { moment } from '../frame/age.ts';
import { photoAddress, type Inspection, type Photo } from '../server/flags.ts';
import { deskWords } from '../words/words.ts';
import { opened } from './opened.ts';
import { PhotoViewer } from './photo_viewer.tsx';

export interface PlacedPhoto {
  photo: Photo;
  inspection: Inspection;
  isThis: boolean;
}

/** The photos of earlier points first, then those of the point that is doubted: before and after. */
export function photosShown(): PlacedPhoto[] {
  const now = opened.value;
  if (!now) return [];
  return [...[...now.earlier].reverse(), now.inspection].flatMap(inspection =>
    inspection.photos.map(photo => ({ photo, inspection, isThis: inspection.id === now.inspection.id })),
  );
}

/** Which photo is seen large; null: none. */
export const viewed = signal<number | null>(null);

/** Opens the first photo of the doubted point, else the last there is. */
export function viewPhoto() {
  const list = photosShown();
  if (list.length === 0) return;
  const first = list.findIndex(one => one.isThis);
  viewed.value = first >= 0 ? first : list.length - 1;
}

export function Photos() {
  const w = deskWords.value.review;
  const list = photosShown();
  const missing = opened.value?.inspection.missing.length ?? 0;
  const notes = missing > 0 && <p class="caption">{w.missingPhotos(missing)}</p>;
  if (list.length === 0)
    return (
      <div class="photos none">
        <Icon name="camera" />
        {w.noPhotos} {notes}
      </div>
    );
  return (
    <div class="photos">
      <ul>
        {list.map((one, i) => (
          <li key={`${one.inspection.id}${one.photo.sha256}`}>
            <PhotoFigure one={one} onOpen={() => (viewed.value = i)} />
          </li>
        ))}
      </ul>
      {notes}
      <PhotoViewer />
    </div>
  );
}

function PhotoFigure({ one, onOpen }: { one: PlacedPhoto; onOpen: () => void }) {
  const w = deskWords.value.review;
  const { photo, inspection, isThis } = one;
  const when = photo.taken_at ? moment(photo.taken_at) : w.noTime;
  return (
    <figure>
      <button type="button" aria-label={w.openPhoto(when)} title={w.openPhoto(when)} onClick={onOpen}>
        <img
          src={photoAddress(inspection.id, photo.sha256, 'full')}
          alt=""
          loading="lazy"
          width={photo.width}
          height={photo.height}
        />
      </button>
      <figcaption>
        <b>{isThis ? w.thisPoint : w.earlierPoint}</b> {when}
        {photo.position?.accuracy_m != null && ` · ±${Math.round(photo.position.accuracy_m)} m`}
        {photo.doubts.length > 0 && (
          <span class="badge signal">
            <Icon name="flag" size={12} />
            {deskWords.value.flag[photo.doubts[0]!.flag] ?? photo.doubts[0]!.flag}
          </span>
        )}
      </figcaption>
    </figure>
  );
}
