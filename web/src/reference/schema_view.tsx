// SPDX-License-Identifier: Apache-2.0
import { useState } from 'preact/hooks';
import { schemaName, type Document, type Schema } from './document.ts';
import { w } from './words.ts';

/** The one schema behind `allOf`, and behind `anyOf` with null. */
function meant(schema: Schema): { schema: Schema; nullable: boolean } {
  const parts = (schema.anyOf ?? schema.allOf)?.filter(part => schemaName(part) !== 'Null');
  if (parts?.length === 1) return { schema: parts[0]!, nullable: schema.anyOf !== undefined };
  return { schema, nullable: schema.nullable === true && schema.enum?.[0] !== null };
}

const range = (least?: number, most?: number) =>
  least === undefined && most === undefined ? '' : ` ${least ?? ''}…${most ?? ''}`;

/** A type in a few words: `integer 1…500`, `list of Area`. Only what has members keeps its name. */
export function typeText(document: Document, given: Schema): string {
  const { schema, nullable } = meant(given);
  const text = () => {
    const name = schemaName(schema);
    if (name) {
      const behind = document.components.schemas[name]!;
      return behind.properties || behind.anyOf ? name : typeText(document, behind);
    }
    if (schema.enum)
      return schema.enum
        .filter(word => word !== null)
        .map(word => JSON.stringify(word))
        .join(' | ');
    if (schema.anyOf) return schema.anyOf.map(part => typeText(document, part)).join(' | ');
    if (schema.type === 'array') return `${w.list} ${typeText(document, schema.items ?? {})}`;
    if (schema.additionalProperties) return `${w.map_of} ${typeText(document, schema.additionalProperties)}`;
    if (!schema.type) return w.any;
    const format = schema.format && !/^(int64|double)$/.test(schema.format) ? `, ${schema.format}` : '';
    return (
      schema.type + format + range(schema.minimum, schema.maximum) + range(schema.minLength, schema.maxLength)
    );
  };
  return nullable ? `${text()}, ${w.orNull}` : text();
}

/** The members that can be looked into: of an object, of what a list or a name holds. */
function within(document: Document, given: Schema): [string, Schema, boolean][] {
  const { schema } = meant(given);
  const name = schemaName(schema);
  if (name) return within(document, document.components.schemas[name]!);
  if (schema.items) return within(document, schema.items);
  if (schema.additionalProperties) return within(document, schema.additionalProperties);
  if (schema.anyOf) return schema.anyOf.flatMap(part => within(document, part));
  return Object.entries(schema.properties ?? {}).map(([member, one]) => [
    member,
    one,
    schema.required?.includes(member) ?? false,
  ]);
}

function aboutOf(document: Document, given: Schema): string {
  if (given.description) return given.description;
  const name = schemaName(meant(given).schema);
  return name ? (document.components.schemas[name]?.description ?? '') : '';
}

interface Props {
  document: Document;
  schema: Schema;
}

/** Members of a value; what lies deeper opens where it is asked for. */
export function SchemaView({ document, schema }: Props) {
  const members = within(document, schema);
  return (
    <div class="shape">
      <code class="shape-type">{typeText(document, schema)}</code>
      {members.length > 0 && <Members document={document} members={members} />}
    </div>
  );
}

function Members({ document, members }: { document: Document; members: [string, Schema, boolean][] }) {
  return (
    <ul class="members">
      {members.map(([name, schema, required]) => (
        <Member key={name} {...{ document, name, schema, required }} />
      ))}
    </ul>
  );
}

function Member({ document, name, schema, required }: Props & { name: string; required: boolean }) {
  const [open, setOpen] = useState(false);
  const deeper = within(document, schema);
  const line = (
    <>
      <code class="member-name">{name}</code>
      {!required && <span class="mark-optional">{w.optional}</span>}
      <span class="member-type">{typeText(document, schema)}</span>
      <span class="member-about">{aboutOf(document, schema)}</span>
    </>
  );
  if (deeper.length === 0) return <li class="member">{line}</li>;
  return (
    <li>
      <details onToggle={event => setOpen(event.currentTarget.open)}>
        <summary class="member">{line}</summary>
        {open && <Members document={document} members={deeper} />}
      </details>
    </li>
  );
}
