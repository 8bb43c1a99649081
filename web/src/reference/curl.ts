// SPDX-License-Identifier: Apache-2.0
import { parametersOf, type Document, type Listed, type Schema } from './document.ts';

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** A value of a parameter to begin with. */
function valueOf(document: Document, schema: Schema): string {
  const known = schema.example ?? schema.default ?? schema.enum?.[0] ?? schema.minimum;
  if (known !== undefined && known !== null) return String(known);
  const part = schema.allOf?.[0] ?? schema.anyOf?.[0] ?? schema;
  if (part.$ref) return valueOf(document, document.components.schemas[part.$ref.split('/').pop()!]!);
  if (schema.format === 'uuid') return '0190a1b2-0000-7000-8000-000000000001';
  if (schema.format === 'date') return '2026-06-30';
  return schema.type === 'integer' || schema.type === 'number' ? '1' : 'VALUE';
}

/** A line for a terminal that asks this operation of the server the page came from. */
export function curlLine(document: Document, { method, path, operation }: Listed, origin: string): string {
  const parameters = parametersOf(document, operation);
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const one = parameters.find(parameter => parameter.in === 'path' && parameter.name === name)!;
    return encodeURIComponent(valueOf(document, one.schema)).replaceAll('%2C', ',');
  });
  const query = parameters
    .filter(one => one.in === 'query' && one.required)
    .map(one => `${one.name}=${encodeURIComponent(valueOf(document, one.schema))}`)
    .join('&');
  const parts = ['curl'];
  if (method !== 'GET') parts.push('-X', method);
  const anybody = operation.security?.some(one => Object.keys(one).length === 0) ?? false;
  if (!anybody) parts.push('-H', quoted('Authorization: Bearer TOKEN'));
  const [media, body] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  if (media) {
    parts.push('-H', quoted(`Content-Type: ${media}`));
    parts.push(
      body?.example === undefined ? '--data-binary @FILE' : `-d ${quoted(JSON.stringify(body.example))}`,
    );
  }
  parts.push(quoted(origin + filled + (query ? `?${query}` : '')));
  return parts.join(' ');
}
