// SPDX-License-Identifier: Apache-2.0
// Eight clients that upload until the server is gone: inspection points, decisions, files, files taken back, photos and
// zips of them.
import { createHash } from 'node:crypto';
import { campaign, households, somewhere } from './county.mjs';
import { photoId } from '../service/made_photo.mjs';
import { zip } from '../service/bad_inputs/made_files.mjs';
import { photoOf } from './photo.mjs';

const steps = ['recommended', 'checked', 'accepted', 'published', 'plaque', ...Array(40).fill('rechecked')];
const header = 'id,household,campaign,observed_at,lon,lat,outcome,note';

/** What is sent for each kind of entry; asking again sends the very same. */
export const send = {
  inspection: (wire, { id, content }) => wire.json('PUT', `/api/inspections/${id}`, content),
  decision: (wire, { content }) => wire.json('POST', '/api/decisions', content),
  import: (wire, { id, content }) =>
    wire.request('PUT', `/api/imports/${id}?kind=inspections&filename=visits.csv`, content.csv, { 'content-type': 'text/csv' }),
  refused: (wire, { id, content }) =>
    wire.request('PUT', `/api/imports/${id}?kind=inspections&filename=visits.csv`, content.csv, { 'content-type': 'text/csv' }),
  undo: (wire, { id }) => wire.request('DELETE', `/api/imports/${id}`),
  photos: (wire, { id, content }) =>
    wire.request('PUT', `/api/imports/${id}?kind=inspections&filename=photos.zip&campaign=${campaign}`, content.zip, { 'content-type': 'application/zip' }),
  photo: (wire, { content }) =>
    wire.request('PUT', `/api/inspections/${content.inspection}/photos/${content.sha256}`, content.bytes, { 'content-type': 'image/jpeg' }),
};

/** The statuses that acknowledge, and those that say nothing was stored. Anything else is a finding. */
const acknowledges = (kind, status) => kind !== 'refused' && (status === 200 || status === 201);
/** A file is taken back, and a household goes one step further, only after the file or the last step was acknowledged. */
const leansOnAcknowledged = (kind, status) => (kind === 'undo' && status === 404) || (kind === 'decision' && [404, 409, 422].includes(status));
const declines = (kind, status) => [500, 503, 507].includes(status) || (kind === 'refused' && status === 422);

export class Writer {
  constructor(number, random, ledger) {
    this.number = number;
    this.random = random;
    this.ledger = ledger;
    this.mine = households.filter((_, i) => i % 8 === number);
    this.step = new Map(this.mine.map((id) => [id, 0]));
    this.imports = [];
  }

  inspection() {
    const content = {
      campaign,
      observed_at: '2026-03-01T09:30:00+08:00',
      ...somewhere(this.random),
      outcome: this.random.pick(['checked', 'accepted', 'needs_work']),
      note: `说明 ${this.random.next()}${'。'.repeat(this.random.between(0, 60))}`,
    };
    if (this.random.chance(0.5)) content.household = this.random.pick(this.mine);
    return { kind: 'inspection', id: this.random.uuid(), content };
  }

  /** The next step of one of this writer's households; none while its last one is unanswered. */
  decision() {
    const household = this.random.pick(this.mine);
    const step = this.step.get(household);
    const to = steps[step];
    if (to === undefined || this.ledger.list('decision').some((one) => one.content.household === household && one.state === 'sent'))
      return undefined;
    this.step.set(household, step + 1);
    const day = new Date(Date.UTC(2022, 0, 1 + step * 7)).toISOString().slice(0, 10);
    const id = `D-${this.random.uuid()}`;
    return { kind: 'decision', id, content: { id, household, campaign, to, decided_on: day, reason: `复查 ${this.random.next()}` } };
  }

  file(kind, count = this.random.chance(0.06) ? 2_500 : this.random.between(3, 60)) {
    const rows = Array.from({ length: count }, () => ({ id: this.random.uuid(), ...somewhere(this.random), note: `行 ${this.random.next()}` }));
    const lines = rows.map(({ id, lon, lat, note }) => `${id},,${campaign},2026-03-02T10:00:00+08:00,${lon},${lat},checked,${note}`);
    // Known only to the store, and only after the other rows were stored: the file is taken back whole.
    if (kind === 'refused')
      lines.push(`${this.random.uuid()},H-nowhere,${campaign},2026-03-02T10:00:00+08:00,113.01,34.01,checked,`);
    return { kind, id: this.random.uuid(), content: { rows, csv: `${header}\n${lines.join('\n')}\n` } };
  }

  undo() {
    const known = this.imports.filter(({ state, undone }) => state === 'acked' && !undone);
    if (known.length === 0) return undefined;
    const batch = this.random.pick(known);
    batch.undone = true;
    return { kind: 'undo', id: batch.id, content: {} };
  }

  photo() {
    const bytes = photoOf(this.random);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { kind: 'photo', id: sha256, content: { inspection: this.random.uuid(), sha256, bytes } };
  }

  /** A zip of photos; now and then some are of a zip sent before, so that zips overlap. */
  photos(count = this.random.between(1, 6)) {
    const rows = Array.from({ length: count }, () => {
      const at = somewhere(this.random);
      const bytes = photoOf(this.random, { at, taken: '2026:03:02 10:00:00' });
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return { id: photoId(sha256), sha256, bytes, ...at };
    });
    const before = this.ledger.list('photos').filter(({ content }) => content.writer === this.number);
    const shared = before.length > 0 && this.random.chance(0.3) ? this.random.pick(before).content.rows.slice(0, 2) : [];
    const entries = [...shared, ...rows].map(({ sha256, bytes }) => ({ name: `${sha256.slice(0, 12)}.jpg`, data: bytes, method: 0 }));
    return { kind: 'photos', id: this.random.uuid(), content: { writer: this.number, rows, shared, zip: zip(entries) } };
  }

  next() {
    const draw = this.random.between(0, 99);
    if (draw < 55) return this.inspection();
    if (draw < 68) return this.decision() ?? this.inspection();
    if (draw < 80) return this.file('import');
    if (draw < 86) return this.file('refused');
    if (draw < 91) return this.undo() ?? this.inspection();
    if (!this.ledger.photoRoute) return this.inspection();
    return draw < 96 ? this.photo() : this.photos();
  }

  /** Uploads one after the other until the connection breaks or `enough` says so. */
  async work(wire, findings, enough = () => false) {
    while (!enough()) {
      const entry = this.ledger.sent(this.next());
      if (entry.kind === 'import' || entry.kind === 'photos') this.imports.push(entry);
      try {
        judge(this.ledger, entry, await send[entry.kind](wire, entry), findings);
      } catch {
        return;
      }
    }
  }
}

/** Whether this server takes photos; asked with a body that is none. */
export async function offersPhotos(wire) {
  const path = `/api/inspections/00000000-0000-4000-8000-000000000000/photos/${'0'.repeat(64)}`;
  const { status } = await wire.request('PUT', path, 'no photo', { 'content-type': 'image/jpeg' });
  return status !== 404 && status !== 405;
}

/** Writes down what an answer means. */
export function judge(ledger, entry, answer, findings) {
  if (acknowledges(entry.kind, answer.status)) ledger.acked(entry, answer);
  else if (entry.kind === 'refused' && answer.status === 422) entry.state = 'told';
  else if (leansOnAcknowledged(entry.kind, answer.status))
    findings.add('I1', `${entry.kind} ${entry.id} was answered ${answer.status}, though what it leans on was acknowledged: ${answer.text.slice(0, 200)}`);
  else if (!declines(entry.kind, answer.status))
    findings.add('answers', `${entry.kind} ${entry.id} was answered ${answer.status}: ${answer.text.slice(0, 200)}`);
}
