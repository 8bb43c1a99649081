// SPDX-License-Identifier: Apache-2.0
// A line between browser and server that can be cut and mended.
import { connect, createServer } from 'node:net';
import { once } from 'node:events';

/** -> {origin, cut, mend, end}: an address that leads to the server as long as the line holds. */
export async function lineTo(origin) {
    const port = Number(new URL(origin).port);
    const open = new Set();
    let holds = true;
    const server = createServer(browser => {
        if (!holds) return browser.destroy();
        const program = connect(port, '127.0.0.1');
        for (const [one, other] of [
            [browser, program],
            [program, browser],
        ]) {
            open.add(one);
            one.on('error', () => other.destroy());
            one.on('close', () => (open.delete(one), other.destroy()));
            one.pipe(other);
        }
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const cut = () => {
        holds = false;
        for (const socket of open) socket.destroy();
    };
    return {
        origin: `http://127.0.0.1:${server.address().port}`,
        cut,
        mend: () => (holds = true),
        end: () => (cut(), server.close()),
    };
}
