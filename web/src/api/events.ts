// SPDX-License-Identifier: Apache-2.0
import type { ChangeEvent } from './types.ts';

export interface Listener {
  onChange: (change: ChangeEvent) => void;
  /** We may have missed changes: read everything again. */
  onResync: () => void;
  onConnection: (connected: boolean) => void;
}

/** Listens to what changes on the server until the returned function is called. */
export function listen(listener: Listener): () => void {
  let source: EventSource | null = null;
  let timer = 0;
  let dropped = false;

  const open = () => {
    source = new EventSource('/api/events');
    source.addEventListener('open', () => {
      listener.onConnection(true);
      if (dropped) listener.onResync();
      dropped = false;
    });
    source.addEventListener('change', event =>
      listener.onChange(JSON.parse((event as MessageEvent<string>).data)),
    );
    source.addEventListener('resync', () => listener.onResync());
    source.addEventListener('error', () => {
      dropped = true;
      listener.onConnection(false);
      // A refused stream is closed for good by the browser; a broken one is retried by it.
      if (source?.readyState === EventSource.CLOSED) timer = window.setTimeout(open, 5000);
    });
  };

  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}
