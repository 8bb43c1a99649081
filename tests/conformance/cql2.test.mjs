// SPDX-License-Identifier: Apache-2.0
// Common Query Language, CQL2 (OGC 21-065r2), one test for each abstract test of the classes that are declared, under its name. What comes is
// compared with the same features read whole and looked at in plain JavaScript.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { exchange, statuses } from '../service/armour/wire.mjs';
import { sampleServer } from '../service/program.mjs';
import { clientOf, positionsOf, sorted } from './filtered.mjs';

const small = ['townships', 'bases', 'help-points'];

let server;
let client;
const whole = {};
const asked = {};
before(async () => {
  server = await sampleServer();
  client = clientOf(server);
  for (const id of small) {
    whole[id] = await client.features(id);
    asked[id] = await client.queryables(id);
  }
});
after(async () => server.remove());

const idsOf = (features) => features.map((f) => String(f.id));
const text = (value) => `'${String(value).replaceAll("'", "''")}'`;
/** By code point, as UTF-8 sorts. */
const order = (a, b) => (typeof a === 'string' ? Buffer.compare(Buffer.from(a), Buffer.from(b)) : a - b);
const signs = { '=': (n) => n === 0, '<>': (n) => n !== 0, '<': (n) => n < 0, '>': (n) => n > 0, '<=': (n) => n <= 0, '>=': (n) => n >= 0 };
/** A literal of a value of this kind. */
const literal = (kind, value) => (kind === 'number' ? String(value) : kind === 'day' ? `DATE('${value}')` : text(value));

async function expectFound(collection, filter, holds) {
  const expected = idsOf(whole[collection].filter((f) => holds(f.properties, f.geometry)));
  assert.deepEqual(await client.ids(collection, filter), expected, `${collection}: ${filter}`);
  return expected.length;
}

const classes = [
  'cql2-text', 'basic-cql2', 'advanced-comparison-operators', 'case-insensitive-comparison', 'accent-insensitive-comparison', 'basic-spatial-functions',
  'basic-spatial-functions-plus', 'spatial-functions', 'temporal-functions', 'property-property', 'arithmetic',
];
test('the classes of CQL2 are declared', async () => {
  const { conformsTo } = await client.json('/ogc/conformance');
  const declared = conformsTo.filter((uri) => uri.startsWith('http://www.opengis.net/spec/cql2/1.0/conf/')).map((uri) => uri.split('/').pop());
  assert.deepEqual(sorted(declared), sorted(classes));
});

test('/conf/cql2-text/validate: what the grammar allows is read, what it does not is 400', async () => {
  for (const filter of [
    'TRUE', 'not false', '(((true)))', "name='a'", 'name = \'it\'\'s\'', '"name"=\'a\'', 'name is NULL', "name\t=\n'a'", "since>date('2022-04-14')",
    "since = TIMESTAMP('2022-04-14T14:48:46.25Z')", "name like 'a\\%'", "name In('a')", "'a'=name", "S_INTERSECTS(geometry,POINT(1 2 3))", "name = '村'",
  ])
    await client.count('bases', filter);
  for (const filter of ["name == 'a'", "name != 'a'", "name = 'a", 'name = "a"', "name eq 'a'", "name = 'a' && TRUE", "date('2022-4-1') = since", "since > DATE(2022)", 'name IN', "name = ''a''"])
    assert.equal((await client.refusal('bases', filter)).status, 400, filter);
});

test('/conf/basic-cql2/basic-test: every queryable has a type, and one of each collection is simple', async () => {
  for (const { id } of await client.collections()) {
    const kinds = (await client.queryables(id)).map((q) => q.kind);
    assert.ok(kinds.some((kind) => kind !== 'geometry'), id);
  }
});

test('/conf/basic-cql2/comparison: the six comparisons of every queryable', async () => {
  for (const id of small) {
    for (const { name, kind } of asked[id].filter((q) => q.kind !== 'geometry')) {
      const values = whole[id].map((f) => f.properties[name]).filter((v) => v !== null);
      const middle = values.sort(order)[Math.floor(values.length / 2)] ?? { number: 1, day: '2022-04-14', text: 'foo' }[kind];
      for (const value of [middle, { number: 3.14, day: '2022-04-14', text: 'foo' }[kind]])
        for (const [sign, holds] of Object.entries(signs))
          await expectFound(id, `"${name}" ${sign} ${literal(kind, value)}`, (p) => p[name] !== null && holds(order(p[name], value)));
    }
  }
});

test('/conf/basic-cql2/comparison: a time beside a day counts as the day that it falls on at UTC+08:00', async () => {
  const { since } = whole.bases[0].properties;
  const evening = new Date(`${since}T23:30:00+08:00`).toISOString();
  await expectFound('bases', `since = TIMESTAMP('${evening}')`, (p) => p.since === since);
  await expectFound('bases', `since < TIMESTAMP('${evening}')`, (p) => p.since < since);
});

test('/conf/basic-cql2/is-null: nothing is nothing, and not an empty text', async () => {
  for (const id of small)
    for (const { name } of asked[id].filter((q) => q.kind !== 'geometry')) {
      await expectFound(id, `"${name}" IS NULL`, (p) => p[name] === null);
      await expectFound(id, `"${name}" is not null`, (p) => p[name] !== null);
    }
});

test('/conf/basic-cql2/boolean: true is all, false is none', async () => {
  for (const { id } of await client.collections()) {
    assert.equal(await client.count(id, 'true'), await client.count(id), id);
    assert.equal(await client.count(id, 'false'), 0, id);
  }
});

/** Of courtyards, where days are missing: what a predicate is worth for each, asked three times. */
const predicates = ["status = 'accepted'", "completed_on >= DATE('2023-01-01')", 'completed_on IS NULL', "revoked_on < '2024-01-01'", "name <> 'x'"];

test('/conf/basic-cql2/logical: AND, OR and NOT by the tables of SQL', async () => {
  const within = "area = '" + (await client.first('courtyards', 'completed_on IS NOT NULL')).properties.area + "'";
  const layer = (await client.features('courtyards', within)).map((f) => f.properties);
  const day = (value, holds) => (value === null ? null : holds(value));
  const worth = [
    (p) => p.status === 'accepted',
    (p) => day(p.completed_on, (d) => d >= '2023-01-01'),
    (p) => p.completed_on === null,
    (p) => day(p.revoked_on, (d) => d < '2024-01-01'),
  ];
  const and = (a, b) => (a === false || b === false ? false : a === null || b === null ? null : true);
  const or = (a, b) => (a === true || b === true ? true : a === null || b === null ? null : false);
  const not = (a) => (a === null ? null : !a);
  assert.ok(layer.some((p) => p.completed_on === null) && layer.some((p) => p.completed_on !== null));
  for (let combination = 0; combination < 64; combination += 3) {
    const [i, j, k, l] = [combination & 3, (combination >> 2) & 3, (combination >> 4) & 3, (combination * 7) & 3];
    const [p1, p2, p3, p4] = [i, j, k, l].map((n) => predicates[n]);
    const filter = `${within} AND ((NOT (${p2}) AND ${p1}) OR (${p3} and ${p4}) or not (${p1} OR ${p4}))`;
    const expected = layer.filter((p) => {
      const [w1, w2, w3, w4] = [i, j, k, l].map((n) => worth[n](p));
      return or(or(and(not(w2), w1), and(w3, w4)), not(or(w1, w4))) === true;
    });
    assert.equal(await client.count('courtyards', filter), expected.length, filter);
  }
});

test('/conf/advanced-comparison-operators/like', async () => {
  for (const id of small) {
    for (const { name } of asked[id].filter((q) => q.kind === 'text')) {
      await expectFound(id, `"${name}" LIKE '%'`, (p) => p[name] !== null);
      await expectFound(id, `"${name}" like '%%'`, (p) => p[name] !== null);
      await expectFound(id, `"${name}" like '_%'`, (p) => p[name] !== null && p[name] !== '');
      await expectFound(id, `"${name}" like ''`, (p) => p[name] === '');
      await expectFound(id, `"${name}" like '\\%\\_'`, () => false);
      const [value] = whole[id].map((f) => f.properties[name]).filter(Boolean);
      if (!value) continue;
      const [first, ...rest] = [...value];
      await expectFound(id, `"${name}" LIKE ${text(first + '%')}`, (p) => p[name]?.startsWith(first));
      await expectFound(id, `"${name}" NOT LIKE ${text(first + '%')}`, (p) => p[name] !== null && !p[name].startsWith(first));
      await expectFound(id, `"${name}" LIKE ${text('_' + rest.join(''))}`, (p) => p[name] !== null && [...p[name]].slice(1).join('') === rest.join(''));
    }
  }
});

test('/conf/advanced-comparison-operators/between: of numbers and of days', async () => {
  const days = whole.bases.map((f) => f.properties.since).sort();
  const [from, to] = [days[Math.floor(days.length / 4)], days[Math.floor((days.length * 3) / 4)]];
  assert.ok((await expectFound('bases', `since BETWEEN DATE('${from}') AND DATE('${to}')`, (p) => p.since >= from && p.since <= to)) > 0);
  await expectFound('bases', `since not between DATE('${from}') AND DATE('${to}')`, (p) => p.since < from || p.since > to);
  await expectFound('bases', `since between DATE('${to}') AND DATE('1999-01-01')`, () => false);
  await expectFound('bases', '3 BETWEEN 0 AND 100.5', () => true);
});

test('/conf/advanced-comparison-operators/in', async () => {
  for (const id of small)
    for (const { name, kind } of asked[id].filter((q) => q.kind !== 'geometry')) {
      const values = [...new Set(whole[id].map((f) => f.properties[name]).filter((v) => v !== null))].slice(0, 2);
      const list = [...values, { number: 3, day: '2022-04-14', text: 'foo' }[kind]];
      const words = list.map((v) => literal(kind, v)).join(', ');
      await expectFound(id, `"${name}" IN (${words})`, (p) => list.includes(p[name]));
      await expectFound(id, `"${name}" not in (${words})`, (p) => p[name] !== null && !list.includes(p[name]));
      if (kind === 'day') await expectFound(id, `"${name}" in (${list.map(text).join(',')})`, (p) => list.includes(p[name]));
    }
});

test('/conf/case-insensitive-comparison/casei-function', async () => {
  for (const id of small) {
    const { name } = asked[id].find((q) => q.name === 'status' || q.name === 'level');
    const { [name]: value } = whole[id][0].properties;
    const shouted = value.toUpperCase();
    assert.notEqual(shouted, value);
    await expectFound(id, `${name} = '${shouted}'`, () => false);
    await expectFound(id, `CASEI(${name}) = CASEI('${shouted}')`, (p) => p[name] === value);
    await expectFound(id, `casei(${name}) LIKE casei('${shouted.slice(0, 3)}%')`, (p) => p[name].startsWith(value.slice(0, 3)));
    await expectFound(id, `CASEI(${name}) IN (CASEI('Straße'), casei('${shouted}'))`, (p) => p[name] === value);
  }
  await expectFound('bases', "CASEI('STRASSE') = CASEI('Straße') AND CASEI('ΟΔΟΣ') = CASEI('Οδος')", () => true);
});

test('/conf/accent-insensitive-comparison/accenti-function', async () => {
  await expectFound('bases', "ACCENTI('débárquér') = ACCENTI('debarquer')", () => true);
  await expectFound('bases', "ACCENTI(CASEI('DÉBÁRQUÉR')) = CASEI(ACCENTI('debarquer'))", () => true);
  const { name } = whole.bases[0].properties;
  await expectFound('bases', `ACCENTI(name) = ACCENTI(${text(name)})`, (p) => p.name === name);
});

const inBox = ([x1, y1, x2, y2]) => (_, geometry) => {
  const [x, y] = geometry.coordinates;
  return x >= x1 && x <= x2 && y >= y1 && y <= y2;
};
/** A box that holds some of a collection's points and not others. */
function middleBox(collection) {
  const positions = whole[collection].flatMap((f) => positionsOf(f.geometry));
  const middle = (axis) => positions.map((p) => p[axis]).sort((a, b) => a - b)[Math.floor(positions.length / 2)] + 0.0000001;
  return [middle(0) - 1, middle(1) - 1, middle(0), middle(1)];
}
const ring = ([x1, y1, x2, y2]) => `(${x1} ${y1},${x2} ${y1},${x2} ${y2},${x1} ${y2},${x1} ${y1})`;

test('/conf/basic-spatial-functions/s_intersects: of a point and a box', async () => {
  for (const id of ['bases', 'help-points']) {
    const box = middleBox(id);
    assert.ok((await expectFound(id, `S_INTERSECTS(geometry,BBOX(${box.join(',')}))`, inBox(box))) > 0, id);
    const [x, y] = whole[id][0].geometry.coordinates;
    assert.ok((await expectFound(id, `S_INTERSECTS(geometry,POINT(${x} ${y}))`, (_, g) => g.coordinates[0] === x && g.coordinates[1] === y)) > 0);
    await expectFound(id, 'S_INTERSECTS(geometry,BBOX(-180,-90,180,90))', () => true);
    assert.equal((await client.refusal(id, 'S_INTERSECTS(geometry,POINT(90 180))')).status, 400);
  }
  // A box over the antimeridian is the two on either side of it.
  await expectFound('bases', 'S_INTERSECTS(geometry,BBOX(100,-90,-170,90))', () => true);
  await expectFound('bases', 'S_INTERSECTS(geometry,BBOX(170,-90,-170,90))', () => false);
});

test('/conf/basic-spatial-functions-plus/s_intersects: of every kind of geometry', async () => {
  const box = middleBox('bases');
  await expectFound('bases', `S_INTERSECTS(geometry,POLYGON(${ring(box)}))`, inBox(box));
  await expectFound('bases', `S_INTERSECTS(geometry,MULTIPOLYGON((${ring(box)}),(${ring([0, 0, 1, 1])})))`, inBox(box));
  await expectFound('bases', `S_INTERSECTS(geometry,GEOMETRYCOLLECTION(POINT(1 1),LINESTRING(2 2,3 3),POLYGON(${ring(box)})))`, inBox(box));
  const [a, b] = whole.bases.map((f) => f.geometry.coordinates);
  const isEither = (_, g) => [a, b].some(([x, y]) => g.coordinates[0] === x && g.coordinates[1] === y);
  await expectFound('bases', `S_INTERSECTS(geometry,MULTIPOINT((${a.join(' ')}),(${b.join(' ')})))`, isEither);
  for (const line of [`LINESTRING(${a.join(' ')},${b.join(' ')})`, `MULTILINESTRING((${a.join(' ')},${b.join(' ')}))`])
    assert.ok((await client.ids('bases', `S_INTERSECTS(geometry,${line})`)).length >= 2);
});

const functions = ['S_INTERSECTS', 'S_DISJOINT', 'S_EQUALS', 'S_TOUCHES', 'S_CROSSES', 'S_WITHIN', 'S_CONTAINS', 'S_OVERLAPS'];
for (const name of functions)
  test(`/conf/spatial-functions/${name.toLowerCase()}: is read of every collection, box and polygon agree`, async () => {
    for (const id of small) {
      const [byBox, byPolygon] = await Promise.all(
        ['BBOX(-180,-90,180,90)', 'POLYGON((-180 -90,180 -90,180 90,-180 90,-180 -90))'].map((g) => client.ids(id, `${name}(geometry,${g})`)),
      );
      assert.deepEqual(byBox, byPolygon);
      const expectsAll = name === 'S_INTERSECTS' || name === 'S_WITHIN';
      assert.equal(byBox.length, expectsAll ? whole[id].length : 0, `${id} ${name}`);
      await client.ids(id, `${name}(geometry,LINESTRING(7 50,10 51))`);
      await client.ids(id, `${name}(geometry,MULTIPOINT(7 50,10 51))`);
      assert.equal((await client.refusal(id, `${name}(geometry,POINT(90 180))`)).status, 400);
    }
  });

test('/conf/spatial-functions/s_touches, s_within, s_contains, s_equals: townships and one of them', async () => {
  const one = whole.townships[0];
  const polygons = one.geometry.type === 'Polygon' ? [one.geometry.coordinates] : one.geometry.coordinates;
  // A filter travels in the address: of a border only what fits in there.
  const wkt = `MULTIPOLYGON(${polygons.map((rings) => `(${rings.map((r) => `(${r.map((p) => p.join(' ')).join(',')})`).join(',')})`).join(',')})`;
  if (client.address('townships', `S_OVERLAPS(geometry,${wkt})`).length < 8000) {
    assert.deepEqual(await client.ids('townships', `S_EQUALS(geometry,${wkt})`), [String(one.id)]);
    assert.ok(!(await client.ids('townships', `S_TOUCHES(geometry,${wkt})`)).includes(String(one.id)));
    assert.ok(!(await client.ids('townships', `S_OVERLAPS(geometry,${wkt})`)).includes(String(one.id)));
  }
  const corner = polygons[0][0][0];
  const touching = await client.ids('townships', `S_TOUCHES(geometry,POINT(${corner.join(' ')}))`);
  assert.ok(touching.includes(String(one.id)));
  const bases = whole.bases.filter((f) => f.properties.area.startsWith(String(one.id)));
  for (const base of bases.slice(0, 3))
    assert.deepEqual(await client.ids('townships', `S_CONTAINS(geometry,POINT(${base.geometry.coordinates.join(' ')}))`), [String(one.id)]);
});

const t = (from, to) => `INTERVAL('${from}','${to}')`;
test('/conf/temporal-functions/temporal-functions-1: of days', async () => {
  const d = whole.bases.map((f) => f.properties.since).sort()[Math.floor(whole.bases.length / 2)];
  const year = d.slice(0, 4);
  const [from, to] = [`${year}-01-01`, `${year}-12-31`];
  for (const [filter, holds] of [
    [`T_AFTER(since,DATE('${d}'))`, (p) => p.since > d],
    [`T_BEFORE(since,DATE('${d}'))`, (p) => p.since < d],
    [`T_DISJOINT(since,DATE('${d}'))`, (p) => p.since !== d],
    [`T_EQUALS(since,DATE('${d}'))`, (p) => p.since === d],
    [`T_INTERSECTS(since,DATE('${d}'))`, (p) => p.since === d],
    [`T_AFTER(since,${t(from, to)})`, (p) => p.since > to],
    [`T_BEFORE(since,${t(from, to)})`, (p) => p.since < from],
    [`T_DISJOINT(since,${t(from, to)})`, (p) => p.since < from || p.since > to],
    [`T_EQUALS(since,${t(d, d)})`, (p) => p.since === d],
    [`T_INTERSECTS(since,${t(from, to)})`, (p) => p.since >= from && p.since <= to],
    [`T_INTERSECTS(since,${t('..', to)})`, (p) => p.since <= to],
    [`T_INTERSECTS(since,${t(from, '..')})`, (p) => p.since >= from],
  ])
    await expectFound('bases', filter, holds);
});

test('/conf/temporal-functions/temporal-functions-2: of intervals of two attributes; with a day alone they are 400', async () => {
  const sample = "completed_on IS NOT NULL AND area = '" + (await client.first('courtyards', 'completed_on IS NOT NULL')).properties.area + "'";
  const layer = await client.features('courtyards', sample);
  const [from, to] = ['2022-06-01', '2023-06-30'];
  const relations = {
    T_AFTER: (a, b) => a > to, T_BEFORE: (a, b) => b < from, T_DISJOINT: (a, b) => a > to || b < from, T_EQUALS: (a, b) => a === from && b === to,
    T_INTERSECTS: (a, b) => a <= to && b >= from, T_CONTAINS: (a, b) => a < from && b > to, T_DURING: (a, b) => a > from && b < to,
    T_FINISHEDBY: (a, b) => a < from && b === to, T_FINISHES: (a, b) => a > from && b === to, T_MEETS: (a, b) => b === from, T_METBY: (a) => a === to,
    T_OVERLAPPEDBY: (a, b) => a > from && a < to && b > to, T_OVERLAPS: (a, b) => a < from && b > from && b < to,
    T_STARTEDBY: (a, b) => a === from && b > to, T_STARTS: (a, b) => a === from && b < to,
  };
  for (const [name, holds] of Object.entries(relations)) {
    const expected = layer.filter((f) => holds(f.properties.since, f.properties.completed_on));
    const filter = `${sample} AND ${name}(INTERVAL(since,completed_on),${t(from, to)})`;
    assert.equal(await client.count('courtyards', filter), expected.length, filter);
  }
  for (const name of Object.keys(relations).slice(5)) assert.equal((await client.refusal('bases', `${name}(since,${t(from, to)})`)).code, 'filter.type', name);
});

test('/conf/property-property: attributes on either side, literals on either side', async () => {
  await expectFound('bases', 'name = name', (p) => p.name !== null);
  await expectFound('bases', 'area < area_name', (p) => order(p.area, p.area_name) < 0);
  await expectFound('bases', "'a' < 'b'", () => true);
  await expectFound('bases', `'${whole.bases[0].properties.since}' >= since`, (p) => p.since <= whole.bases[0].properties.since);
  await expectFound('bases', 'S_CROSSES(LINESTRING(0 0,2 2),POLYGON((1 1,3 1,3 3,1 3,1 1)))', () => true);
  await expectFound('bases', `T_DURING(${t('2022-02-01', '2022-03-01')},${t('2022-01-01', '2022-12-31')})`, () => true);
  const [same, other, none] = await Promise.all(['=', '<>'].map((sign) => `completed_on ${sign} since`).concat('completed_on IS NULL').map((filter) => client.count('courtyards', filter)));
  assert.equal(same + other + none, await client.count('courtyards'));
  assert.ok(other > 0);
});

test('/conf/arithmetic/arithmetic', async () => {
  for (const [filter, holds] of [
    ['1 + 2 * 3 = 7', true], ['(1 + 2) * 3 = 9', true], ['7 / 2 = 3.5', true], ['7 div 2 = 3', true], ['7 % 4 = 3', true], ['2 ^ 10 = 1024', true],
    ['-2 - -3 = 1', true], ['1 / 0 = 1', false], ['1 / 0 IS NULL', true], ['0.1 + 0.2 = 0.3', false],
  ])
    await expectFound('bases', filter, () => holds);
  assert.equal((await client.refusal('bases', 'name + 1 = 2')).code, 'filter.type');
});

test('bad input: too long, too deep, unknown, of the wrong type: the right status and a sentence; SQL in a text is a text', async () => {
  const refused = async (filter) => {
    const { status, code, detail } = await client.refusal('bases', filter);
    assert.ok(detail.length > 10 && detail.length < 600, detail);
    return [status, code];
  };
  assert.deepEqual(await refused('('.repeat(2_500)), [400, 'filter.too_deep']);
  assert.deepEqual(await refused('NOT '.repeat(1_500) + 'TRUE'), [400, 'filter.too_deep']);
  assert.deepEqual(await refused(`id IN(${Array(1_001).fill('id')})`), [400, 'filter.too_costly']);
  assert.deepEqual(await refused('nothing = 1'), [400, 'filter.property']);
  assert.deepEqual(await refused('name = 1'), [400, 'filter.type']);
  assert.deepEqual(await refused("since = 'today'"), [400, 'filter.syntax']);
  assert.deepEqual(await refused('S_INTERSECTS(geometry,POLYGON((0 0,1 1,1 0,0 1,0 0)))'), [400, 'filter.geometry']);
  // An address has 8 KiB: a megabyte of filter, and ten thousand brackets, end before they are looked at.
  for (const filter of [`name = '${'a'.repeat(1 << 20)}'`, '('.repeat(10_000)]) {
    const answer = await exchange(server.url, `GET ${client.address('bases', filter)} HTTP/1.1\r\nHost: here\r\n\r\n`);
    assert.deepEqual(statuses(answer), [414]);
    const body = Buffer.from(answer.slice(answer.indexOf('\r\n\r\n') + 4), 'latin1').toString();
    assert.equal(JSON.parse(body).detail, '地址超过 8 KiB，请缩短（例如筛选条件）');
  }
  for (const filter of ["name = '''; DROP TABLE facts; --'", "name = 'x' OR name = ' OR 1=1'", "name LIKE '\\'; DELETE'"])
    assert.deepEqual(await client.ids('bases', filter), []);
  assert.equal((await client.ids('bases')).length, whole.bases.length);
  const chinese = await client.get(client.address('bases', '状态 = 1'), { 'accept-language': 'zh' });
  assert.match((await chinese.json()).detail, /第 1 个字符处：没有“状态”这一属性/);
});
