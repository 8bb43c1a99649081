// SPDX-License-Identifier: Apache-2.0
// Answers held against the schemas of an OpenAPI 3.0 document, by a validator that is not ours.
import Ajv from 'ajv';
import addFormats from 'ajv-formats';

/** Schemas that may have members of their own: an error says more where there is more to say. */
const open = new Set(['Problem', 'ColumnsAsked']);

/**
 * A schema of OpenAPI 3.0 as one of JSON Schema: `nullable` becomes a type, and what is not declared is not there:
 * an object with members has no others.
 */
function translated(schema, closed = true) {
  if (Array.isArray(schema)) return schema.map((part) => translated(part, closed));
  if (schema === null || typeof schema !== 'object') return schema;
  const { nullable, example, ...rest } = schema;
  const out = {};
  for (const [key, value] of Object.entries(rest)) {
    if (key === '$ref') out.$ref = value.replace('#/components/schemas/', '#/definitions/');
    else if (key === 'properties') out.properties = Object.fromEntries(Object.entries(value).map(([name, one]) => [name, translated(one, closed)]));
    else if (key === 'enum' || key === 'required' || key === 'default') out[key] = value;
    else out[key] = translated(value, closed);
  }
  if (nullable && out.type) out.type = [out.type, 'null'];
  if (closed && out.properties && out.additionalProperties === undefined) out.additionalProperties = false;
  return out;
}

/** `check(schema, value)`: what does not fit, or nothing. */
export function schema_checker(document) {
  const ajv = addFormats(new Ajv({ strict: false, allErrors: true, validateFormats: true }));
  const definitions = Object.fromEntries(Object.entries(document.components.schemas).map(([name, schema]) => [name, translated(schema, !open.has(name))]));
  const compiled = new Map();
  return (schema, value) => {
    const key = JSON.stringify(schema);
    if (!compiled.has(key)) compiled.set(key, ajv.compile({ definitions, ...translated(schema) }));
    const validate = compiled.get(key);
    if (validate(value)) return [];
    return validate.errors.slice(0, 8).map((error) => `${error.instancePath || '/'} ${error.message} ${JSON.stringify(error.params)}`);
  };
}

/** What an operation says of a status: its media types with their schemas. */
export function declared_answer(document, operation, status) {
  const answer = operation.responses[status];
  if (!answer) return undefined;
  return answer.$ref ? document.components.responses[answer.$ref.split('/').pop()] : answer;
}

/** A parameter, wherever it is declared. */
export const parameter_of = (document, parameter) => (parameter.$ref ? document.components.parameters[parameter.$ref.split('/').pop()] : parameter);

const bare = (type) => type.replaceAll(' ', '').toLowerCase();

/** Why an answer is not what the document says it may be; empty: it is. */
export function faults_of(document, check, operation, answer, text) {
  const declared = declared_answer(document, operation, answer.status);
  if (!declared) return [`the status ${answer.status} is not declared: ${text.slice(0, 300)}`];
  const type = answer.headers.get('content-type');
  if (!declared.content || answer.status === 304) return text.length === 0 ? [] : ['a content is not declared'];
  const media = Object.keys(declared.content).find((one) => one === '*/*' || bare(one) === bare(type ?? '')) ?? Object.keys(declared.content).find((one) => bare(one) === bare(type ?? '').split(';')[0]);
  if (media === undefined) return [`the type ${type} is not declared for ${answer.status}`];
  if (!media.includes('json') || operation.operationId === 'openapi' || text === '') return [];
  return check(declared.content[media].schema, JSON.parse(text));
}
