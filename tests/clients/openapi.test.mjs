// SPDX-License-Identifier: Apache-2.0
// The OpenAPI documents held against the running program: whatever they declare is taken and answered as they say, and
// what they do not declare is refused.
import SwaggerParser from '@apidevtools/swagger-parser';
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import http from 'node:http';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { sampleServer } from '../service/program.mjs';
import { path_values, work_day } from './openapi/county.mjs';
import { faults_of, parameter_of, schema_checker } from './openapi/schemas.mjs';

const oas30 = 'application/vnd.oai.openapi+json;version=3.0';

let server;
let facts;
let whole;
let ogc;
const sent = [];
before(async () => {
  server = await sampleServer();
  whole = await (await fetch(`${server.url}/api/openapi.json?lang=en`)).json();
  ogc = await (await fetch(`${server.url}/ogc/api?lang=en`, { headers: server.as('reviewer') })).json();
  facts = await work_day(server, (method, pattern, answer, text) => sent.push({ method, pattern, answer, text }));
});
after(async () => server.remove());

/** Every operation of a document: {path, method, operation}. */
const operations = (document) => Object.entries(document.paths).flatMap(([path, item]) => Object.entries(item).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })));
const gets = (document) => operations(document).filter(({ method }) => method === 'GET');
const filled = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(values[name]));
const query_of = (operation, document = whole) => operation.parameters.map((one) => parameter_of(document, one)).filter((one) => one.in === 'query');

/** Who may ask: a demo account's role, or nobody in particular. */
const roles_of = (operation) => (operation['x-roles'] ?? [undefined]).filter((role) => role === undefined || server.accounts[role]).sort((a, b) => (b === 'reviewer') - (a === 'reviewer'));
async function ask(method, path, role, headers = {}, body = undefined) {
  const ending = new AbortController();
  const answer = await fetch(server.url + path, { method, body, redirect: 'manual', signal: ending.signal, headers: { ...(role ? server.as(role) : {}), ...headers } });
  if (answer.headers.get('content-type')?.startsWith('text/event-stream')) {
    ending.abort();
    return { answer, text: 'event: change' };
  }
  return { answer, text: await answer.text() };
}

/** Values of parameters that an example cannot know. */
function value_of(path, { name, schema: declared }) {
  const named = declared.$ref ?? declared.allOf?.[0].$ref;
  const schema = named ? { ...whole.components.schemas[named.split('/').pop()], ...declared } : declared;
  if (name === 'area') return facts.village;
  if (name === 'campaign' && path === '/api/returns') return facts.returns;
  if (name === 'campaign' && path === '/api/cases') return 'dispute-cases';
  if (name === 'campaign' && path === '/api/relief') return 'child-relief';
  if (name === 'kind' && path === '/api/flags') return facts.flag.flag;
  if (name === 'lon' || name === 'lat') return facts[name];
  if (name === 'revision') return facts.revision;
  if (name === 'as_of') return '2026-06-30';
  if (name === 'status') return path === '/api/cases' ? 'mediated' : 'approved';
  if (name === 'cursor') return undefined;
  if (name === 'filter') return /collections\/(courtyards|bases|help-points|inspections)|exports/.test(path) ? 'id IS NOT NULL' : 'code IS NOT NULL';
  if (name === 'attributes') return undefined;
  if (schema.enum) return schema.enum;
  if (schema.type === 'array') return (schema.example ?? [1]).join(',');
  return schema.default ?? schema.example ?? schema.minimum ?? { integer: 1, number: 1, boolean: true }[schema.type] ?? (schema.format === 'date' ? '2023-06-30' : 'beautiful-courtyard');
}
/** Each reading of a parameter: `[name, value]`. */
const readings = (path, parameter) => [value_of(path, parameter)].flat().filter((value) => value !== undefined).map((value) => [parameter.name, value]);
const needed = (path, operation) => query_of(operation).filter((one) => one.required).map((one) => readings(path, one)[0]);
const address = (path, pairs) => (pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs.map(([name, value]) => [name, String(value)]))}`);

/** Runs a check of many cases and tells all that fail at once. */
async function each(cases, check) {
  const faults = [];
  for (const one of cases) faults.push(...(await check(one)));
  assert.deepEqual(faults.slice(0, 60), [], `${faults.length} faults`);
}

test('both documents are valid OpenAPI 3.0, in both languages', async () => {
  for (const path of ['/api/openapi.json', '/ogc/api'])
    for (const lang of ['zh', 'en']) {
      const answer = await fetch(`${server.url}${path}?lang=${lang}`, { headers: server.as('reviewer') });
      assert.equal(answer.headers.get('content-type'), oas30);
      const document = await answer.json();
      assert.match(document.info.title, lang === 'zh' ? /接口|服务/ : /^Courtyard: /);
      const valid = await SwaggerParser.validate(structuredClone(document));
      assert.ok(Object.keys(valid.paths).length > 20);
    }
});

test('a document is written once: a strong tag, 304, gzip with a tag of its own', async () => {
  for (const path of ['/api/openapi.json', '/ogc/api']) {
    const headers = { ...server.as('reviewer'), 'accept-encoding': 'identity' };
    const first = await fetch(server.url + path, { headers });
    const tag = first.headers.get('etag');
    assert.match(tag, /^"[^"]+"$/);
    assert.equal((await fetch(server.url + path, { headers: { ...headers, 'if-none-match': tag } })).status, 304);
    const zipped = await fetch(server.url + path, { headers: { ...headers, 'accept-encoding': 'gzip' } });
    assert.notEqual(zipped.headers.get('etag'), tag);
    assert.equal(await zipped.text(), await first.text());
    const english = await fetch(server.url + path, { headers: { ...headers, 'accept-language': 'en' } });
    assert.notEqual(english.headers.get('etag'), tag);
    assert.equal(english.headers.get('content-language'), 'en');
  }
});

test('every example fits its schema', async () => {
  const check = schema_checker(whole);
  await each(operations(whole), async ({ path, method, operation }) => {
    const contents = [operation.requestBody, ...Object.values(operation.responses)].flatMap((one) => Object.entries(one?.content ?? {}));
    return contents.filter(([, content]) => content.example !== undefined).flatMap(([media, content]) => check(content.schema, content.example).map((fault) => `${method} ${path} ${media}: ${fault}`));
  });
});

test('every GET answers those who may ask as it is declared', async () => {
  const check = schema_checker(whole);
  await each(gets(whole), async ({ path, operation }) => {
    const faults = [];
    for (const values of path_values(path, facts))
      for (const role of roles_of(operation)) {
        const asked = address(filled(path, values), needed(path, operation));
        const { answer, text } = await ask('GET', asked, role);
        faults.push(...faults_of(whole, check, operation, answer, text).map((fault) => `${asked} by ${role}: ${fault}`));
      }
    return faults;
  });
});

test('every declared parameter of every GET is taken, and answered as it is declared', async () => {
  const check = schema_checker(whole);
  await each(gets(whole), async ({ path, operation }) => {
    const faults = [];
    const [values] = path_values(path, facts);
    const role = roles_of(operation).at(0);
    for (const parameter of query_of(operation))
      for (const reading of readings(path, parameter)) {
        const others = needed(path, operation).filter(([name]) => name !== parameter.name);
        const asked = address(filled(path, values), [...others, reading]);
        const { answer, text } = await ask('GET', asked, role);
        // `classes.fixed`: a measure that wants another method.
        if (answer.status === 400 && JSON.parse(text).code !== 'classes.fixed') faults.push(`${asked}: ${text}`);
        faults.push(...faults_of(whole, check, operation, answer, text).map((fault) => `${asked} by ${role}: ${fault}`));
      }
    return faults;
  });
});

test('no GET takes a parameter that is not declared', async () => {
  await each(gets(whole), async ({ path, operation }) => {
    const [values] = path_values(path, facts);
    const asked = address(filled(path, values), [...needed(path, operation), ['no_such_parameter', '1']]);
    const { answer, text } = await ask('GET', asked, roles_of(operation).at(0));
    if (answer.status === 400 && JSON.parse(text).code === 'parameter.unknown') return [];
    return [`${asked}: ${answer.status} ${text.slice(0, 200)}`];
  });
});

test('what was sent is answered as it is declared', async () => {
  const check = schema_checker(whole);
  assert.ok(sent.length > 15);
  await each(sent, async ({ method, pattern, answer, text }) => {
    const operation = whole.paths[pattern][method.toLowerCase()];
    return faults_of(whole, check, operation, answer, text).map((fault) => `${method} ${pattern}: ${fault}`);
  });
});

test('errors are answered as they are declared: nobody, another role, nothing there, nonsense', async () => {
  const check = schema_checker(whole);
  await each(operations(whole), async ({ path, method, operation }) => {
    const faults = [];
    const told = async (name, role, asked, headers, body) => {
      const { answer, text } = await ask(method, asked, role, headers, body);
      faults.push(...faults_of(whole, check, operation, answer, text).map((fault) => `${method} ${asked}, ${name}: ${fault}`));
      return answer.status;
    };
    const nobody = Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, 'nothing-of-ours']));
    const roles = operation['x-roles'];
    const pairs = method === 'GET' ? needed(path, operation) : [];
    if (roles && operation.security === undefined) {
      assert.equal(await told('nobody', undefined, address(filled(path, nobody), pairs)), 401, `${method} ${path}`);
      const other = Object.keys(server.accounts).find((role) => !roles.includes(role));
      if (other) assert.equal(await told(`a ${other}`, other, address(filled(path, nobody), pairs)), 403, `${method} ${path} by ${other}`);
    }
    // Ends the session or the account's own things.
    if (method === 'DELETE' && !path.includes('{')) return faults;
    const role = roles_of(operation).at(0);
    if (path.includes('{')) {
      const status = await told('nothing there', role, address(filled(path, nobody), pairs), { 'content-type': 'application/json' }, operation.requestBody && '{}');
      assert.ok(status >= 400 && status < 500, `${method} ${path}: ${status}`);
    }
    if (operation.requestBody) {
      const [values] = path_values(path, facts);
      for (const body of ['', '{', '[]', '{"nonsense":1}']) await told(`the body ${body}`, role, filled(path, values), { 'content-type': 'application/json' }, body);
      await told('a body of no type', role, filled(path, values), { 'content-type': 'text/plain' }, 'x');
    }
    return faults;
  });
});

test('the view of OGC API: concrete paths from its root, and the same answers', async () => {
  const root = ogc.servers[0].url;
  assert.equal(root, '/ogc');
  for (const path of ['/', '/conformance', '/api', '/collections', '/collections/villages/items', '/collections/bases/items/{feature}']) assert.ok(ogc.paths[path], path);
  assert.ok(operations(ogc).some(({ operation }) => operation.operationId.includes('.getTile')));
  const limit = query_of(ogc.paths['/collections/villages/items'].get, ogc).find(({ name }) => name === 'limit');
  assert.deepEqual([limit.schema.minimum, limit.schema.maximum, limit.schema.default], [1, 10000, 100]);
  const check = schema_checker(ogc);
  await each(gets(ogc), async ({ path, operation }) => {
    const faults = [];
    const collection = path.match(/^\/collections\/([^/]+)/)?.[1];
    const features = { villages: facts.village, courtyards: facts.courtyard.id, bases: facts.base.id, 'help-points': facts.help_point.id, inspections: facts.inspection, townships: facts.village.slice(0, 9), counties: facts.county };
    const [tile] = path_values('/ogc/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}', facts);
    const concrete = filled(root + path, { ...tile, feature: features[collection] });
    const told = async (asked) => {
      const { answer, text } = await ask('GET', asked, 'reviewer');
      if (answer.status >= 300 && !(answer.status === 303 && path === '/api')) faults.push(`${asked}: ${answer.status} ${text.slice(0, 200)}`);
      else faults.push(...faults_of(ogc, check, operation, answer, text).map((fault) => `${asked}: ${fault}`));
    };
    await told(concrete);
    for (const parameter of query_of(operation, ogc)) for (const reading of readings(path, parameter)) await told(address(concrete, [reading]));
    return faults;
  });
});

/** Hands everything on to the program, and remembers what was asked. */
async function overheard(work) {
  const asked = [];
  const proxy = http.createServer((request, response) => {
    asked.push(request.url);
    request.pipe(
      http.request(server.url + request.url, { method: request.method, headers: request.headers }, (answer) => {
        response.writeHead(answer.statusCode, answer.headers);
        answer.pipe(response);
      }),
    );
  });
  await new Promise((ready) => proxy.listen(0, '127.0.0.1', ready));
  try {
    return [await work(`http://127.0.0.1:${proxy.address().port}`), asked];
  } finally {
    proxy.close();
  }
}

test('GDAL reads from the document which attributes it may ask for', async () => {
  const [{ stdout }, asked] = await overheard((origin) => promisify(execFile)('ogrinfo', ['-q', `OAPIF:${origin}/ogc`, 'villages', '-where', `code='${facts.village}'`]));
  assert.equal((stdout.match(/^OGRFeature\(/gm) ?? []).length, 1);
  assert.ok(stdout.includes(facts.village));
  assert.ok(asked.some((url) => url.startsWith('/ogc/api')), asked.join('\n'));
  assert.ok(asked.some((url) => url.startsWith('/ogc/collections/villages/items?') && url.includes(`code=${facts.village}`)), asked.join('\n'));
});
