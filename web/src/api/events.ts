// SPDX-License-Identifier: Apache-2.0
import type { ChangeEvent } from './types.ts';

export interface Listener {
  onChange: (change: ChangeEvent) => void;
  /** We may have missed changes: read everything again. */
  onResync: () => void;
  onConnection: (connected: boolean) => void;
  /** The server does not let this account listen, or does not now; told once until it does. */
  onRefused: () => void;
}

type News =
  | { kind: 'change'; change: ChangeEvent }
  | { kind: 'resync' }
  | { kind: 'refused' }
  | { kind: 'connection'; up: boolean }
  | { kind: 'asks' };

function tell(listener: Listener, news: News) {
  if (news.kind === 'change') listener.onChange(news.change);
  if (news.kind === 'resync') listener.onResync();
  if (news.kind === 'refused') listener.onRefused();
  if (news.kind === 'connection') listener.onConnection(news.up);
}

/** A stream of this page's own. `missed`: something may have happened before it began. */
function stream(missed: boolean, told: (news: News) => void): () => void {
  let source: EventSource | null = null;
  let timer = 0;
  let dropped = missed;
  let refused = false;

  const open = () => {
    source = new EventSource('/api/events');
    source.addEventListener('open', () => {
      told({ kind: 'connection', up: true });
      if (dropped) told({ kind: 'resync' });
      dropped = refused = false;
    });
    source.addEventListener('change', event =>
      told({ kind: 'change', change: JSON.parse((event as MessageEvent<string>).data) }),
    );
    source.addEventListener('resync', () => told({ kind: 'resync' }));
    source.addEventListener('error', () => {
      dropped = true;
      told({ kind: 'connection', up: false });
      // A refused stream is closed for good by the browser; a broken one is retried by it.
      if (source?.readyState !== EventSource.CLOSED) return;
      timer = window.setTimeout(open, 5000);
      if (!refused) told({ kind: 'refused' });
      refused = true;
    });
  };

  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}

/**
 * Listens to what changes on the server until the returned function is called.
 *
 * Pages of one account in one browser share a stream: one of them holds it and passes on what it hears, and when it
 * closes another takes over and reads everything again. A page that was not served over https has no lock to agree by,
 * and a stream of its own.
 */
export function listen(account: string, listener: Listener): () => void {
  if (!navigator.locks) return stream(false, news => tell(listener, news));
  const name = `courtyard-events ${account}`;
  const channel = new BroadcastChannel(name);
  const ended = new AbortController();
  let connection: News = { kind: 'connection', up: true };
  let holds = false;
  let close = () => {};

  const told = (news: News) => {
    if (news.kind === 'connection') connection = news;
    tell(listener, news);
    channel.postMessage(news);
  };
  channel.addEventListener('message', ({ data }: MessageEvent<News>) => {
    if (data.kind !== 'asks') tell(listener, data);
    else if (holds) channel.postMessage(connection);
  });
  const hold = (missed: boolean) =>
    new Promise<void>(done => {
      holds = true;
      const end = stream(missed, told);
      close = () => (end(), done());
    });
  const wait = async () => {
    const free = await navigator.locks.request(name, { ifAvailable: true }, lock => {
      if (!lock || ended.signal.aborted) return !!lock;
      return hold(false).then(() => true);
    });
    if (free || ended.signal.aborted) return;
    channel.postMessage({ kind: 'asks' } satisfies News);
    await navigator.locks.request(name, { signal: ended.signal }, () => hold(true));
  };
  wait().catch(error => {
    if (!ended.signal.aborted) throw error;
  });
  return () => {
    ended.abort();
    close();
    channel.close();
  };
}
