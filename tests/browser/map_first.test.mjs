// SPDX-License-Identifier: Apache-2.0
// The drawn map: on screen before MapLibre is asked for, and all there is in a browser without WebGL2.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
    arriveAt,
    completed,
    drawnCells,
    launch,
    launchPlain,
    mapAtRest,
    openPage,
    rows,
    until,
} from './browser.mjs';
import { client, startProgram } from './program.mjs';

let program;
let browser;
let plain;

before(async () => {
    program = await startProgram();
    browser = await launch();
    plain = await launchPlain();
});

after(async () => {
    await browser?.close();
    await plain?.close();
    await program?.stop();
});

const ask = path => client(program.origin)('GET', path);
const open = (path, size, more) => openPage(browser, program.origin, path, size, more);
const openPlain = (path, size, more) => openPage(plain, program.origin, path, size, more);
const allDrawn = (page, count) =>
    until(
        page,
        `${count} areas drawn`,
        n => document.querySelectorAll('svg[data-map] path[data-code]').length === n,
        count,
    );

test('the first map is painted before MapLibre is asked for, and nothing jumps', async () => {
    const asked = [];
    const { page, complaints, close } = await open('/', undefined, {
        before: async page => {
            const session = await page.context().newCDPSession(page);
            await session.send('Network.enable');
            await session.send('Network.emulateNetworkConditions', {
                offline: false,
                latency: 150,
                downloadThroughput: 200_000,
                uploadThroughput: 90_000,
            });
            page.on('request', request => asked.push(new URL(request.url()).pathname));
            await page.addInitScript(() => {
                window.shifts = 0;
                new PerformanceObserver(list => {
                    for (const entry of list.getEntries())
                        if (!entry.hadRecentInput) window.shifts += entry.value;
                }).observe({ type: 'layout-shift', buffered: true });
            });
        },
    });
    await until(page, 'painted', () => performance.getEntriesByName('svg-map-painted').length === 1);
    await mapAtRest(page);
    const { painted, chunk, shifts } = await page.evaluate(() => ({
        painted: performance.getEntriesByName('svg-map-painted')[0].startTime,
        chunk: performance.getEntriesByType('resource').find(({ name }) => /map_view-.*\.js$/.test(name))
            .startTime,
        shifts: window.shifts,
    }));
    console.log(
        `first map after ${painted.toFixed(0)} ms at 1.6 Mbit/s and 150 ms; MapLibre asked for at ${chunk.toFixed(0)} ms`,
    );
    assert.ok(chunk >= painted, 'MapLibre is asked for afterwards');
    assert.ok(shifts <= 0.05, `layout shift ${shifts}`);
    assert.deepEqual(complaints, []);
    await close();
});

test('one first map for every area of the interface, in the colours of its class', async () => {
    const { page, complaints, close } = await openPlain('/#/?t=2023-06-30');
    const { area } = await ask('/api/areas');
    const progress = await ask(
        `/api/progress?campaign=beautiful-courtyard&area=${area.code}&level=village&as_of=2023-06-30`,
    );
    await allDrawn(page, progress.rows.length);
    const fills = new Map(
        await drawnCells(page).evaluateAll(paths =>
            paths.map(path => [path.dataset.code, path.getAttribute('fill')]),
        ),
    );
    const breaks = [40, 60, 80, 90, 100];
    const colourOf = new Map();
    for (const { code, share_plan: share, completed: done, registered } of progress.rows) {
        if (share === null || (registered === 0 && done === 0) || share === 0) continue;
        const number = breaks.filter(one => Math.round(share * 10) / 10 >= one).length;
        colourOf.set(number, colourOf.get(number) ?? fills.get(code));
        assert.equal(fills.get(code), colourOf.get(number), `${code}: ${share}`);
    }
    assert.equal(new Set(colourOf.values()).size, colourOf.size, 'another colour for every class');
    assert.deepEqual(complaints, []);
    await close();
});

test('without WebGL: select, drill, tooltip, zoom and the day, and MapLibre is never fetched', async () => {
    const asked = [];
    const { page, complaints, close } = await openPlain('/#/?t=2023-06-30', undefined, {
        before: page => page.on('request', request => asked.push(request.url())),
    });
    await page.locator('.map-panel[data-map="drawn"]').waitFor();
    assert.match(await page.locator('.map-message').innerText(), /WebGL2/);
    const township = (await ask('/api/areas')).children[3];
    const village = (await ask(`/api/areas?area=${township.code}`)).children[0];
    const cell = page.locator(`svg[data-map] path[data-code="${village.code}"]`);
    await cell.hover();
    assert.match(await page.locator('.tip').innerText(), new RegExp(township.name));
    await cell.click();
    const row = page.locator(`tr[data-code="${township.code}"]`);
    await page.locator(`tr[data-code="${township.code}"][aria-selected="true"]`).waitFor();
    assert.equal(
        await page.locator('path[aria-current="true"]').first().getAttribute('data-area'),
        township.code,
    );
    assert.ok(await row.isVisible());

    const before = await page.locator('.map-panel').getAttribute('data-box');
    await page.locator('.map-controls button').first().click();
    await until(page, 'closer', box => document.querySelector('.map-panel').dataset.box !== box, before);
    await page.waitForURL(/z=/);
    await page.locator('.map-controls button').nth(2).click();
    await until(page, 'whole again', box => document.querySelector('.map-panel').dataset.box === box, before);

    const fill = () => cell.getAttribute('fill');
    const colour = await fill();
    for (let i = 0; i < 18; i++) await page.locator('.timeline input').press('ArrowLeft');
    await until(
        page,
        'another colour two winters before',
        ([code, old]) =>
            document.querySelector(`svg[data-map] path[data-code="${code}"]`).getAttribute('fill') !== old,
        [village.code, colour],
    );

    await cell.dblclick();
    await arriveAt(page, township.name);
    await allDrawn(page, township.children);
    await cell.dblclick();
    await arriveAt(page, village.name);
    await page.keyboard.press('Backspace');
    await arriveAt(page, township.name);
    assert.deepEqual(
        asked.filter(url => /map_view|maplibre/.test(url)),
        [],
    );
    assert.deepEqual(complaints, []);
    await close();
});

test('pointing at a row draws its outline on the map, and clicking the map brings its row into view', async () => {
    const { page, close } = await openPlain('/#/?t=2023-06-30&lvl=village');
    const { area } = await ask('/api/areas');
    const { rows: villages } = await ask(
        `/api/progress?campaign=beautiful-courtyard&area=${area.code}&level=village&as_of=2023-06-30`,
    );
    await allDrawn(page, villages.length);
    const last = rows(page).last();
    const code = await last.getAttribute('data-code');
    await page.locator(`svg[data-map] path[data-code="${code}"]`).click({ force: true });
    await page.locator(`tr[data-code="${code}"][aria-selected="true"]`).waitFor();
    const box = await last.boundingBox();
    const scroll = await page.locator('.ranking-scroll').boundingBox();
    assert.ok(box.y >= scroll.y && box.y + box.height <= scroll.y + scroll.height + 1, 'row in view');
    const other = rows(page).nth(200);
    await other.scrollIntoViewIfNeeded();
    await other.focus();
    await page.keyboard.press('ArrowDown');
    const next = await page.locator('tr[aria-selected="true"]').getAttribute('data-code');
    await until(
        page,
        'its outline',
        wanted => document.querySelector('path[aria-current="true"]')?.dataset.area === wanted,
        next,
    );
    await close();
});

test('MapLibre takes over at the place where the drawn map stood', async () => {
    for (const path of ['/#/?t=2023-06-30', '/#/a/410199104?t=2023-06-30']) {
        const drawn = await openPlain(path);
        await drawn.page.locator('.map-panel[data-map="drawn"]').waitFor();
        const box = (await drawn.page.locator('.map-panel').getAttribute('data-box')).split(',').map(Number);
        await drawn.close();
        const tiled = await open(path);
        await mapAtRest(tiled.page);
        const other = (await tiled.page.locator('.map-panel').getAttribute('data-box'))
            .split(',')
            .map(Number);
        const pixel = (box[2] - box[0]) / (await tiled.page.locator('.map-panel').boundingBox()).width;
        box.forEach((edge, index) =>
            assert.ok(Math.abs(edge - other[index]) < pixel, `${path}: ${box} ${other}`),
        );
        await tiled.close();
    }
});

test('a copied link shows the same area, day, figure, selection, place on the map and language', async () => {
    const { page, close } = await openPlain('/');
    await rows(page).first().waitFor();
    await page.locator('.header-tools .segment button').nth(1).click();
    await page.locator('.map-controls button').first().click();
    await rows(page).nth(4).click();
    await page.locator('.timeline input').press('ArrowLeft');
    await page.waitForURL(/t=.*z=|z=.*t=/);
    await until(page, 'nothing on its way', () => document.querySelector('.waiting') === null);
    const link = page.url().replace(program.origin, '');
    const figure = await completed(page);
    const box = await page.locator('.map-panel').getAttribute('data-box');
    const selected = await page.locator('tr[aria-selected="true"]').getAttribute('data-code');
    await close();

    const again = await openPlain(link);
    await rows(again.page).first().waitFor();
    await again.page.locator('.map-panel[data-map="drawn"]').waitFor();
    assert.equal(await completed(again.page), figure);
    assert.equal(await again.page.locator('html').getAttribute('lang'), 'en');
    assert.equal(await again.page.locator('tr[aria-selected="true"]').getAttribute('data-code'), selected);
    const there = (await again.page.locator('.map-panel').getAttribute('data-box')).split(',').map(Number);
    box.split(',')
        .map(Number)
        .forEach((edge, index) => assert.ok(Math.abs(edge - there[index]) < 1e-3));
    assert.deepEqual(again.complaints, []);
    await again.close();
});
