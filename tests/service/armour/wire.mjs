// SPDX-License-Identifier: Apache-2.0
// Bytes on a connection, exactly as they are given, and what comes back.
import { once } from 'node:events';
import { connect } from 'node:net';

/** `http://127.0.0.1:1` or the path of a socket. */
export function open(place) {
  const url = place.startsWith('http') ? new URL(place) : null;
  const socket = connect(url ? { host: url.hostname, port: Number(url.port) } : { path: place });
  socket.on('error', () => {});
  return socket;
}

/** Sends bytes (latin1), says that no more will come, and gives all that is answered until the other side ends. */
export async function exchange(place, bytes) {
  const socket = open(place);
  let received = '';
  socket.on('data', (piece) => (received += piece.toString('latin1')));
  const ended = once(socket, 'close');
  socket.end(Buffer.from(bytes, 'latin1'));
  await ended;
  return received;
}

/** Reads from a connection until a text has come or the other side has ended. */
export async function readUntil(socket, text) {
  let received = '';
  if (!socket.destroyed && !socket.readableEnded) {
    for await (const piece of socket.iterator({ destroyOnReturn: false })) {
      received += piece.toString('latin1');
      if (received.includes(text)) break;
    }
  }
  return received;
}

/** The statuses of the answers in a text, those of 100 left out. */
export const statuses = (text) => [...text.matchAll(/(?:^|[^"/])HTTP\/1\.[01] (\d{3})/g)].map((match) => Number(match[1])).filter((status) => status !== 100);
