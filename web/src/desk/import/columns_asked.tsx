// SPDX-License-Identifier: Apache-2.0
import { useState } from 'preact/hooks';
import { lang } from '../../words/words.ts';
import type { ColumnQuestion, Terms } from '../server/imports.ts';
import { deskWords } from '../words/words.ts';
import { tryIt, type Incoming } from './files.ts';

/** A field by the first of its usual headers in the language on screen. */
const spoken = (field: string, headers: string[]) =>
  (lang.value === 'zh' ? headers.find(header => /\p{Script=Han}/u.test(header)) : undefined) ??
  headers[0] ??
  field;

/** Which column holds what the server did not find by its header. */
export function ColumnsAsked({ one, question }: { one: Incoming; question: ColumnQuestion }) {
  const w = deskWords.value.import;
  const [columns, setColumns] = useState<Record<string, string>>({});
  const [values, setValues] = useState<Record<string, string>>({});
  const answer = (event: Event) => {
    event.preventDefault();
    const terms: Terms = {};
    for (const [field, column] of Object.entries(columns)) if (column) terms[`map.${field}`] = column;
    for (const [field, value] of Object.entries(values))
      if (value.trim()) terms[`set.${field}`] = value.trim();
    tryIt(one.key, terms);
  };
  return (
    <form class="columns-asked" onSubmit={answer}>
      <h3>{w.columnsQuestion}</h3>
      {question.missing.map(({ field, headers }) => (
        <div key={field} class="desk-row">
          <label class="desk-field">
            {w.columnFor(spoken(field, headers))}
            <select
              value={columns[field] ?? ''}
              onChange={event => setColumns({ ...columns, [field]: event.currentTarget.value })}
            >
              <option value="">{w.notThere}</option>
              {question.candidates.map(({ column, samples }) => (
                <option key={column} value={column}>
                  {column}
                  {samples.length > 0 && ` (${samples.join(', ').slice(0, 40)})`}
                </option>
              ))}
            </select>
          </label>
          <label class="desk-field">
            {w.setValue}
            <input
              value={values[field] ?? ''}
              onInput={event => setValues({ ...values, [field]: event.currentTarget.value })}
            />
          </label>
        </div>
      ))}
      <button type="submit" class="button primary">
        {w.tryAgain}
      </button>
    </form>
  );
}
