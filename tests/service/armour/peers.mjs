// SPDX-License-Identifier: Apache-2.0
// Servers of Debian beside ours, on sockets in a folder of their own: nginx, haproxy, lighttpd; and nginx before ours.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { open } from './wire.mjs';

/** Where a program is, or nothing. Debian keeps servers in folders that not everybody's PATH has. */
export const found = (name) => [...process.env.PATH.split(delimiter), '/usr/sbin', '/sbin'].map((folder) => join(folder, name)).find(existsSync);

const nginxOf = (folder, server) => `daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log crit;
events { worker_connections 256; }
http {
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
  client_header_timeout 2s; client_body_timeout 2s; keepalive_timeout 2s; lingering_close off;
  log_format sent '$request_method $request_uri|$upstream_addr'; access_log ${folder}/access.log sent;
  ${server}
}`;

const kinds = {
  nginx: (folder, socket) => ({
    file: nginxOf(folder, `server { listen unix:${socket}; location / { return 200 "ok"; } }`),
    words: (file) => ['nginx', '-p', folder, '-c', file, '-e', join(folder, 'error.log')],
  }),
  haproxy: (folder, socket) => ({
    file: `defaults\n  mode http\n  timeout client 2s\n  timeout server 2s\n  timeout connect 2s\n  timeout http-request 2s\n  timeout http-keep-alive 2s\nfrontend all\n  bind unix@${socket}\n  http-request return status 200 content-type text/plain string ok\n`,
    words: (file) => ['haproxy', '-db', '-f', file],
  }),
  lighttpd: (folder, socket) => ({
    file: `server.document-root = "${folder}/root"\nserver.bind = "${socket}"\nserver.port = 0\nserver.feature-flags = ( "server.h2c" => "disable" )\nserver.max-read-idle = 2\nserver.max-keep-alive-idle = 2\nmimetype.assign = ( "" => "text/plain" )\n`,
    words: (file) => ['lighttpd', '-D', '-f', file],
  }),
  'nginx before ours': (folder, socket, ours) => ({
    file: nginxOf(
      folder,
      `upstream ours { server ${new URL(ours).host}; keepalive 4; }
  server { listen unix:${socket}; client_max_body_size 0;
    location / { proxy_pass http://ours; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $host; proxy_request_buffering off; proxy_ignore_client_abort on; proxy_set_header X-Forwarded-For 192.0.2.1; } }`,
    ),
    words: (file) => ['nginx', '-p', folder, '-c', file, '-e', join(folder, 'error.log')],
  }),
};

/** Starts a peer: {place, accessed(), stop()}. */
export async function startPeer(kind, ours) {
  const folder = await mkdtemp(join(tmpdir(), 'courtyard-peer-'));
  const socket = join(folder, 'socket');
  await mkdir(join(folder, 'root'));
  await writeFile(join(folder, 'root', 'healthz'), 'ok');
  await mkdir(join(folder, 'root', 'api'));
  await writeFile(join(folder, 'root', 'api', 'session'), 'ok');
  const { file, words } = kinds[kind](folder, socket, ours);
  const conf = join(folder, 'conf');
  await writeFile(conf, file);
  const [program, ...rest] = words(conf);
  const child = spawn(found(program), rest, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (text) => (said += text));
  const ended = new Promise((done) => child.on('exit', done));
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${kind} ended with ${child.exitCode}: ${said}`);
    const connected = await new Promise((done) => {
      const probe = open(socket);
      probe.on('connect', () => done(true));
      probe.on('close', () => done(false));
      probe.on('connect', () => probe.destroy());
    });
    if (connected) break;
    await new Promise((later) => setTimeout(later, 20));
  }
  return {
    place: socket,
    /** The requests that it saw: [{request, upstream}]. */
    accessed: async () =>
      (await readFile(join(folder, 'access.log'), 'latin1'))
        .split('\n')
        .filter(Boolean)
        .map((line) => ({ request: line.split('|')[0], upstream: line.split('|')[1] })),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
