// SPDX-License-Identifier: Apache-2.0
// What a test needs of `fetch` where it asks tens of thousands of questions: on kept connections, without streams, at a fraction of
// its cost for the processor. A redirect is an answer.
import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true });

class Answer {
  constructor(head, bytes) {
    this.status = head.statusCode;
    this.headers = new Headers();
    for (let i = 0; i < head.rawHeaders.length; i += 2) this.headers.append(head.rawHeaders[i], head.rawHeaders[i + 1]);
    this.bytes = bytes;
  }
  async arrayBuffer() {
    return this.bytes;
  }
  async text() {
    return this.bytes.toString();
  }
  async json() {
    return JSON.parse(this.bytes);
  }
  clone() {
    return this;
  }
}

/** The whole answer. `body` is a text or bytes. What ends by a signal is a stream, and `fetch`'s. */
export function kept_fetch(url, { method = 'GET', headers = {}, body, signal } = {}) {
  if (signal) return fetch(url, { method, headers, body, signal });
  return new Promise((done, failed) => {
    const asked = request(url, { agent, method, headers }, (head) => {
      const pieces = [];
      head.on('data', (piece) => pieces.push(piece));
      head.on('end', () => done(new Answer(head, Buffer.concat(pieces))));
      head.on('error', failed);
    });
    asked.on('error', failed);
    asked.end(body);
  });
}
