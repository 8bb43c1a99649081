// SPDX-License-Identifier: Apache-2.0
// What must not break the dashboard: names that are code, hostile attributions, broken links, a server that is slow, wrong
// or gone, and browsers that lack something.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { arriveAt, completed, launch, launchPlain, mapAtRest, openPage, rows, until } from './browser.mjs';
import { renameVillages } from './odd_data.mjs';
import { client, startProgram } from './program.mjs';

const hostile = '<img src=x onerror="window.hacked=1">';
const rare = '塔寺𠮷村';
const attribution = '<script>window.hacked=2</script><a href="javascript:window.hacked=3">©</a>';
let codes;
let tiles;
let program;
let browser;
let plain;

/** A base map of one grey pixel, on an origin of its own. */
function serveTiles() {
    const pixel = Buffer.from(
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCB9yG8YAAAAABJRU5ErkJggg==',
        'base64',
    );
    const asked = [];
    const server = createServer((request, response) => {
        asked.push(request.url);
        response.writeHead(200, { 'Content-Type': 'image/png', 'Access-Control-Allow-Origin': '*' });
        response.end(pixel);
    });
    return new Promise(done =>
        server.listen(0, '127.0.0.1', () =>
            done({ origin: `http://127.0.0.1:${server.address().port}`, asked, stop: () => server.close() }),
        ),
    );
}

before(async () => {
    tiles = await serveTiles();
    program = await startProgram({
        prepare: async data => (codes = await renameVillages(data, [hostile, rare])),
        config: `[[base_maps]]
id = "grey"
name_zh = "灰底图"
name_en = "Grey"
tiles = ["${tiles.origin}/{z}/{x}/{y}.png"]
attribution = '''${attribution}'''
crs = "cgcs2000"
`,
    });
    browser = await launch();
    plain = await launchPlain();
});

after(async () => {
    await browser?.close();
    await plain?.close();
    await program?.stop();
    tiles?.stop();
});

const ask = path => client(program.origin)('GET', path);
const open = (path, more) => openPage(browser, program.origin, path, undefined, more);
const openPlain = (path, more) => openPage(plain, program.origin, path, undefined, more);
const untouched = async page => assert.equal(await page.evaluate(() => window.hacked), undefined);

test('a village named like a piece of code is shown letter by letter, on both maps, in table, search, card and paper', async () => {
    const township = codes[0].slice(0, 9);
    for (const openWith of [open, openPlain]) {
        const { page, complaints, close } = await openWith(`/#/a/${township}?sel=${codes[0]}`);
        await page.locator(`tr[data-code="${codes[0]}"]`).waitFor();
        assert.equal(await page.locator(`tr[data-code="${codes[0]}"] .name`).innerText(), hostile);
        assert.equal(await page.locator('.card h3').innerText(), hostile);
        await page.locator('#search').fill(hostile.slice(0, 8));
        await page.locator('.search-list li', { hasText: hostile }).waitFor();
        await page.keyboard.press('Escape');
        assert.ok((await page.locator('#spoken').innerText()).includes(hostile));
        if (openWith === open) await mapAtRest(page);
        else
            assert.ok(
                (await page.locator('svg[data-map] text').allTextContents()).some(text =>
                    text.includes(hostile),
                ),
            );
        await page.goto(`${program.origin}/#/a/${township}?p=wall`);
        await page.locator('.sheet.wall').waitFor();
        assert.ok((await page.locator('.sheet.wall').innerText()).includes(hostile));
        await untouched(page);
        assert.deepEqual(complaints, []);
        await close();
    }
});

test('a rare letter stands on the map, drawn by the fonts of the machine', async () => {
    const township = codes[1].slice(0, 9);
    const asked = [];
    const { page, complaints, close } = await open(`/#/a/${township}`, {
        before: page => page.on('request', request => asked.push(request.url())),
    });
    await mapAtRest(page);
    // Around the middle of the village, where nothing but its name is dark.
    const { areas, corner, unit } = await ask(`/api/map?area=${township}`);
    const [x, y] = areas
        .find(({ code }) => code === codes[1])
        .label.map((units, axis) => corner[axis] + units * unit);
    const panel = page.locator('.map-panel');
    const [west, south, east, north] = (await panel.getAttribute('data-box')).split(',').map(Number);
    const square = lat => 0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI);
    const box = await panel.boundingBox();
    const at = {
        x: box.x + ((x - (west + 180) / 360) / ((east - west) / 360)) * box.width,
        y: box.y + ((y - square(north)) / (square(south) - square(north))) * box.height,
    };
    const shot = await page.screenshot({ clip: { x: at.x - 36, y: at.y - 9, width: 72, height: 18 } });
    const dark = await page.evaluate(async data => {
        const image = await createImageBitmap(new Blob([Uint8Array.from(atob(data), c => c.charCodeAt(0))]));
        const canvas = new OffscreenCanvas(image.width, image.height);
        const pen = canvas.getContext('2d');
        pen.drawImage(image, 0, 0);
        const { data: pixels } = pen.getImageData(0, 0, image.width, image.height);
        let count = 0;
        for (let i = 0; i < pixels.length; i += 4) if (pixels[i] < 90 && pixels[i + 1] < 90) count++;
        return count;
    }, shot.toString('base64'));
    assert.ok(dark > 150, `${dark} dark pixels where the name should stand`);
    assert.deepEqual(
        asked.filter(url => /glyph|font/.test(url)),
        [],
    );
    assert.deepEqual(complaints, []);
    await close();
});

test('a base map comes from its own origin and from nowhere else, and its attribution is text', async () => {
    const { page, complaints, close } = await open('/#/?bm=grey');
    await mapAtRest(page);
    await until(page, 'attribution', () => document.querySelector('.attribution') !== null);
    assert.equal(await page.locator('.attribution').innerText(), attribution);
    assert.ok(tiles.asked.length > 0);
    assert.deepEqual(
        complaints.filter(complaint => !complaint.startsWith(`request to ${tiles.origin}/`)),
        [],
    );
    await untouched(page);
    const before = tiles.asked.length;
    await page.locator('.base-maps .button').click();
    await page.locator('.base-maps .menu-item').first().click();
    await mapAtRest(page);
    assert.ok(!page.url().includes('bm='));
    assert.equal(tiles.asked.length, before);
    await close();
});

test('a broken link shows the default view with a notice', async () => {
    for (const hash of [
        '#/a/%3Cimg%20src=x%3E?t=2023-02-31&m=best',
        '#/a/' + 'x'.repeat(3000),
        '#/?z=NaN/1/1&bm=%00&p=a9&sel=<b>',
        '#%E0%A4%A',
    ]) {
        const { page, complaints, close } = await openPlain(`/${hash}`);
        await rows(page).first().waitFor();
        assert.equal(await rows(page).count(), 18, hash);
        await page.locator('.notice').waitFor();
        assert.deepEqual(complaints, [], hash);
        await close();
    }
});

test('a slow server: old figures stay whole until the new ones are there, and late answers change nothing', async () => {
    const { page, complaints, close } = await openPlain('/#/?t=2023-06-30');
    await rows(page).first().waitFor();
    const waits = [];
    await page.route('**/api/progress?*', async route => {
        // The first asked is answered last.
        await new Promise(done => waits.unshift(done));
        await route.continue().catch(() => {});
    });
    const figure = await completed(page);
    const slider = page.locator('.timeline input');
    for (let step = 0; step < 5; step++) await slider.press('ArrowLeft');
    assert.equal(await completed(page), figure);
    const last = '2023-01-31';
    await until(page, 'the last step is asked for', () => location.hash.includes('t=2023-01-31'));
    const release = setInterval(() => waits.splice(0).forEach(done => done()), 100);
    const { area } = await ask('/api/areas');
    const { total } = await ask(
        `/api/progress?campaign=beautiful-courtyard&area=${area.code}&level=township&as_of=${last}`,
    );
    await until(
        page,
        'figures of the last step',
        wanted =>
            Number(document.querySelector('[data-figure="completed"]').textContent.replaceAll(',', '')) ===
            wanted,
        total.completed,
    );
    clearInterval(release);
    assert.deepEqual(complaints, []);
    await close();
});

test('a server that answers wrongly or not at all: the old figures with the time they are from, and a way to try again', async () => {
    const { page, close } = await openPlain('/#/?t=2023-06-30');
    await rows(page).first().waitFor();
    const figure = await completed(page);
    for (const answer of [
        route => route.abort(),
        route => route.fulfill({ status: 500, body: 'no json' }),
        route => route.fulfill({ status: 200, contentType: 'application/json', body: '{"rows": 1' }),
        route => route.fulfill({ status: 200, contentType: 'application/json', body: '{}' }),
    ]) {
        await page.route('**/api/progress?*', answer);
        await page.locator('.timeline input').press('ArrowLeft');
        await page.locator('.notice').waitFor();
        assert.equal(await completed(page), figure);
        assert.ok(await page.locator('svg[data-map] path[data-code]').first().isVisible());
        await page.unroute('**/api/progress?*');
        await page.locator('.notice button').first().click();
        await page.locator('.notice').waitFor({ state: 'detached' });
        await page.locator('.timeline input').press('ArrowRight');
        await until(
            page,
            'the first figures again',
            wanted =>
                Number(
                    document.querySelector('[data-figure="completed"]').textContent.replaceAll(',', ''),
                ) === wanted,
            figure,
        );
    }
    await page.route('**/api/progress?*', route => route.abort());
    await page.locator('.timeline input').press('ArrowLeft');
    assert.match(await page.locator('.notice').innerText(), /\d\d:\d\d/);
    await close();
});

test('without the borders the rest of the page works, and MapLibre opens all the same', async () => {
    const { page, close } = await open('/', {
        before: page => page.route('**/api/map*', route => route.abort()),
    });
    await rows(page).first().waitFor();
    await mapAtRest(page);
    assert.equal(await rows(page).count(), 18);
    await close();
});

test('without localStorage everything works', async () => {
    const { page, complaints, close } = await openPlain('/', {
        before: page =>
            page.addInitScript(() =>
                Object.defineProperty(window, 'localStorage', {
                    get() {
                        throw new DOMException('no', 'SecurityError');
                    },
                }),
            ),
    });
    await rows(page).first().waitFor();
    await page.locator('.header .button.square').first().click();
    await page.keyboard.press('?');
    await page.locator('.key-help input').uncheck();
    await page.keyboard.press('Escape');
    const { children } = await ask('/api/areas');
    await page.locator(`tr[data-code="${children[0].code}"] a`).click();
    await arriveAt(page, children[0].name);
    assert.deepEqual(complaints, []);
    await close();
});

test('a browser without ES2022 is told so, in two languages, on a plain page', async () => {
    const { page, complaints, close } = await openPlain('/', {
        before: page =>
            page.addInitScript(() => {
                delete Object.hasOwn;
                delete Array.prototype.at;
            }),
    });
    await page.locator('#too-old').waitFor();
    const text = await page.locator('#too-old').innerText();
    assert.match(text, /浏览器太旧/);
    assert.match(text, /too old/);
    assert.match(text, /ES2022/);
    assert.deepEqual(complaints, []);
    await close();
});

test('a browser that cannot read the page is told what it stumbled over', async () => {
    const { page, close } = await openPlain('/', {
        before: page =>
            page.route('**/assets/index-*.js', route =>
                route.fulfill({ contentType: 'text/javascript', body: 'class A { static ?? }' }),
            ),
    });
    await page.locator('#too-old').waitFor();
    assert.match(await page.locator('#missing').innerText(), /Syntax|Unexpected/);
    await close();
});
