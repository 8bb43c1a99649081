// SPDX-License-Identifier: Apache-2.0
// What must hold after every restart.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { campaign, households, villages } from './county.mjs';
import { judge, send } from './writers.mjs';

export const invariants = {
  I1: 'what was acknowledged is there, with the content that was sent',
  I2: 'what was not acknowledged is absent or whole',
  I3: 'a file is there with all its rows or with none',
  I4: 'sending again gives 200 or 201 and never a second one',
  I5: 'the database is sound: integrity_check, foreign_key_check',
  I6: 'figures equal a recount of the records',
  I7: 'the audit is one whole chain, with one entry for each change that was acknowledged',
  I8: 'numbers only rise, and an acknowledged one is never given again',
  I9: 'the same tag means the same bytes; nothing written, nothing changed',
};

/** What was found wrong, by invariant. */
export class Findings {
  constructor() {
    this.list = [];
  }
  add(invariant, text) {
    this.list.push({ invariant, text });
  }
  get red() {
    return this.list.length > 0;
  }
  get invariants() {
    return [...new Set(this.list.map(({ invariant }) => invariant))].sort();
  }
  toString() {
    return this.list.slice(0, 12).map(({ invariant, text }) => `${invariant}: ${text}`).join('\n');
  }
}

const byId = (rows) => {
  const map = new Map();
  for (const row of rows) map.has(row.id) ? map.get(row.id).push(row) : map.set(row.id, [row]);
  return map;
};
const isSame = {
  inspection: (row, { content }) =>
    row.lon === content.lon && row.lat === content.lat && row.note === content.note && row.household === (content.household ?? ''),
  decision: (row, { content }) => row.household === content.household && row.status === content.to && row.reason === content.reason,
};

/** I1, I2, I3, I5, I8 on the rows of the file itself. */
export function checkRows(store, ledger, findings) {
  if (store.integrity.join() !== 'ok') findings.add('I5', `integrity_check: ${store.integrity.slice(0, 3).join('; ')}`);
  if (store.foreign.length > 0) findings.add('I5', `foreign_key_check: ${store.foreign.length} rows`);
  if (store.halves.length > 0) findings.add('I2', `records without their place in the feed, or the reverse: ${store.halves.slice(0, 5)}`);

  const tables = { inspection: byId(store.inspections), decision: byId(store.decisions) };
  for (const kind of ['inspection', 'decision'])
    for (const entry of ledger.list(kind)) {
      const rows = tables[kind].get(entry.id) ?? [];
      if (rows.length > 1) findings.add('I4', `${kind} ${entry.id} is stored ${rows.length} times`);
      if (rows.length === 0 && entry.state === 'acked') findings.add('I1', `${kind} ${entry.id} was acknowledged and is gone`);
      if (rows.length > 0 && !isSame[kind](rows[0], entry))
        findings.add(entry.state === 'acked' ? 'I1' : 'I2', `${kind} ${entry.id} is stored with other content`);
      if (rows.length > 0 && kind === 'inspection' && entry.revision !== undefined && rows[0].seq !== entry.revision)
        findings.add('I8', `${kind} ${entry.id} was acknowledged as ${entry.revision} and stands as ${rows[0].seq}`);
    }

  const batches = byId(store.batches);
  for (const entry of [...ledger.list('import'), ...ledger.list('refused')]) {
    const batch = batches.get(entry.id)?.[0];
    const stored = entry.content.rows.filter(({ id, lon, lat, note }) =>
      (tables.inspection.get(id) ?? []).some((row) => row.batch === entry.id && row.lon === lon && row.lat === lat && row.note === note),
    ).length;
    const complete = stored === entry.content.rows.length;
    if (entry.kind === 'refused' && (batch || stored > 0)) findings.add('I3', `the refused file ${entry.id} left ${stored} rows`);
    if (stored > 0 && !complete) findings.add('I3', `the file ${entry.id} stands with ${stored} of ${entry.content.rows.length} rows`);
    if (batch ? !complete : stored > 0) findings.add('I3', `the file ${entry.id}: ${batch ? 'its receipt stands' : 'no receipt'}, ${stored} rows do`);
    if (entry.state === 'acked' && entry.kind === 'import' && !batch) findings.add('I1', `the file ${entry.id} was acknowledged and is gone`);
  }
  checkPhotoZips(store, ledger, tables.inspection, batches, findings);
  checkAudit(store, ledger, findings);
  for (const entry of ledger.list('undo'))
    if (entry.state === 'acked' && batches.get(entry.id)?.[0]?.undone_seq == null)
      findings.add('I1', `the file ${entry.id} was taken back and is back again`);
    else if (!ledger.find('undo', entry.id) && batches.get(entry.id)?.[0]?.undone_seq != null)
      findings.add('I2', `the file ${entry.id} was taken back by nobody`);

  const seqs = new Set(store.seqs);
  const given = new Map();
  for (const entry of [...ledger.list('inspection')].filter(({ revision }) => revision !== undefined)) {
    if (!seqs.has(entry.revision)) findings.add('I8', `the acknowledged number ${entry.revision} is not in the feed`);
    if (given.has(entry.revision)) findings.add('I8', `the number ${entry.revision} was given to ${given.get(entry.revision)} and to ${entry.id}`);
    given.set(entry.revision, entry.id);
  }
}

/** I7: the chain is hashed anew from what the rows say, and what is stored is told of once. */
function checkAudit(store, ledger, findings) {
  let before = Buffer.alloc(32);
  let expected = 1;
  for (const { seq, at, verb, detail, area, rows, revision, names, hash } of store.audit) {
    if (seq !== expected++) return findings.add('I7', `the audit has ${seq} in the place of ${expected - 1}`);
    const text = [seq, at, verb, detail, area, rows, revision, ...names, ''].join('\n');
    before = createHash('sha256').update(before).update(text).digest();
    if (before.toString('hex') !== hash) return findings.add('I7', `entry ${seq} of the audit is not what was hashed`);
  }
  const told = new Map();
  const count = (verb, subject) => told.set(`${verb} ${subject}`, (told.get(`${verb} ${subject}`) ?? 0) + 1);
  for (const { verb, subject } of store.audit) count(verb, subject);
  const expectOnce = (verb, subject) => {
    const times = told.get(`${verb} ${subject}`) ?? 0;
    if (times !== 1) findings.add('I7', `${verb} of ${subject} is told ${times} times`);
  };
  // What is stored, acknowledged or not: a change without its entry is as bad as an entry without its change.
  const files = new Set(store.batches.map(({ id }) => id));
  for (const { id, batch } of store.inspections) if (!batch) expectOnce('inspection.store', id);
  for (const id of files) expectOnce('import.store', id);
  for (const { id, undone_seq } of store.batches) if (undone_seq !== null) expectOnce('import.undo', id);
  const stored = new Set(store.inspections.map(({ id }) => id));
  for (const key of told.keys()) {
    const [verb, subject] = key.split(' ');
    if (verb === 'inspection.store' && !stored.has(subject)) findings.add('I7', `${subject} is told of and not there`);
    if (verb === 'import.store' && subject !== 'null' && !files.has(subject)) findings.add('I7', `the file ${subject} is told of and not there`);
  }
  for (const { id, state } of ledger.list('inspection'))
    if (state === 'acked' && !told.has(`inspection.store ${id}`)) findings.add('I7', `inspection ${id} was acknowledged and is not told of`);
}

/**
 * I1 and I3 on zips of photos, which may overlap: with its receipt a zip has a point and a photo for each of its pictures, its
 * own or of a zip before; no point is of a zip without its receipt, and none is there twice.
 */
function checkPhotoZips(store, ledger, points, batches, findings) {
  const held = new Set(store.photos);
  const zips = ledger.list('photos');
  const isZip = new Set(zips.map(({ id }) => id));
  for (const row of store.inspections)
    if (isZip.has(row.batch) && !batches.has(row.batch)) findings.add('I3', `the zip ${row.batch} has no receipt and left ${row.id}`);
  for (const entry of zips) {
    const batch = batches.get(entry.id)?.[0];
    if (entry.state === 'acked' && !batch) findings.add('I1', `the zip ${entry.id} was acknowledged and is gone`);
    if (!batch) continue;
    for (const { id, sha256, lon, lat } of [...entry.content.rows, ...entry.content.shared]) {
      const rows = points.get(id) ?? [];
      const near = rows.filter((row) => Math.abs(row.lon - lon) < 1e-6 && Math.abs(row.lat - lat) < 1e-6);
      if (near.length === 0) findings.add('I3', `the zip ${entry.id} stands without its photo ${sha256}`);
      if (rows.filter(({ undone_seq }) => undone_seq === null).length > 1) findings.add('I4', `the photo ${sha256} has two points`);
      if (!held.has(sha256)) findings.add('I3', `the point ${id} of the zip ${entry.id} stands without its photo`);
    }
  }
}

/** Runs `task` over `list`, eight at a time. */
async function eachOf(list, task) {
  const rest = [...list];
  await Promise.all(Array.from({ length: 8 }, async () => {
    for (let one = rest.shift(); one; one = rest.shift()) await task(one);
  }));
}

/** I1 and I2 on photos: every row has its file, whole. `data` is the folder of the store. */
export function checkPhotos(data, store, ledger, findings) {
  const held = new Set(store.photos);
  for (const { id, state } of ledger.list('photo'))
    if (state === 'acked' && !held.has(id)) findings.add('I1', `the photo ${id} was acknowledged and is gone`);
  for (const id of held) {
    const file = join(data, 'blobs', id.slice(0, 2), id);
    const sha256 = existsSync(file) && createHash('sha256').update(readFileSync(file)).digest('hex');
    if (sha256 !== id) findings.add('I1', `the photo ${id} ${sha256 ? 'has other bytes' : 'has no file'}`);
  }
}

/** I4: everything unanswered is sent again, and what was acknowledged in this cycle is asked for again. */
export async function sendAgain(wire, ledger, findings) {
  const last = ledger.highest;
  const takenBack = (entry) => (entry.kind === 'import' || entry.kind === 'photos') && ledger.find('undo', entry.id);
  const again = [...ledger.entries.values()].filter(
    (one) => (one.cycle === ledger.cycle || one.state === 'sent') && one.kind !== 'undo' && !takenBack(one),
  );
  await eachOf(again, async (entry) => {
    const { state, revision } = entry;
    const answer = await send[entry.kind](wire, entry);
    const expected = entry.kind === 'refused' ? [422] : state === 'acked' ? [200] : [200, 201];
    if (!expected.includes(answer.status))
      findings.add(state === 'acked' ? 'I1' : 'I4', `${state} ${entry.kind} ${entry.id}, sent again: ${answer.status} ${answer.text.slice(0, 160)}`);
    judge(ledger, entry, answer, findings);
    if (entry.kind !== 'inspection') return;
    if (revision !== undefined && entry.revision !== revision)
      findings.add('I4', `the receipt of ${entry.id} said ${revision} and now says ${entry.revision}`);
    if (answer.status === 201 && entry.revision <= last)
      findings.add('I8', `${entry.id} was given ${entry.revision}, though ${last} was acknowledged before`);
  });
  await eachOf(ledger.list('undo').filter(({ state }) => state === 'sent'), async (entry) => {
    const answer = await send.undo(wire, entry);
    // Taken back before the answer was lost, or now.
    if (![200, 404].includes(answer.status)) findings.add('I4', `undo ${entry.id}, sent again: ${answer.status}`);
    entry.state = 'acked';
  });
}

/** I6: what the server counts, counted again from the rows. */
export async function checkFigures(wire, store, findings) {
  const counts = new Map();
  const steps = store.decisions.filter(({ undone_seq }) => undone_seq === null);
  steps.sort((a, b) => a.decided_on - b.decided_on || a.seq - b.seq);
  for (const { household, status } of steps)
    if (status !== 'rechecked') counts.set(household, ['accepted', 'published', 'plaque'].includes(status));
  const expected = new Map(villages.map((code) => [code, 0]));
  households.forEach((id, i) => {
    const code = villages[(i % 2) * 3 + (i % 3)];
    if (counts.get(id)) expected.set(code, expected.get(code) + 1);
  });
  const progress = JSON.parse((await wire.request('GET', `/api/progress?campaign=${campaign}&area=490121&level=village&as_of=2025-12-31`)).text);
  for (const { code, completed } of progress.rows)
    if (completed !== expected.get(code)) findings.add('I6', `${code}: ${completed} completed, recounted ${expected.get(code)}`);
  const visible = store.inspections.filter(({ undone_seq }) => undone_seq === null).length;
  const layer = JSON.parse((await wire.request('GET', '/ogc/collections/inspections/items?limit=1&f=json')).text);
  if (layer.numberMatched !== visible) findings.add('I6', `${layer.numberMatched} inspection points on the map, ${visible} in the store`);
}

const watched = ['/tiles/inspections/10/833/409.mvt', '/tiles/inspections/13/6667/3273.mvt', '/ogc/collections/inspections/items?limit=20&f=json', `/api/progress?campaign=${campaign}&area=490121&level=village&as_of=2025-12-31`];

/** I9: `pictures` remembers what each tag stood for; `before` is what was served before an idle restart. */
export async function checkTags(wire, pictures, before, findings) {
  const now = new Map();
  for (const path of watched) {
    const { headers, bytes, status } = await wire.request('GET', path);
    if (status !== 200 && status !== 204) findings.add('I9', `${path} answers ${status}`);
    // A weak tag stands for what is told, not for when it is told.
    const told = headers.etag?.startsWith('W/') ? Buffer.from(bytes).toString('latin1').replace(/"timeStamp":"[^"]*",/, '') : bytes;
    const content = createHash('sha256').update(told).digest('hex');
    now.set(path, headers.etag);
    if (headers.etag === undefined) continue;
    const key = `${path} ${headers.etag}`;
    if (pictures.has(key) && pictures.get(key) !== content) findings.add('I9', `${path}: the tag ${headers.etag} stands for two contents`);
    pictures.set(key, content);
    if (before && before.get(path) !== headers.etag) findings.add('I9', `${path}: nothing was written, yet ${before.get(path)} became ${headers.etag}`);
  }
  return now;
}
