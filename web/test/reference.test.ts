// SPDX-License-Identifier: Apache-2.0
// What the page of the interface reads out of a document.
import { describe, expect, test, vi } from 'vitest';

vi.stubGlobal('location', { search: '?lang=en', hash: '', origin: 'ORIGIN' });
const { curlLine } = await import('../src/reference/curl.ts');
const { found, subjectsOf } = await import('../src/reference/document.ts');
const { typeText } = await import('../src/reference/schema_view.tsx');
type Document = import('../src/reference/document.ts').Document;

const page: Document = {
  info: { title: 't', description: 'd', version: '1' },
  tags: [
    { name: 'a', description: 'Areas' },
    { name: 'b', description: 'Uploads' },
  ],
  paths: {
    '/api/areas/{code}': {
      get: {
        tags: ['a'],
        operationId: 'area',
        summary: 'One area',
        security: [{}, { bearer: [] }],
        parameters: [
          { name: 'code', in: 'path', required: true, schema: { $ref: '#/components/schemas/Code' } },
          { name: 'month', in: 'query', required: true, schema: { type: 'string', example: '2023-05' } },
          { $ref: '#/components/parameters/lang' },
        ],
        responses: {},
      },
    },
    '/api/points': {
      post: {
        tags: ['b'],
        operationId: 'upload',
        summary: 'Upload a point',
        parameters: [],
        requestBody: { content: { 'application/json': { schema: {}, example: { note: "it's" } } } },
        responses: {},
      },
    },
  },
  components: {
    schemas: {
      Null: { type: 'string', nullable: true, enum: [null] },
      Code: { type: 'string', minLength: 2, maxLength: 12, example: '410199001' },
      Level: { type: 'string', enum: ['county', 'village'] },
      Area: { type: 'object', properties: { code: { $ref: '#/components/schemas/Code' } } },
    },
    parameters: { lang: { name: 'lang', in: 'query', description: 'language', schema: { type: 'string' } } },
    responses: {},
  },
};
const subjects = subjectsOf(page);
const [area, upload] = subjects.flatMap(({ operations }) => operations);

describe('a command line', () => {
  test('fills the path and what is required, and needs no token where anybody may ask', () =>
    expect(curlLine(page, area!, 'ORIGIN')).toBe("curl 'ORIGIN/api/areas/410199001?month=2023-05'"));
  test('sends the example with a token, quoted for the shell', () =>
    expect(curlLine(page, upload!, 'ORIGIN')).toBe(
      `curl -X POST -H 'Authorization: Bearer TOKEN' -H 'Content-Type: application/json' -d '{"note":"it'\\''s"}' 'ORIGIN/api/points'`,
    ));
});

describe('the search', () => {
  const names = (typed: string) =>
    found(page, subjects, typed).flatMap(({ operations }) =>
      operations.map(one => one.operation.operationId),
    );
  test('finds by path, method, words and parameters, every word of them', () => {
    expect(names('AREAS get')).toEqual(['area']);
    expect(names('language')).toEqual(['area']);
    expect(names('point upload')).toEqual(['upload']);
    expect(names('point get')).toEqual([]);
  });
  test('shows everything while nothing is typed', () => expect(names('  ')).toEqual(['area', 'upload']));
});

describe('a type in words', () => {
  test.each([
    [{ type: 'integer', format: 'int64', minimum: 1, maximum: 5 }, 'integer 1…5'],
    [{ type: 'array', items: { $ref: '#/components/schemas/Area' } }, 'list of Area'],
    [{ $ref: '#/components/schemas/Code' }, 'string 2…12'],
    [{ $ref: '#/components/schemas/Level' }, '"county" | "village"'],
    [
      { anyOf: [{ $ref: '#/components/schemas/Area' }, { $ref: '#/components/schemas/Null' }] },
      'Area, or null',
    ],
    [{ type: 'string', format: 'date', nullable: true }, 'string, date, or null'],
    [{}, 'anything'],
  ])('%j', (schema, text) => expect(typeText(page, schema)).toBe(text));
});
