// SPDX-License-Identifier: Apache-2.0
// The dashboard in Chromium with software WebGL: first map on a slow line, recolouring, panning over few and many points, heap.
// Times of shared cores and software drawing are for comparison only; ratios are what counts (reference/web.md 4).
// Needs COURTYARD_PROGRAM and COURTYARD_WEB; makes its own counties. Usage: node bench/web/web.mjs
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { drawnCells, launch, launchPlain, mapAtRest, until } from '../../tests/browser/browser.mjs';
import { startProgram } from '../../tests/browser/program.mjs';

const scratch = await mkdtemp(join(tmpdir(), 'courtyard-bench-web-'));
const median = values => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const ms = value => `${value.toFixed(0)} ms`;

/** A server on a county of so many villages and households. */
async function county(villages, households) {
    const data = join(scratch, `${villages}-${households}`);
    execFileSync(
        process.env.COURTYARD_PROGRAM,
        ['demo', '--data', data, '--villages', String(villages), '--households', String(households)],
        { stdio: 'ignore' },
    );
    process.env.COURTYARD_SAMPLE_DATA = data;
    return startProgram();
}

async function pageOf(browser, size = { width: 1366, height: 768 }) {
    const context = await browser.newContext({ viewport: size, reducedMotion: 'reduce' });
    const page = await context.newPage();
    return { page, session: await context.newCDPSession(page), close: () => context.close() };
}

/** From the address to the first map, on 1.6 Mbit/s, 150 ms and a processor of a sixth. */
async function firstMap(browser, origin) {
    const { page, session, close } = await pageOf(browser);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: 150,
        downloadThroughput: 200_000,
        uploadThroughput: 93_750,
    });
    await session.send('Emulation.setCPUThrottlingRate', { rate: 6 });
    await page.addInitScript(() => {
        window.seen = { shift: 0, largest: 0 };
        new PerformanceObserver(list => {
            for (const entry of list.getEntries())
                if (!entry.hadRecentInput) window.seen.shift += entry.value;
        }).observe({ type: 'layout-shift', buffered: true });
        new PerformanceObserver(list => {
            for (const entry of list.getEntries()) window.seen.largest = entry.startTime;
        }).observe({ type: 'largest-contentful-paint', buffered: true });
    });
    await page.goto(`${origin}/`);
    await until(page, 'painted', () => performance.getEntriesByName('svg-map-painted').length === 1);
    const figures = await page.evaluate(() => ({
        ...window.seen,
        painted: performance.getEntriesByName('svg-map-painted')[0].startTime,
        bytes: performance
            .getEntriesByType('resource')
            .filter(({ name }) => !/map_view|maplibre/.test(name))
            .reduce((sum, { transferSize }) => sum + transferSize, 0),
    }));
    await close();
    return figures;
}

/** A step of the slider until the last area has its new colour, everything but the wait for the server's answer included. */
async function recolour(browser, origin) {
    const { page, close } = await pageOf(browser);
    await page.goto(`${origin}/#/?t=2023-06-30&lvl=village`);
    await drawnCells(page).first().waitFor();
    const times = [];
    for (let step = 0; step < 6; step++) {
        times.push(
            await page.evaluate(
                () =>
                    new Promise(done => {
                        const input = document.querySelector('.timeline input');
                        const begin = performance.now();
                        const observer = new MutationObserver(() => {
                            observer.disconnect();
                            requestAnimationFrame(() =>
                                requestAnimationFrame(() => done(performance.now() - begin)),
                            );
                        });
                        observer.observe(document.querySelector('svg[data-map] .cells'), {
                            subtree: true,
                            attributes: true,
                            attributeFilter: ['fill'],
                        });
                        input.value = String(Number(input.value) - 3);
                        input.dispatchEvent(new Event('input', { bubbles: true }));
                        input.dispatchEvent(new Event('change', { bubbles: true }));
                    }),
            ),
        );
    }
    await close();
    return times;
}

/** Frames while the map is dragged to and fro for two and a half seconds over the points of households. */
async function pan(browser, origin) {
    const { area } = await (await fetch(`${origin}/api/areas`)).json();
    const { rows } = await (await fetch(`${origin}/api/progress?area=${area.code}&level=village`)).json();
    const village = rows.reduce((most, row) => (row.registered > most.registered ? row : most));
    const { bbox } = (await (await fetch(`${origin}/api/areas?area=${village.code}`)).json()).area;
    const [lon, lat] = [(bbox[0] + bbox[2]) / 2, (bbox[1] + bbox[3]) / 2];
    const { page, session, close } = await pageOf(browser);
    const tiles = [];
    page.on('response', async response => {
        if (!response.url().includes('/tiles/courtyards/')) return;
        tiles.push(Number((await response.allHeaders())['content-length'] ?? 0));
    });
    await page.goto(
        `${origin}/#/a/${village.code}?ly=courtyards&z=14.20/${lat.toFixed(5)}/${lon.toFixed(5)}`,
    );
    await mapAtRest(page);
    const box = await page.locator('.map-panel').boundingBox();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.evaluate(() => {
        window.frames_ = [];
        let last = performance.now();
        const tick = now => {
            window.frames_.push(now - last);
            last = now;
            window.ticking = requestAnimationFrame(tick);
        };
        window.ticking = requestAnimationFrame(tick);
    });
    await page.mouse.move(x, y);
    await page.mouse.down();
    const end = Date.now() + 2500;
    for (let step = 0; Date.now() < end; step++)
        await page.mouse.move(x + 120 * Math.sin(step / 8), y + 40 * Math.sin(step / 5));
    await page.mouse.up();
    const frames = await page.evaluate(() => (cancelAnimationFrame(window.ticking), window.frames_.slice(1)));
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    await close();
    return { village, frames, largestTile: Math.max(...tiles), heap: usedSize / 1e6 };
}

/** Heap in MB after three times down to a village and back, and after twenty changes of theme. */
async function heap(browser, origin) {
    const { page, session, close } = await pageOf(browser);
    const used = async () => {
        await session.send('HeapProfiler.collectGarbage');
        return (await session.send('Runtime.getHeapUsage')).usedSize / 1e6;
    };
    await page.goto(`${origin}/`);
    await mapAtRest(page);
    const before = await used();
    for (let cycle = 0; cycle < 3; cycle++) {
        for (let level = 0; level < 2; level++) {
            await page.locator('.ranking tbody tr a').first().click();
            await mapAtRest(page);
        }
        for (let level = 0; level < 2; level++) {
            await page.keyboard.press('Backspace');
            await mapAtRest(page);
        }
    }
    const drilled = await used();
    const themes = page.locator('.header .button.square').first();
    for (let change = 0; change < 20; change++) await themes.click();
    await mapAtRest(page);
    const switched = await used();
    await close();
    return { before, drilled, switched };
}

const browser = await launch();
const plain = await launchPlain();
try {
    const six = await county(600, 60_000);
    const sketch = await fetch(`${six.origin}/api/map`, { headers: { 'Accept-Encoding': 'identity' } });
    const plainBytes = (await sketch.arrayBuffer()).byteLength;
    const zipped = execFileSync('curl', ['-s', '-H', 'Accept-Encoding: gzip', `${six.origin}/api/map`], {
        maxBuffer: 1e8,
    });
    console.log(
        `borders of 600 villages: ${(zipped.length / 1000).toFixed(1)} KB gzip of ${(plainBytes / 1000).toFixed(0)} KB (${gunzipSync(zipped).length === plainBytes ? 'the same' : 'NOT the same'} content); goal <= 60 KB`,
    );
    const first = [];
    for (let run = 0; run < 5; run++) first.push(await firstMap(browser, six.origin));
    console.log(
        `first map, 600 villages, 1.6 Mbit/s, 150 ms, CPU / 6: median ${ms(median(first.map(one => one.painted)))} of ${first.length}, ` +
            `largest paint ${ms(median(first.map(one => one.largest)))}, layout shift ${median(first.map(one => one.shift)).toFixed(3)}, ` +
            `${(median(first.map(one => one.bytes)) / 1000).toFixed(0)} KB; goals <= 2000 ms, <= 2500 ms, <= 0.05`,
    );
    const steps = await recolour(plain, six.origin);
    console.log(
        `slider step, 600 areas, answer of the server included: median ${ms(median(steps))}; goal <= 300 ms`,
    );
    const { before, drilled, switched } = await heap(browser, six.origin);
    console.log(
        `heap: ${before.toFixed(1)} MB at rest, ${drilled.toFixed(1)} after 3 drill cycles, ${switched.toFixed(1)} after 20 changes of theme; goals <= 80, growth <= 10`,
    );
    await six.stop();

    const pans = [];
    for (const households of [20_000, 100_000]) {
        const server = await county(40, households);
        const { village, frames, largestTile, heap: used } = await pan(browser, server.origin);
        pans.push(median(frames));
        console.log(
            `pan over ${village.registered} households of a village: p50 ${ms(median(frames))} of ${frames.length} frames, largest tile ${(largestTile / 1000).toFixed(0)} KB, heap ${used.toFixed(0)} MB`,
        );
        await server.stop();
    }
    console.log(`pan, five times the points: ${(pans[1] / pans[0]).toFixed(2)} x the frame; goal <= 1.5`);
} finally {
    await browser.close();
    await plain.close();
    await rm(scratch, { recursive: true, force: true });
}
