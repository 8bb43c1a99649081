// SPDX-License-Identifier: Apache-2.0
import { useRef, useState } from 'preact/hooks';
import { Icon } from '../../icons/icon.tsx';
import { me } from '../../session/session.ts';
import { DeskPage } from '../frame/desk_page.tsx';
import { templateAddress } from '../server/imports.ts';
import { deskWords } from '../words/words.ts';
import { Batches } from './batches.tsx';
import { FileCard } from './file_card.tsx';
import { files, readBatches, take } from './files.ts';
import { kindsFor } from './kinds.ts';
import './import.css';

/** Files in, dry runs to look over, and what was imported before. */
export function ImportPage() {
  return (
    <DeskPage name="import" again={() => void readBatches()}>
      <div class="desk-sheet">
        <DropPlace />
        {files.value.map(one => (
          <FileCard key={one.key} one={one} />
        ))}
        <Batches />
        <Templates />
      </div>
    </DeskPage>
  );
}

/** The kind that a link asked for: `/import?kind=targets`. */
const askedKind = new URLSearchParams(location.search).get('kind');

function DropPlace() {
  const w = deskWords.value.import;
  const chooser = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const kinds = kindsFor(me.value?.role ?? null);
  const kind = askedKind && kinds.includes(askedKind) ? askedKind : null;
  return (
    <section
      class={`desk-panel drop-place ${over ? 'over' : ''}`}
      aria-label={w.title}
      onDragOver={event => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={event => {
        event.preventDefault();
        setOver(false);
        void take([...(event.dataTransfer?.files ?? [])], kind);
      }}
    >
      <Icon name="file" size={24} />
      <p>
        {over ? (
          w.dropHere
        ) : (
          <>
            {w.drop}{' '}
            <button type="button" class="button primary" onClick={() => chooser.current?.click()}>
              {w.choose}
            </button>
          </>
        )}
      </p>
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        data-chooser
        onChange={event => {
          const list = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = '';
          void take(list, kind);
        }}
      />
      <p class="caption">{w.formats}</p>
    </section>
  );
}

function Templates() {
  const w = deskWords.value.import;
  return (
    <section class="desk-panel">
      <h2>{w.templates}</h2>
      <p class="caption">{w.templatesHint}</p>
      <ul class="templates">
        {kindsFor(me.value?.role ?? null).map(kind => (
          <li key={kind}>
            <span>{w.kinds[kind]}</span>
            <a class="button" href={templateAddress(kind, 'xlsx')} download>
              <Icon name="download" />
              Excel
              <span class="unseen">{w.kinds[kind]}</span>
            </a>
            <a class="button" href={templateAddress(kind, 'csv')} download>
              <Icon name="download" />
              CSV
              <span class="unseen">{w.kinds[kind]}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
