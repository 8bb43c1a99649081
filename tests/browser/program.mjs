// SPDX-License-Identifier: Apache-2.0
// Starts the courtyard program on a copy of a prepared data directory and ends it again.
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

function needed(name) {
    const value = process.env[name];
    if (!value) throw new Error(`${name} is not set; run the browser tests through script/test`);
    return value;
}

/** Runs one command of the program to its end; throws what it says when it fails. */
export async function runProgram(...arguments_) {
    const child = spawn(needed('COURTYARD_PROGRAM'), arguments_, { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (said += chunk));
    const code = await new Promise(resolve => child.once('exit', resolve));
    if (code !== 0) throw new Error(`courtyard ${arguments_.join(' ')}: ${code}\n${said}`);
}

/**
 * -> {origin, accounts, stop}: a server of its own with demo accounts {role: {name, password, token}}.
 * `prepare(data)` changes the copy of the data before it is served; `config` is the text of a courtyard.toml.
 * `publicLevel`: what who is not signed in may see.
 */
export async function startProgram({ prepare, config, publicLevel = 2 } = {}) {
    const folder = await mkdtemp(join(tmpdir(), 'courtyard-browser-'));
    const data = join(folder, 'data');
    await cp(needed('COURTYARD_SAMPLE_DATA'), data, { recursive: true });
    await prepare?.(data);
    const file = join(folder, 'courtyard.toml');
    if (config) await writeFile(file, config);
    const options = [
        ...(config ? ['--config', file] : []),
        '--data',
        data,
        '--web',
        needed('COURTYARD_WEB'),
        '--public-level',
        String(publicLevel),
    ];
    const child = spawn(needed('COURTYARD_PROGRAM'), ['serve', ...options, '--listen', '127.0.0.1:0'], {
        stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = new Promise(resolve => child.once('exit', resolve));
    const stop = async () => {
        if (child.exitCode === null) process.kill(child.pid, 'SIGTERM');
        await ended;
        await rm(folder, { recursive: true, force: true });
    };
    try {
        const origin = await readyAt(child, ended);
        return {
            origin,
            accounts: JSON.parse(await readFile(join(data, 'demo-accounts.json'), 'utf8')),
            stop,
        };
    } catch (error) {
        await stop();
        throw error;
    }
}

/** The address the program prints when it is ready. */
function readyAt(child, ended) {
    let said = '';
    return new Promise((resolve, reject) => {
        const listen = chunk => {
            said += chunk;
            const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
            if (address) resolve(address[0]);
        };
        child.stdout.on('data', listen);
        child.stderr.on('data', chunk => (said += chunk));
        child.once('error', reject);
        void ended.then(code =>
            reject(new Error(`courtyard ended with ${code} before it was ready:\n${said}`)),
        );
    });
}

/** Speaks to the server as one of its accounts; throws what it refuses. */
export function client(origin, token) {
    return async (method, path, body) => {
        const response = await fetch(origin + path, {
            method,
            headers: {
                Accept: 'application/json',
                ...(token && { Authorization: `Bearer ${token}` }),
                ...(body && { 'Content-Type': 'application/json' }),
            },
            ...(body && { body: JSON.stringify(body) }),
        });
        const text = await response.text();
        if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
        return text ? JSON.parse(text) : null;
    };
}
