// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef, useState } from 'preact/hooks';
import { CodeBlock } from './code_block.tsx';
import { curlLine } from './curl.ts';
import { answersOf, parametersOf, type Content, type Document, type Listed } from './document.ts';
import { SchemaView, typeText } from './schema_view.tsx';
import { w } from './words.ts';

interface Props {
  document: Document;
  listed: Listed;
  /** Whether the address names it. */
  named: boolean;
}

/** One operation: a line to read over, and everything about it when it is opened. */
export function OperationCard({ document, listed, named }: Props) {
  const { method, path, operation } = listed;
  const [open, setOpen] = useState(named);
  const card = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (!named) return;
    setOpen(true);
    card.current!.open = true;
    card.current!.scrollIntoView({ block: 'start' });
  }, [named]);
  return (
    <details
      ref={card}
      class="operation"
      id={operation.operationId}
      open={open}
      onToggle={event => setOpen(event.currentTarget.open)}
    >
      <summary>
        <h3>
          <span class={`method method-${method.toLowerCase()}`}>{method}</span>{' '}
          <code class="path">{path}</code> <span class="summary">{operation.summary}</span>
        </h3>
      </summary>
      {open && <Details document={document} listed={listed} />}
    </details>
  );
}

function Details({ document, listed }: Omit<Props, 'named'>) {
  const { operation } = listed;
  const anybody = operation.security?.some(one => Object.keys(one).length === 0);
  const roles = [...(anybody ? [w.anybody] : []), ...(operation['x-roles'] ?? [])];
  return (
    <div class="operation-details">
      {operation.description && <Marked text={operation.description} />}
      <p class="who">
        <b>{w.who}</b> {roles.join(', ')}
      </p>
      <Parameters document={document} listed={listed} />
      {operation.requestBody && (
        <section>
          <h4>{w.body}</h4>
          <Contents document={document} content={operation.requestBody.content} />
        </section>
      )}
      <section>
        <h4>{w.answers}</h4>
        <ul class="answers">
          {answersOf(document, operation).map(([status, answer]) => (
            <li key={status}>
              <span class={`status status-${status[0]}`}>{status}</span>
              <Marked text={answer.description} />
              {answer.content && Number(status) < 400 && (
                <Contents document={document} content={answer.content} />
              )}
            </li>
          ))}
        </ul>
      </section>
      <CodeBlock label={w.curl} text={curlLine(document, listed, location.origin)} />
    </div>
  );
}

function Parameters({ document, listed }: Omit<Props, 'named'>) {
  const parameters = parametersOf(document, listed.operation);
  if (parameters.length === 0) return null;
  return (
    <section>
      <h4>{w.parameters}</h4>
      <div class="parameters" tabIndex={0} role="group" aria-label={w.parameters}>
        <table>
          <thead>
            <tr>
              <th scope="col">{w.name}</th>
              <th scope="col">{w.place}</th>
              <th scope="col">{w.type}</th>
              <th scope="col">{w.meaning}</th>
            </tr>
          </thead>
          <tbody>
            {parameters.map(one => (
              <tr key={`${one.in} ${one.name}`}>
                <th scope="row">
                  <code>{one.name}</code>
                  {one.required && <span class="mark-needed">{w.needed}</span>}
                </th>
                <td>{w.where[one.in]}</td>
                <td class="parameter-type">{typeText(document, one.schema)}</td>
                <td>
                  {one.description && <Marked text={one.description} />}
                  {one.schema.default !== undefined && (
                    <span class="caption">
                      {w.otherwise} <code>{String(one.schema.default)}</code>
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Contents({ document, content }: { document: Document; content: Content }) {
  return (
    <>
      {Object.entries(content).map(([media, { schema, example }]) => (
        <div key={media} class="content">
          <code class="media">{media}</code>
          {schema.format !== 'binary' && <SchemaView document={document} schema={schema} />}
          {example !== undefined && (
            <details class="example">
              <summary>{w.example}</summary>
              <CodeBlock label={`${w.example} ${media}`} text={JSON.stringify(example, null, 2)} />
            </details>
          )}
        </div>
      ))}
    </>
  );
}

/** Text in which words between backquotes are code. */
function Marked({ text }: { text: string }) {
  return <p>{text.split('`').map((part, i) => (i % 2 === 1 ? <code key={i}>{part}</code> : part))}</p>;
}
