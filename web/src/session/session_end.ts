// SPDX-License-Identifier: Apache-2.0
import { effect } from '@preact/signals';
import { heard } from '../api/request.ts';
import { askToSignIn, isSignedIn, me, over } from './session.ts';

/** Pages of one browser share a session: one that asks keeps it alive for all, one that ends it ends it for all. */
const channel = new BroadcastChannel('courtyard-session');

/** Told to the others so often at most; by so much the server is given time to end the session first. */
const grace_ms = 10_000;

let asked = Date.now();
let told = 0;
let idle_ms = Infinity;
let ends = Infinity;

/** Something was asked of the server, which counts from then. */
function keep() {
  asked = Date.now();
  if (asked - told < grace_ms) return;
  told = asked;
  channel.postMessage('asked');
}

function check() {
  const now = Date.now();
  if (isSignedIn.peek() && !over.peek() && (now - asked > idle_ms + grace_ms || now > ends)) askToSignIn();
}

/** Notices by itself when the session is over, without asking: a question would keep it alive. */
export function followSessionEnd() {
  heard.unsigned = askToSignIn;
  effect(() => {
    const { idle_s, ends_in_s } = me.value ?? {};
    idle_ms = idle_s === undefined ? Infinity : idle_s * 1000;
    ends = ends_in_s === undefined ? Infinity : Date.now() + ends_in_s * 1000;
    keep();
  });
  // Tiles and pictures keep a session alive as well; what the browser's own memory answers does not.
  new PerformanceObserver(list => {
    if (
      list
        .getEntries()
        .some(
          one =>
            one.name.startsWith(`${location.origin}/`) && (one as PerformanceResourceTiming).transferSize > 0,
        )
    )
      keep();
  }).observe({ type: 'resource' });
  channel.addEventListener('message', ({ data }) => {
    if (data === 'asked') asked = Date.now();
    else if (isSignedIn.peek()) askToSignIn();
  });
  setInterval(check, 5000);
  document.addEventListener('visibilitychange', check);
}
