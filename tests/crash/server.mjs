// SPDX-License-Identifier: Apache-2.0
// The program under test, with or without a disk that lies; and the smallest client that tells what it has seen.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync, openSync, writeSync, closeSync } from 'node:fs';
import http from 'node:http';

/** The disk that keeps a journal of what is not synced, and fails when it is told to. */
export class Disk {
  constructor(library, folder, beside) {
    this.folder = folder;
    this.journal = `${beside}/journal`;
    this.controlFile = `${beside}/control`;
    this.env = {
      LD_PRELOAD: library,
      COURTYARD_DISK_FOLDER: folder,
      COURTYARD_DISK_JOURNAL: this.journal,
      COURTYARD_DISK_CONTROL: this.controlFile,
    };
    this.renew();
  }
  /** A fresh journal, nothing refused. */
  renew() {
    rmSync(this.journal, { force: true });
    rmSync(`${this.journal}.kept`, { recursive: true, force: true });
    mkdirSync(`${this.journal}.kept`, { recursive: true });
    writeFileSync(this.controlFile, Buffer.from('-o-o\0\0\0\0' + '\0'.repeat(16), 'latin1'));
  }
  set(offset, bytes) {
    const file = openSync(this.controlFile, 'r+');
    writeSync(file, bytes, 0, bytes.length, offset);
    closeSync(file);
  }
  /** `S` ENOSPC, `E` EIO, `R` EROFS, `-` nothing; `o` once, `s` until taken back. */
  failWrites(kind, mode = 's') {
    this.set(1, Buffer.from(mode));
    this.set(0, Buffer.from(kind));
  }
  failSyncs(kind, mode = 's') {
    this.set(3, Buffer.from(mode));
    this.set(2, Buffer.from(kind));
  }
  setClockOff(seconds) {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt(seconds));
    this.set(8, bytes);
  }
  refused() {
    return Number(readFileSync(this.controlFile).readBigUInt64LE(16));
  }
}

/** Starts `courtyard serve` on a free port. `ended` tells how it ended. */
export async function startServer(program, data, env = {}) {
  const began = performance.now();
  const child = spawn(program, ['serve', '--data', data, '--listen', '127.0.0.1:0', '--public-level', '2'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let log = '';
  child.stderr.on('data', (text) => (log += text));
  const ended = new Promise((done) => child.on('exit', (code, signal) => done({ code, signal })));
  const url = await new Promise((found, failed) => {
    let said = '';
    child.stdout.on('data', (text) => {
      said += text;
      const match = said.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (match) found(match[0]);
    });
    child.on('exit', (code, signal) => failed(new Error(`the server ended with ${signal ?? code}: ${log}`)));
  });
  return {
    url,
    child,
    ended,
    startMs: performance.now() - began,
    log: () => log,
    kill: (signal = 'SIGKILL') => (child.kill(signal), ended),
  };
}

/** Requests on kept connections. An answer counts from its first line: what was seen was said. */
export class Wire {
  constructor(url, token) {
    this.url = new URL(url);
    this.agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
    this.authorization = `Bearer ${token}`;
  }
  close() {
    this.agent.destroy();
  }
  /** {status, headers, text, cut}; rejects only when no answer began. */
  request(method, path, body, headers = {}) {
    const bytes = body === undefined ? undefined : Buffer.from(body);
    return new Promise((answered, failed) => {
      const request = http.request({
        host: this.url.hostname,
        port: this.url.port,
        agent: this.agent,
        method,
        path,
        headers: {
          // One name whatever the port: links in answers are the same after a restart.
          host: 'courtyard.test',
          authorization: this.authorization,
          'accept-language': 'en',
          ...(bytes ? { 'content-length': bytes.length } : {}),
          ...headers,
        },
      });
      request.on('error', failed);
      request.on('response', (response) => {
        const parts = [];
        const done = (cut) =>
          answered({ status: response.statusCode, headers: response.headers, bytes: Buffer.concat(parts), text: Buffer.concat(parts).toString(), cut });
        response.on('data', (part) => parts.push(part));
        response.on('end', () => done(!response.complete));
        response.on('error', () => done(true));
      });
      request.end(bytes);
    });
  }
  json(method, path, body) {
    return this.request(method, path, JSON.stringify(body), { 'content-type': 'application/json' });
  }
}
