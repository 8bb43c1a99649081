// SPDX-License-Identifier: Apache-2.0
// The parts of an OpenAPI 3.0 document that ours has, and how to find one's way in it.

export interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  enum?: (string | null)[];
  nullable?: boolean;
  description?: string;
  default?: unknown;
  example?: unknown;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema;
  items?: Schema;
  anyOf?: Schema[];
  allOf?: Schema[];
}
export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  description?: string;
  schema: Schema;
}
export type Content = Record<string, { schema: Schema; example?: unknown }>;
export interface Answer {
  description: string;
  content?: Content;
}
type Reference = { $ref: string };
export interface Operation {
  tags: string[];
  operationId: string;
  summary: string;
  description?: string;
  security?: Record<string, string[]>[];
  'x-roles'?: string[];
  parameters: (Parameter | Reference)[];
  requestBody?: { content: Content };
  responses: Record<string, Answer | Reference>;
}
export interface Document {
  info: { title: string; description: string; version: string };
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, Schema>;
    parameters: Record<string, Parameter>;
    responses: Record<string, Answer>;
  };
}

/** An operation with where it is. */
export interface Listed {
  method: string;
  path: string;
  operation: Operation;
}
export interface Subject {
  name: string;
  title: string;
  operations: Listed[];
}

const last = (reference: string) => reference.slice(reference.lastIndexOf('/') + 1);
export const schemaName = (schema: Schema) => (schema.$ref ? last(schema.$ref) : undefined);

export const parametersOf = (document: Document, operation: Operation): Parameter[] =>
  operation.parameters.map(one => ('$ref' in one ? document.components.parameters[last(one.$ref)]! : one));

export const answersOf = (document: Document, operation: Operation): [string, Answer][] =>
  Object.entries(operation.responses).map(([status, one]) => [
    status,
    '$ref' in one ? document.components.responses[last(one.$ref)]! : one,
  ]);

/** Operations subject by subject, in the order of the document. */
export function subjectsOf(document: Document): Subject[] {
  const all: Listed[] = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
  return document.tags.map(({ name, description }) => ({
    name,
    title: description,
    operations: all.filter(({ operation }) => operation.tags.includes(name)),
  }));
}

/** Those that hold every word that was typed: in their path, method, name, summary or parameters. */
export function found(document: Document, subjects: Subject[], typed: string): Subject[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return subjects;
  const holds = ({ method, path, operation }: Listed) => {
    const text = [method, path, operation.operationId, operation.summary, operation.description ?? '']
      .concat(parametersOf(document, operation).flatMap(one => [one.name, one.description ?? '']))
      .join(' ')
      .toLowerCase();
    return words.every(word => text.includes(word));
  };
  return subjects
    .map(subject => ({ ...subject, operations: subject.operations.filter(holds) }))
    .filter(({ operations }) => operations.length > 0);
}
