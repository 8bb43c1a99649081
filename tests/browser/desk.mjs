// SPDX-License-Identifier: Apache-2.0
// What the tests of the desk pages share: signed-in pages, inspection points with flags and photos.
import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { madePhoto } from '../service/made_photo.mjs';
import { openPage } from './browser.mjs';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A page of the desk as one of the demo accounts sees it. */
export const openDesk = (browser, origin, account, path, size = { width: 1366, height: 768 }, more = {}) =>
    openPage(browser, origin, path, size, {
        ...more,
        before: async page => {
            const answer = await page.context().request.post(`${origin}/api/session`, {
                data: { name: account.name, password: account.password },
                headers: { Origin: origin },
            });
            assert.equal(answer.status(), 200, await answer.text());
        },
    });

/** A drawing of a courtyard as a camera might have stored it: two looks, before and after. */
export async function drawnPicture(page, tidy) {
    const base64 = await page.evaluate(isTidy => {
        const canvas = document.createElement('canvas');
        canvas.width = 1200;
        canvas.height = 840;
        const c = canvas.getContext('2d');
        const fill = (colour, ...points) => {
            c.fillStyle = colour;
            c.beginPath();
            points.forEach(([x, y], i) => (i ? c.lineTo(x, y) : c.moveTo(x, y)));
            c.fill();
        };
        const box = (colour, x, y, w, h) => fill(colour, [x, y], [x + w, y], [x + w, y + h], [x, y + h]);
        box('#dbe8ec', 0, 0, 1200, 840);
        fill('#b8cbbd', [0, 440], [300, 380], [700, 440], [1000, 390], [1200, 430], [1200, 600], [0, 600]);
        box('#d6cbb8', 0, 430, 1200, 170);
        box(isTidy ? '#d9d0c0' : '#c9bda6', 0, 590, 1200, 250);
        box('#f0e7d8', 230, 320, 640, 270);
        fill('#6b7b87', [180, 320], [300, 190], [800, 190], [920, 320]);
        for (const x of [300, 660]) {
            box('#8d7460', x, 390, 140, 110);
            box('#9fc3d2', x + 10, 400, 55, 90);
            box('#9fc3d2', x + 75, 400, 55, 90);
        }
        box('#7d5a42', 500, 390, 120, 200);
        c.fillStyle = isTidy ? '#5c9a6b' : '#93a56f';
        for (const [x, y, r] of [
            [1000, 280, 110],
            [930, 330, 70],
        ]) {
            c.beginPath();
            c.arc(x, y, r, 0, 7);
            c.fill();
        }
        box('#84603f', 985, 380, 24, 230);
        if (isTidy) {
            fill('#bfb4a2', [500, 590], [620, 590], [760, 840], [360, 840]);
            for (let x = 40; x < 330; x += 80) {
                box('#a86a45', x, 700, 50, 60);
                c.fillStyle = '#5c9a6b';
                c.beginPath();
                c.arc(x + 25, 680, 34, 0, 7);
                c.fill();
            }
            box('#b98757', 820, 700, 320, 70);
        } else {
            for (let i = 0; i < 14; i++) {
                c.fillStyle = '#8a6a4b';
                c.beginPath();
                c.ellipse(70 + (i % 7) * 55, 730 - Math.floor(i / 7) * 40, 32, 20, 0, 0, 7);
                c.fill();
            }
            fill('#8f9ba3', [700, 680], [920, 670], [880, 760], [740, 750]);
        }
        return canvas.toDataURL('image/jpeg', 0.85).split(',')[1];
    }, tidy);
    return Buffer.from(base64, 'base64');
}

/** Speaks to the server with a token; answers the response. */
export const sender =
    (origin, token) =>
    (method, path, body, type = 'application/json') =>
        fetch(origin + path, {
            method,
            headers: { Authorization: `Bearer ${token}`, 'Content-Type': type, 'Accept-Language': 'zh' },
            body: body instanceof Uint8Array ? body : JSON.stringify(body),
        });

/** One inspection point at a household, stored; -> its receipt. */
export async function inspected(send, household, more = {}) {
    const id = randomUUID();
    const { geometry, properties } = household;
    const answer = await send('PUT', `/api/inspections/${id}`, {
        campaign: 'beautiful-courtyard',
        household: properties.id,
        observed_at: new Date(Date.now() - 3_600_000).toISOString(),
        lon: geometry.coordinates[0],
        lat: geometry.coordinates[1],
        accuracy_m: 9.2,
        outcome: 'checked',
        ...more,
    });
    assert.equal(answer.status, 201, await answer.clone().text());
    return answer.json();
}

/** Brings a photo to a point; -> its hash. */
export async function photographed(send, inspection, facts) {
    const bytes = madePhoto(facts);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const answer = await send('PUT', `/api/inspections/${inspection}/photos/${sha256}`, bytes, 'image/jpeg');
    assert.equal(answer.status, 201, await answer.clone().text());
    return sha256;
}

/** Local time as EXIF has it. */
export const exifTime = time =>
    new Date(time + 8 * 3_600_000).toISOString().slice(0, 19).replaceAll('-', ':').replace('T', ' ');

/** Violations of WCAG 2.0 to 2.2, A and AA, on the page as it stands; told short enough to read. */
export async function axeProblems(page, sought = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']) {
    await page.evaluate(axeSource);
    const found = await page.evaluate(runOnly => window.axe.run(document, { runOnly }), sought);
    return found.violations.map(
        ({ id, nodes }) =>
            `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).join(' | ')}`,
    );
}

/** What sticks out of the window, and controls that are too small to hit (WCAG 2.5.8). */
export const layoutProblems = page =>
    page.evaluate(() => {
        const found = [];
        if (document.documentElement.scrollWidth > innerWidth)
            found.push(`page ${document.documentElement.scrollWidth} wide in ${innerWidth}`);
        for (const element of document.querySelectorAll(
            'button, select, a.button, input:not([type=hidden])',
        )) {
            const { width, height } = element.getBoundingClientRect();
            if (width > 0 && element.closest('.unseen, p') === null && !element.classList.contains('unseen'))
                if (width < 23.5 || height < 23.5)
                    found.push(`${element.outerHTML.slice(0, 120)} ${width}x${height}`);
        }
        return found;
    });

/** Households of the sample county with one status, from all over it. */
export async function householdsOf(origin, token, status, count) {
    const answer = await fetch(`${origin}/ogc/collections/courtyards/items?limit=10000`, {
        headers: { Authorization: `Bearer ${token}` },
    });
    const found = (await answer.json()).features.filter(one => one.properties.status === status);
    assert.ok(found.length >= count, `${found.length} households are ${status}`);
    return Array.from({ length: count }, (_, i) => found[Math.floor((i * found.length) / count)]);
}
