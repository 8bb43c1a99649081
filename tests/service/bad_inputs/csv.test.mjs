// SPDX-License-Identifier: Apache-2.0
// Tables that fall apart.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostileGround } from './hostile_ground.mjs';

const ground = hostileGround();
const ask = (file, more = {}) => ground.import('households', file, { filename: 'a.csv', ...more });
const header = 'id,name,address,area,registered_on\n';
const row = (id, name = '王小明') => `${id},${name},三组,${ground.household.area},2024-03-01\n`;
const utf16 = (text) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

test('two hundred thousand columns are refused', async () => {
  await ground.refused(() => ask('c,'.repeat(200_000) + '\n'), 413, 'csv.columns');
  await ground.refused(() => ask(Array.from({ length: 200_000 }, (_, i) => `c${i}`).join(',') + '\n'), 413, 'csv.row_too_long');
  await ground.refusedRows(() => ask(header + 'x,'.repeat(200_000) + '\n'), 'csv.values');
});

test('a quote without its partner spoils its row, which is named, and nothing is stored', async () => {
  const report = await ground.refusedRows(() => ask(header + row('c-1') + row('c-2', '"王') + row('c-3')));
  assert.equal(report.rejections[0].row, 3);
  await ground.refusedRows(() => ask(header + row('c-1', '王"小"明')), 'csv.quote');
  await ground.refusedRows(() => ask(header + row('c-1') + '"' + 'x'.repeat(3 << 20)), 'csv.quote');
  await ground.refusedAny(() => ask('"id,name\n' + row('c-1')), [422]);
});

test('a NUL is no text', async () => {
  await ground.refusedAny(() => ask(header + row('c-1', '王\0明')), [415, 422]);
  await ground.refusedAny(() => ask(Buffer.concat([Buffer.from(header + row('c-1').repeat(9_000)), Buffer.from([0])])), [415, 422]);
});

test('two encodings in one file are refused', async () => {
  const gbk = Buffer.from('cdf5', 'hex');
  const text = (bytes) => Buffer.concat([Buffer.from(header + 'c-1,'), bytes, Buffer.from(`,x,${ground.household.area},2024-03-01\n`)]);
  await ground.refused(() => ask(Buffer.concat([text(Buffer.from('王小明')), text(Buffer.from([0xff, 0xff]))])), 422, 'file.encoding');
  await ground.refused(() => ask(utf16(header + row('c-1'))), 422, 'file.encoding');
  await ground.refused(() => ask(Buffer.concat([Buffer.from([0xfe, 0xff]), utf16(header).swap16().subarray(2)])), 422, 'file.encoding');
  // 王 in GBK and 村庄 in UTF-8 could be one text in GB18030: then the report must say what was assumed.
  const mixed = await ask(Buffer.concat([text(gbk), text(Buffer.from('村庄村'))]), { dry_run: 'true' });
  const body = await mixed.json();
  assert.ok(mixed.status === 422 || body.notes.some((note) => /GB18030/.test(note)), JSON.stringify(body).slice(0, 400));
});

test('one bad row among a hundred thousand refuses them all, and is named', async () => {
  const rows = Array.from({ length: 100_000 }, (_, i) => (i === 66_665 ? `c-${i},王,三组,${ground.household.area},2024-02-30\n` : row(`c-${i}`)));
  const report = await ground.refusedRows(() => ask(header + rows.join('')));
  assert.equal(report.rows, 100_000);
  assert.deepEqual(report.rejections.map((r) => [r.row, r.column]), [[66_667, 'registered_on']]);
});

test('of a hundred thousand bad rows all are counted by their reason, the first told, in an answer that stays small', async () => {
  const long = '甲'.repeat(300);
  const bad = [(i) => row(`c-${i}`, '王' + 'x'.repeat(2_000)), (i) => `c-${i},王,三组,${ground.household.area},${long}\n`, (i) => `c-${i},王,三组,410199009999,2024-03-01\n`, (i) => `c-${i},王\n`];
  const file = header + Array.from({ length: 100_000 }, (_, i) => bad[i % bad.length](i)).join('');
  for (const [language, detail] of [
    ['zh', { 'text.too_long': /有 2001 个字，上限 1000 个/, 'day.invalid': /不是日期/, 'area.unknown': /410199009999/, 'csv.values': /2/ }],
    ['en', { 'text.too_long': /2001 characters; the limit is 1000/, 'day.invalid': /not a day/, 'area.unknown': /410199009999/, 'csv.values': /2/ }],
  ]) {
    const report = await ground.refusedRows(() => ask(file, { lang: language }));
    assert.deepEqual([report.rows, report.accepted, report.rejected, report.table.counts.refused], [100_000, 0, 100_000, 100_000]);
    assert.deepEqual(
      report.rejections.map((r) => r.row),
      Array.from({ length: 1_000 }, (_, i) => i + 2),
    );
    assert.deepEqual(Object.fromEntries(report.reasons.map((r) => [r.code, [r.rows, r.first.row]])), { 'text.too_long': [25_000, 2], 'day.invalid': [25_000, 3], 'area.unknown': [25_000, 4], 'csv.values': [25_000, 5] });
    for (const { code, first } of report.reasons) assert.match(first.detail, detail[code], `${language} ${code}`);
    assert.ok(JSON.stringify(report).length < 1 << 20, `${JSON.stringify(report).length} characters`);
  }
});

test('a header that claims a column twice, misses one, or is none is refused', async () => {
  await ground.refusedAny(() => ask('id,ID,name\n1,2,3\n'), [400, 422]);
  await ground.refusedAny(() => ask('编号,户号,id,name\n1,2,3,4\n'), [400, 422]);
  await ground.refusedAny(() => ask('name\nx\n'), [400, 422]);
  await ground.refusedAny(() => ask('\n\n\n'), [400, 415, 422]);
  await ground.refusedAny(() => ask('1,2,3\n'), [400, 422]);
  await ground.refusedAny(() => ask(`${'x'.repeat(2 << 20)},id\n`), [413, 422]);
});

test('the same id twice in one file is refused', async () => {
  const report = await ground.refusedRows(() => ask(header + row('c-1') + row('c-2') + row('c-1')));
  assert.equal(report.rejections[0].row, 4);
});

test('line ends of every kind, and none at the end, are line ends', async () => {
  for (const end of ['\n', '\r\n', '\r']) {
    const answer = await ask((header + row('c-1') + row('c-2')).trimEnd().replaceAll('\n', end), { dry_run: 'true' });
    assert.equal((await answer.json()).accepted, 2, JSON.stringify(end));
  }
});

test('a form that is cut off, has no file or lies about its boundary is refused', async () => {
  const form = (body, type = 'multipart/form-data; boundary=b') => () => fetch(`${ground.url}/api/imports?kind=households`, { method: 'POST', headers: { ...ground.as('admin'), 'content-type': type }, body });
  const part = (head, content) => `--b\r\n${head}\r\n\r\n${content}\r\n`;
  const file = 'content-disposition: form-data; name="file"; filename="a.csv"';
  for (const body of ['', '--b', '--b\r\n', '--b--\r\n', part(file, header), part(file, header).slice(0, 40), part('content-disposition: form-data; name="other"', 'x') + '--b--', part('x'.repeat(20_000), 'x') + '--b--', part('', 'x') + '--b--', 'x' + part(file, header) + '--b--'])
    await ground.refusedAny(form(body), [400, 422]);
  for (const type of ['multipart/form-data', 'multipart/form-data; boundary=', `multipart/form-data; boundary=${'b'.repeat(200)}`, 'multipart/form-data; boundary="', 'multipart/form-data; boundary=""'])
    await ground.refusedAny(form(part(file, header + row('c-1')) + '--b--', type), [400, 422]);
});
