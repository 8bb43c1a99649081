// SPDX-License-Identifier: Apache-2.0
// The dashboard in Chromium, served by the program itself on the sample county.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { accept, campaign, householdToAccept } from './acceptance.mjs';
import {
    breadcrumb,
    clickMap,
    completed,
    launch,
    mapAtRest,
    openPage,
    rows,
    until,
    thorough,
} from './browser.mjs';
import { client, startProgram } from './program.mjs';

const han = /\p{Script=Han}/u;
let program;
let browser;
let pictures;

before(async () => {
    program = await startProgram();
    browser = await launch();
    pictures = await mkdtemp(join(tmpdir(), 'courtyard-screenshots-'));
    console.log(`screenshots in ${pictures}`);
});

after(async () => {
    await browser?.close();
    await program?.stop();
});

const open = (path, size) => openPage(browser, program.origin, path, size);
const shot = (page, name) => page.screenshot({ path: join(pictures, `${name}.png`) });
const areas = code => client(program.origin)('GET', `/api/areas${code ? `?area=${code}` : ''}`);

test('the page opens in Chinese with 18 townships, without errors and without leaving the origin', async () => {
    const { page, complaints, close } = await open('/');
    await rows(page).first().waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN');
    assert.match(await page.title(), han);
    assert.equal(await rows(page).count(), 18);
    await mapAtRest(page);
    await shot(page, 'county-zh');
    assert.deepEqual(complaints, []);
    await close();
});

test('the numbers of lead, table and sentence are those of the server', async () => {
    const { page, close } = await open('/#/?t=2023-06-30');
    await rows(page).first().waitFor();
    const answer = await client(program.origin)(
        'GET',
        `/api/progress?campaign=${campaign}&area=${(await areas()).area.code}&level=township&as_of=2023-06-30`,
    );
    assert.equal(await completed(page), answer.total.completed);
    assert.ok(
        (await page.locator('.sentence').innerText()).includes(
            answer.total.completed.toLocaleString('en-US'),
        ),
    );
    const done = await page
        .locator('.ranking tbody td.count')
        .evaluateAll(cells => cells.map(cell => Number(cell.firstChild.textContent.replaceAll(',', ''))));
    assert.equal(
        done.reduce((a, b) => a + b, 0),
        answer.total.completed,
    );
    const cells = await page
        .locator('.legend-count')
        .evaluateAll(counts => counts.map(count => Number(count.textContent)));
    const villages = await client(program.origin)(
        'GET',
        `/api/progress?campaign=${campaign}&area=${answer.area.code}&level=village&as_of=2023-06-30`,
    );
    assert.equal(
        cells.reduce((a, b) => a + b, 0),
        villages.rows.length,
    );
    await close();
});

test('table: county, township, village, and back by Backspace', async () => {
    const { page, complaints, close } = await open('/');
    const township = (await areas()).children[0];
    const village = (await areas(township.code)).children[0];
    await page.locator(`tr[data-code="${township.code}"] a`).click();
    await page.locator(`tr[data-code="${village.code}"]`).waitFor();
    assert.equal(await breadcrumb(page).innerText(), township.name);
    assert.equal(await rows(page).count(), township.children);
    await page.locator(`tr[data-code="${village.code}"] a`).click();
    await until(
        page,
        'village in the breadcrumb',
        name => document.querySelector('.breadcrumb [aria-current="page"]')?.textContent === name,
        village.name,
    );
    assert.ok(page.url().includes(`/a/${village.code}`));
    await page.keyboard.press('Backspace');
    await until(
        page,
        'township again',
        name => document.querySelector('.breadcrumb [aria-current="page"]')?.textContent === name,
        township.name,
    );
    assert.equal(await page.locator(`tr[data-code="${village.code}"]`).getAttribute('aria-selected'), 'true');
    await page.goBack();
    await until(
        page,
        'Back returns to the village',
        name => document.querySelector('.breadcrumb [aria-current="page"]')?.textContent === name,
        village.name,
    );
    assert.deepEqual(complaints, []);
    await close();
});

test('map: a click selects its row, a second one goes in, down to the village', async () => {
    const { page, complaints, close } = await open('/');
    const selected = page.locator('.ranking tbody tr[aria-selected="true"]');
    let around = await areas();
    for (const step of ['township', 'village']) {
        const child = around.children[0];
        assert.equal(child.level, step);
        await clickMap(page, child.bbox);
        await selected.waitFor();
        const code = await selected.getAttribute('data-code');
        const name = await selected.locator('.name').innerText();
        await clickMap(page, child.bbox);
        await until(
            page,
            `${name} in the breadcrumb`,
            text => document.querySelector('.breadcrumb [aria-current="page"]')?.textContent === text,
            name,
        );
        assert.ok(page.url().includes(`/a/${code}`));
        await mapAtRest(page);
        await shot(page, `map-${step}`);
        around = await areas(code);
    }
    assert.deepEqual(complaints, []);
    await close();
});

test('the slider moves the day of everything by months', async () => {
    const { page, close } = await open('/#/?t=2023-06-30');
    await rows(page).first().waitFor();
    const before = await completed(page);
    const slider = page.locator('.timeline input[type="range"]');
    assert.equal(await slider.getAttribute('aria-valuetext'), '2023年6月30日');
    await slider.press('ArrowLeft');
    await until(
        page,
        'one month earlier',
        () => document.querySelector('.timeline input').getAttribute('aria-valuetext') === '2023年5月31日',
    );
    await until(
        page,
        'fewer completed',
        figure =>
            Number(document.querySelector('[data-figure="completed"]').textContent.replaceAll(',', '')) <
            figure,
        before,
    );
    assert.ok(page.url().includes('t=2023-05-31'));
    await close();
});

test('an uploaded inspection and a decision change the page by themselves', async () => {
    const { page, complaints, close } = await open('/#/?ly=inspections');
    await rows(page).first().waitFor();
    await mapAtRest(page);
    await page.evaluate(() => (window.neverReloaded = true));
    const before = await completed(page);
    const household = await householdToAccept(program);
    const { lon, lat } = household;
    const inspection = await client(program.origin, program.accounts.field.token)(
        'PUT',
        `/api/inspections/${randomUUID()}`,
        {
            campaign,
            observed_at: new Date().toISOString(),
            lon,
            lat,
            datum: 'wgs84',
            accuracy_m: 8,
            position_source: 'gps',
            household: household.id,
            outcome: 'accepted',
        },
    );
    await until(
        page,
        'a quiet mark of the inspection',
        () => document.querySelector('.live-change')?.textContent !== '',
    );
    await accept(program, household, inspection.id);
    await until(
        page,
        'one more completed',
        figure =>
            Number(document.querySelector('[data-figure="completed"]').textContent.replaceAll(',', '')) ===
            figure,
        before + 1,
    );
    assert.equal(await page.evaluate(() => window.neverReloaded), true);
    await shot(page, 'after-upload');
    assert.deepEqual(complaints, []);
    await close();
});

test('pages of one browser share one stream; when the page that holds it closes, another takes over', async () => {
    const { page: first, close } = await open('/');
    const streams = new Set();
    const isStream = request => request.url().endsWith('/api/events');
    first.context().on('request', request => isStream(request) && streams.add(request));
    for (const end of ['requestfinished', 'requestfailed'])
        first.context().on(end, request => streams.delete(request));
    /** The pages that hold a stream now; one that was broken and begun anew is one. */
    const holders = async () => {
        const open = () =>
            [...streams].map(request => request.frame().page()).filter(page => !page.isClosed());
        const patience = Date.now() + 10_000;
        while (open().length !== 1 && Date.now() < patience) await new Promise(done => setTimeout(done, 50));
        return open();
    };
    await first.reload();
    await rows(first).first().waitFor();
    const others = [await first.context().newPage(), await first.context().newPage()];
    for (const page of others) {
        await page.goto(`${program.origin}/`);
        await rows(page).first().waitFor();
    }
    const acceptOne = async () => {
        const household = await householdToAccept(program);
        const { id } = await client(program.origin, program.accounts.field.token)(
            'PUT',
            `/api/inspections/${randomUUID()}`,
            {
                campaign,
                observed_at: new Date().toISOString(),
                lon: household.lon,
                lat: household.lat,
                household: household.id,
                outcome: 'accepted',
            },
        );
        await accept(program, household, id);
    };
    const shows = (page, figure) =>
        until(
            page,
            `${figure} completed`,
            wanted =>
                Number(
                    document.querySelector('[data-figure="completed"]').textContent.replaceAll(',', ''),
                ) === wanted,
            figure,
        );
    const before = await completed(first);
    await acceptOne();
    for (const page of [first, ...others]) await shows(page, before + 1);
    const [holder, ...more] = await holders();
    assert.equal(more.length, 0, 'one stream for three pages');
    const rest = [first, ...others].filter(page => page !== holder);
    assert.equal(rest.length, 2);
    await holder.close();
    await acceptOne();
    for (const page of rest) await shows(page, before + 2);
    const next = await holders();
    assert.equal(next.length, 1, 'one stream for two pages');
    assert.ok(rest.includes(next[0]));
    await close();
});

test('lang=en: English everywhere but in the names of places', async () => {
    const { page, complaints, close } = await open('/?lang=en');
    await rows(page).first().waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    assert.doesNotMatch(await page.title(), han);
    for (const part of [
        '.brand',
        '.header-tools',
        '.rail',
        '.kpi',
        '.legend',
        '.timeline',
        '.ranking-title',
        '.ranking thead',
        '.trend-title',
        '.footer .basis',
    ]) {
        for (const text of await page
            .locator(part)
            .evaluateAll(nodes => nodes.map(node => node.innerText.replace('中', ''))))
            assert.doesNotMatch(text, han, part);
    }
    await mapAtRest(page);
    await shot(page, 'county-en');
    assert.deepEqual(complaints, []);
    await close();
});

test('nothing scrolls sideways at 390, 1366 and 1920 px', thorough, async () => {
    for (const [width, height] of [
        [390, 844],
        [1366, 768],
        [1920, 1080],
    ]) {
        for (const query of ['', '?lang=en']) {
            const { page, close } = await open(`/${query}#/?t=2023-06-30`, { width, height });
            await rows(page).first().waitFor();
            await mapAtRest(page);
            assert.ok(
                (await page.evaluate(() => document.documentElement.scrollWidth)) <= width,
                `${width} ${query}`,
            );
            await shot(page, `width-${width}${query && '-en'}`);
            await close();
        }
    }
});

test('a hostile link shows the default view with a notice', async () => {
    const { page, complaints, close } = await open('/#/a/%3Cimg%20src=x%3E?t=2023-02-31&m=best');
    await rows(page).first().waitFor();
    assert.equal(await rows(page).count(), 18);
    await page.locator('.notice').waitFor();
    assert.deepEqual(complaints, []);
    await close();
});
