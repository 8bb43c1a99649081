// SPDX-License-Identifier: Apache-2.0
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Icon, Mark } from '../icons/icon.tsx';
import { switchTheme, theme } from '../theme/theme.ts';
import { found, subjectsOf, type Document } from './document.ts';
import { OperationCard } from './operation_card.tsx';
import { language, w } from './words.ts';
import './reference.css';

const hashName = () => decodeURIComponent(location.hash.slice(1));

async function readDocument(): Promise<Document> {
  const answer = await fetch(`/api/openapi.json?lang=${language}`);
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()) as Document;
}

/** Everything that the server can be asked, to read and to search. */
export function ReferencePage() {
  const [document, setDocument] = useState<Document | null>(null);
  const [failed, setFailed] = useState(false);
  const read = () => {
    setFailed(false);
    readDocument().then(setDocument, () => setFailed(true));
  };
  useEffect(read, []);
  return (
    <>
      <a class="reference-skip" href="#operations">
        {w.skip}
      </a>
      <Header />
      {document && <Reference document={document} />}
      {!document && (
        <main id="operations" class="reference-waiting" aria-busy={!failed}>
          <p role="status">{failed ? w.failed : w.reading}</p>
          {failed && (
            <button type="button" class="button" onClick={read}>
              {w.again}
            </button>
          )}
        </main>
      )}
    </>
  );
}

function Header() {
  const other = language === 'en' ? 'zh' : 'en';
  return (
    <header class="reference-header">
      <a
        class="reference-brand"
        href={language === 'en' ? '/?lang=en' : '/'}
        aria-label={w.map}
        title={w.map}
      >
        <Mark />
      </a>
      <h1>{w.title}</h1>
      <a class="button ghost" href={`/api/openapi.json?lang=${language}`}>
        {w.document}
      </a>
      <a
        class="button ghost"
        href={`/api.html?lang=${other}`}
        hreflang={other}
        lang={other === 'zh' ? 'zh-CN' : 'en'}
        aria-label={w.otherSpoken}
      >
        {w.other}
      </a>
      <button type="button" class="button square" aria-label={w.theme} title={w.theme} onClick={switchTheme}>
        <Icon name={theme.value === 'dark' ? 'sun' : 'moon'} />
      </button>
    </header>
  );
}

function Reference({ document }: { document: Document }) {
  const [typed, setTyped] = useState('');
  const [named, setNamed] = useState(hashName());
  const search = useRef<HTMLInputElement>(null);
  const subjects = useMemo(() => subjectsOf(document), [document]);
  const shown = useMemo(() => found(document, subjects, typed), [document, subjects, typed]);
  const count = shown.reduce((sum, { operations }) => sum + operations.length, 0);
  useEffect(() => {
    const follow = () => setNamed(hashName());
    const focus = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || target.tagName === 'INPUT')
        return;
      event.preventDefault();
      search.current?.focus();
    };
    addEventListener('hashchange', follow);
    addEventListener('keydown', focus);
    return () => {
      removeEventListener('hashchange', follow);
      removeEventListener('keydown', focus);
    };
  }, []);
  return (
    <div class="reference">
      <nav class="reference-nav" aria-label={w.subjects}>
        <ul>
          {shown.map(({ name, title, operations }) => (
            <li key={name}>
              <a href={`#of-${name}`}>
                {title} <span class="caption">{operations.length}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <main id="operations" tabIndex={-1}>
        <p class="lead">
          {document.info.description} <span class="caption">{document.info.version}</span>
        </p>
        <div class="find">
          <label for="find">{w.find}</label>
          <input
            id="find"
            ref={search}
            type="search"
            autocomplete="off"
            aria-describedby="find-hint"
            value={typed}
            onInput={event => setTyped(event.currentTarget.value)}
          />
          <span id="find-hint" class="caption">
            {w.findHint}
          </span>
          <span role="status" class="caption">
            {typed && (count > 0 ? w.found(count) : w.none)}
          </span>
        </div>
        {shown.map(({ name, title, operations }) => (
          <section key={name} aria-labelledby={`of-${name}`}>
            <h2 id={`of-${name}`}>{title}</h2>
            {operations.map(listed => (
              <OperationCard
                key={listed.operation.operationId}
                document={document}
                listed={listed}
                named={named === listed.operation.operationId}
              />
            ))}
          </section>
        ))}
      </main>
    </div>
  );
}
