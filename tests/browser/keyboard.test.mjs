// SPDX-License-Identifier: Apache-2.0
// The dashboard without a mouse, and what a screen reader is told.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { arriveAt, launchPlain, openPage, rows, until } from './browser.mjs';
import { client, startProgram } from './program.mjs';

let program;
let browser;

before(async () => {
    program = await startProgram();
    browser = await launchPlain();
});

after(async () => {
    await browser?.close();
    await program?.stop();
});

const ask = path => client(program.origin)('GET', path);
const open = (path, more) => openPage(browser, program.origin, path, undefined, more);
const spoken = page => page.locator('#spoken').innerText();
const says = (page, part) =>
    until(
        page,
        `spoken: ${part}`,
        text => document.getElementById('spoken').textContent.includes(text),
        part,
    );
const active = page => page.locator('.area-list').getAttribute('aria-activedescendant');

/** What has the focus, and whether the reader sees that it has. */
const focused = page =>
    page.evaluate(() => {
        const element = document.activeElement;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        const box = element.getBoundingClientRect();
        const middle = document.elementFromPoint(
            Math.min(innerWidth - 1, Math.max(0, box.left + box.width / 2)),
            Math.min(innerHeight - 1, Math.max(0, box.top + box.height / 2)),
        );
        return {
            name: `${element.tagName} ${element.className || element.id}`,
            // The ring of a slider is around its knob.
            isSlider: element.type === 'range',
            ring: outlineStyle === 'none' ? 0 : parseFloat(outlineWidth),
            isInside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
            isCovered:
                middle !== null &&
                !element.contains(middle) &&
                !middle.contains(element) &&
                !middle.closest('.map-panel'),
        };
    });

test('every stop of the Tab key is visible, has a ring and leads on', async () => {
    const { page, close } = await open('/#/?t=2023-06-30');
    await rows(page).first().waitFor();
    const seen = [];
    for (let step = 0; step < 80; step++) {
        await page.keyboard.press('Tab');
        const stop = await focused(page);
        if (stop.name.startsWith('BODY')) break;
        assert.ok(stop.ring >= 2 || stop.isSlider, `${stop.name}: ring of ${stop.ring} px`);
        assert.ok(stop.isInside, `${stop.name} is out of sight`);
        assert.ok(!stop.isCovered, `${stop.name} is covered`);
        seen.push(stop.name);
    }
    assert.ok(seen.length > 15 && seen.length < 80, `${seen.length} stops`);
    for (const wanted of ['search', 'area-list', 'TR'])
        assert.ok(
            seen.some(name => name.includes(wanted)),
            wanted,
        );
    await close();
});

test('search, select, hear, change the day and download, all by keyboard', async () => {
    const { page, complaints, close } = await open('/#/?t=2023-06-30');
    await rows(page).first().waitFor();
    const township = (await ask('/api/areas')).children[5];
    const village = (await ask(`/api/areas?area=${township.code}`)).children[1];
    await page.keyboard.press('/');
    await page.keyboard.type(village.name);
    await page.locator('.search-list [aria-selected="true"]', { hasText: village.code }).waitFor();
    await page.keyboard.press('Enter');
    await arriveAt(page, township.name);
    await says(page, village.name);
    assert.match(await spoken(page), /，第 \d+ 名，共 \d+ 个|无数据|–/);
    await page.keyboard.press('Escape');
    const slider = page.locator('.timeline input');
    for (let step = 0; step < 60 && !(await slider.evaluate(one => one === document.activeElement)); step++)
        await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowLeft');
    await until(
        page,
        'the month before',
        () => document.querySelector('.timeline input').getAttribute('aria-valuetext') === '2023年5月31日',
    );
    await page.locator('.popover.export button').first().focus();
    await page.keyboard.press('Enter');
    const saved = page.waitForEvent('download');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.match((await saved).suggestedFilename(), /\.(zip|csv|xlsx|gpkg)$/);
    assert.deepEqual(complaints, []);
    await close();
});

test('search knows names, codes and first letters of Pinyin, and says when it finds nothing', async () => {
    const { page, close } = await open('/');
    await rows(page).first().waitFor();
    const { children } = await ask('/api/areas');
    const field = page.locator('#search');
    const options = page.locator('.search-list [role="option"]');
    for (const [text, wanted] of [
        ['双榆', '双榆镇'],
        ['syz', '双榆镇'],
        [children.find(({ name }) => name === '双榆镇').code, '双榆镇'],
        ['HTZ', '禾田镇'],
    ]) {
        await field.fill(text);
        await until(
            page,
            `${text} finds ${wanted}`,
            name =>
                [...document.querySelectorAll('.search-list [role="option"]')].some(one =>
                    one.textContent.includes(name),
                ),
            wanted,
        );
        assert.ok((await options.count()) <= 8);
    }
    await field.fill('<img src=x>');
    await page.locator('.search-none').waitFor();
    assert.ok((await page.locator('.search-none').innerText()).includes('<img src=x>'));
    await page.keyboard.press('Escape');
    assert.equal(await field.inputValue(), '');
    await close();
});

test('the map by keyboard: by rank, by direction, select, go in, and back to where one stood', async () => {
    const { page, complaints, close } = await open('/#/?t=2023-06-30');
    await rows(page).first().waitFor();
    const ranked = await rows(page).evaluateAll(all => all.map(row => row.dataset.code));
    const list = page.locator('.area-list');
    await list.focus();
    assert.equal(await active(page), `area-${ranked[0]}`);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    assert.equal(await active(page), `area-${ranked[2]}`);
    const { children } = await ask('/api/areas');
    const middle = code => {
        const [west, , east] = children.find(one => one.code === code).bbox;
        return (west + east) / 2;
    };
    for (const [key, sign] of [
        ['ArrowRight', 1],
        ['ArrowLeft', -1],
    ]) {
        const from = (await active(page)).slice('area-'.length);
        await page.keyboard.press(key);
        const to = (await active(page)).slice('area-'.length);
        assert.ok(from !== to && sign * (middle(to) - middle(from)) > 0, `${key}: ${from} ${to}`);
    }
    await page.keyboard.press('End');
    assert.equal(await active(page), `area-${ranked.at(-1)}`);
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    const chosen = children.find(({ code }) => code === ranked[1]);
    await says(page, chosen.name);
    await page.keyboard.press('Enter');
    await page.locator(`tr[data-code="${chosen.code}"][aria-selected="true"]`).waitFor();
    await page.keyboard.press('Shift+Enter');
    await arriveAt(page, chosen.name);
    await page.keyboard.press('Backspace');
    await arriveAt(page, (await ask('/api/areas')).area.name);
    await until(
        page,
        'the same area again',
        code => document.querySelector('.area-list').getAttribute('aria-activedescendant') === `area-${code}`,
        chosen.code,
    );
    assert.ok(await list.evaluate(one => one === document.activeElement));
    assert.deepEqual(complaints, []);
    await close();
});

test('Enter on a row goes in; Back brings area and focus back', async () => {
    const { page, close } = await open('/#/?t=2023-06-30');
    await rows(page).first().waitFor();
    const { area, children } = await ask('/api/areas');
    const row = page.locator(`tr[data-code="${children[4].code}"]`);
    await row.focus();
    await page.keyboard.press('Enter');
    await arriveAt(page, children[4].name);
    assert.equal(await rows(page).count(), children[4].children);
    assert.ok(page.url().includes(`/a/${children[4].code}`));
    await until(
        page,
        'focus on a row of the new table',
        () => document.activeElement?.closest('.ranking tbody tr') !== null,
    );
    await page.goBack();
    await arriveAt(page, area.name);
    await until(
        page,
        'focus on the row again',
        code => document.activeElement?.dataset.code === code,
        children[4].code,
    );
    await close();
});

test('single keys can be switched off, and stay off', async () => {
    const { page, close } = await open('/');
    await rows(page).first().waitFor();
    await page.keyboard.press('?');
    const help = page.locator('.key-help');
    await help.waitFor();
    await help.locator('input').uncheck();
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'detached' });
    await page.reload();
    await rows(page).first().waitFor();
    await page.keyboard.press('/');
    assert.notEqual(await page.evaluate(() => document.activeElement.id), 'search');
    await page.keyboard.press('?');
    assert.equal(await help.count(), 0);
    await page.locator('.map-controls button').last().click();
    await help.locator('input').check();
    await page.keyboard.press('Escape');
    await page.locator('body').press('/');
    await until(page, 'in the field', () => document.activeElement.id === 'search');
    await close();
});

test('there is one voice: one polite region, and it says what happened', async () => {
    const { page, close } = await open('/', { permissions: [] });
    await rows(page).first().waitFor();
    assert.equal(await page.locator('[aria-live], [role="status"]').count(), 1);
    await page.locator('button.share').click();
    await until(page, 'the message is spoken', () => document.getElementById('spoken').textContent !== '');
    await close();
});
