// SPDX-License-Identifier: Apache-2.0
import { effect } from '@preact/signals';
import { accountOf, askToSignIn, confirmAccount, isSignedIn, me, over } from './session.ts';

/**
 * Pages of one browser share a session: one that asks keeps it alive for all and says for whom, one that ends it ends it
 * for all.
 */
const channel = new BroadcastChannel('courtyard-session');
const ended = 'over';
export const tellOver = () => channel.postMessage(ended);

/** What this page asked is told to the others so often at most. */
const telling_ms = 10_000;
/** So much later than the server a page takes the session for over; what the others asked was told by then. */
const grace_ms = 10_000;

let asked = Date.now();
let told = 0;
let idle_ms = Infinity;
let ends = Infinity;

/** Whether the session is over by now; to be asked before anything is taken for a sign of life. */
function check(): boolean {
  const now = Date.now();
  if (isSignedIn.peek() && !over.peek() && (now - asked > idle_ms + grace_ms || now > ends)) askToSignIn();
  return over.peek();
}

/** The account of this page asked something of the server, which counts from then. */
function tellAsked() {
  asked = told = Date.now();
  channel.postMessage(accountOf(me.peek()));
}

/** Something was answered: to this account while its session is not over, else to the public. */
function keep() {
  if (!isSignedIn.peek() || check()) return;
  asked = Date.now();
  if (asked - told >= telling_ms) tellAsked();
}

function hear({ data }: MessageEvent<string>) {
  if (!isSignedIn.peek()) return;
  const isMine = data === accountOf(me.peek());
  if (data === ended) askToSignIn();
  else if (check() === isMine) void confirmAccount();
  else if (isMine) asked = Date.now();
}

/** What the server answered, the browser's own memory and refusals apart. */
const isAnswer = ({ name, transferSize, responseStatus }: PerformanceResourceTiming) =>
  name.startsWith(`${location.origin}/`) && transferSize > 0 && !(responseStatus >= 400);

/** Notices by itself when the session is over, without asking: a question would keep it alive. */
export function followSessionEnd() {
  effect(() => {
    const { idle_s, ends_in_s } = me.value ?? {};
    idle_ms = idle_s === undefined ? Infinity : idle_s * 1000;
    ends = ends_in_s === undefined ? Infinity : Date.now() + ends_in_s * 1000;
    if (isSignedIn.peek()) tellAsked();
  });
  // Tiles and pictures keep a session alive as well.
  new PerformanceObserver(list => {
    if ((list.getEntries() as PerformanceResourceTiming[]).some(isAnswer)) keep();
  }).observe({ type: 'resource' });
  channel.addEventListener('message', hear);
  setInterval(check, 5000);
  document.addEventListener('visibilitychange', check);
}
