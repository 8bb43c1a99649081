// SPDX-License-Identifier: Apache-2.0
// The program under test: started on a copy of the prepared sample data, on a free port, ended by its own handle.
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const program = process.env.COURTYARD_PROGRAM;
const sample = process.env.COURTYARD_SAMPLE_DATA;

/** Starts `courtyard serve`, under another program where one is named, and waits for the line that says where it listens. */
export async function start(data, options = [], under = []) {
  const [command, ...words] = [...under, program, 'serve', '--data', data, '--listen', '127.0.0.1:0', ...(options.includes('--public-level') ? [] : ['--public-level', '2']), ...options];
  const child = spawn(command, words, {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (text) => (log += text));
  const url = await new Promise((found, failed) => {
    let said = '';
    child.stdout.on('data', (text) => {
      said += text;
      const match = said.match(/https?:\/\/127\.0\.0\.1:\d+/);
      if (match) found(match[0]);
    });
    child.on('exit', (code) => failed(new Error(`the server ended with ${code}: ${log}`)));
  });
  const ended = new Promise((done) => child.on('exit', (code, signal) => done({ code, signal })));
  return {
    url,
    child,
    data,
    log: () => log,
    ended,
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal);
      return ended;
    },
  };
}

/** A server on a fresh copy of the sample county, with its accounts. */
export async function sampleServer(options, under) {
  const folder = await mkdtemp(join(tmpdir(), 'courtyard-service-'));
  const data = join(folder, 'data');
  await cp(sample, data, { recursive: true });
  const accounts = JSON.parse(await readFile(join(data, 'demo-accounts.json'), 'utf8'));
  const server = await start(data, options, under);
  return {
    ...server,
    accounts,
    as: (role) => ({ authorization: `Bearer ${accounts[role].token}` }),
    remove: async () => {
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
}

/** Runs the program once: {code, out, err}. */
export function run(args, input, env) {
  return new Promise((done) => {
    const child = spawn(program, args, {
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (text) => (out += text));
    child.stderr.on('data', (text) => (err += text));
    if (input !== undefined) child.stdin.end(input);
    child.on('exit', (code) => done({ code, out, err }));
  });
}
