// SPDX-License-Identifier: Apache-2.0
// 怎么算的: every headline figure opens what it is made of, with the server's numbers, by mouse and by keyboard.
import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, openPage, rows } from './browser.mjs';
import { client, startProgram } from './program.mjs';

let program;
let browser;
let pictures;
const day = '2023-06-30';

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
const explained = query => client(program.origin)('GET', `/api/progress/explain?as_of=${day}&${query}`);
const panel = page => page.locator('.explain-panel');
const told = async page => {
    await page.locator('.explain-panel[aria-busy="false"]').waitFor();
    return (await panel(page).innerText()).replaceAll(',', '');
};

test('the lead figure tells its rule, what counts, what does not, and the targets', async () => {
    const { page, complaints, close } = await open(`/#/?t=${day}`);
    await rows(page).first().waitFor();
    const button = page.locator('.kpi .explain-button');
    assert.equal(await button.getAttribute('aria-expanded'), 'false');
    await button.click();
    const text = await told(page);
    const answer = await explained('limit=20');
    assert.ok(text.includes(answer.rule.zh.replaceAll(',', '')), text);
    for (const number of [answer.numerator.total, answer.excluded.total, answer.figures.target_plan])
        assert.ok(text.includes(String(number)), `${number} in ${text}`);
    for (const { name, status, records } of answer.excluded.reasons) {
        assert.ok(text.includes(status ? `${name.zh}: ${status.name.zh}` : name.zh), name.zh);
        assert.ok(text.includes(String(records)));
    }
    for (const { approved_on, period } of answer.targets)
        if (period === 'plan') assert.ok(text.includes(approved_on));
    assert.equal(await button.getAttribute('aria-expanded'), 'true');
    await shot(page, 'explain-zh');
    assert.deepEqual(complaints, []);
    await close();
});

test('by keyboard it opens, closes and gives the focus back, in English', async () => {
    const { page, complaints, close } = await open(`/#/?t=${day}&lang=en`);
    await rows(page).first().waitFor();
    const mark = page.locator('.kpi .explain-mark').last();
    assert.match(await mark.getAttribute('aria-label'), /How is this counted/);
    await mark.focus();
    await page.keyboard.press('Enter');
    const text = await told(page);
    const answer = await explained('figure=completed_year&limit=20');
    assert.ok(text.includes(answer.rule.en.replaceAll(',', '')), text);
    assert.ok(text.includes(String(answer.numerator.total)));
    assert.doesNotMatch(text, /[一-鿿]/, 'no word of another language');
    await shot(page, 'explain-en');
    await page.keyboard.press('Escape');
    assert.equal(await panel(page).count(), 0);
    assert.equal(await mark.evaluate(element => element === document.activeElement), true);
    assert.deepEqual(complaints, []);
    await close();
});

test('the selected area explains its own figure', async () => {
    const { page, complaints, close } = await open(`/#/?t=${day}`);
    await rows(page).first().waitFor();
    const row = rows(page).nth(3);
    const code = await row.getAttribute('data-code');
    await row.locator('.count').click();
    await page.locator('.card .explain-button').click();
    const text = await told(page);
    const answer = await explained(`area=${code}&limit=20`);
    assert.ok(text.includes(String(answer.numerator.total)), text);
    const box = await page.locator('.card').boundingBox();
    const { width, height } = page.viewportSize();
    assert.ok(
        box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height,
        JSON.stringify(box),
    );
    await shot(page, 'explain-area-zh');
    assert.deepEqual(complaints, []);
    await close();
});

test('on a narrow phone the panel fits and nothing is cut off', async () => {
    for (const lang of ['zh', 'en']) {
        const { page, complaints, close } = await open(`/#/?t=${day}&lang=${lang}`, {
            width: 320,
            height: 640,
        });
        await rows(page).first().waitFor({ state: 'attached' });
        const button = page.locator('.kpi .explain-button');
        await button.scrollIntoViewIfNeeded();
        await button.click();
        await told(page);
        const sizes = await page.evaluate(() => ({
            page: document.documentElement.scrollWidth,
            panel: document.querySelector('.popover-panel').scrollWidth,
            shown: document.querySelector('.popover-panel').clientWidth,
        }));
        assert.ok(sizes.page <= 320, JSON.stringify(sizes));
        assert.ok(sizes.panel <= sizes.shown, JSON.stringify(sizes));
        await shot(page, `explain-320-${lang}`);
        assert.deepEqual(complaints, []);
        await close();
    }
});

test('the report of the area and day on screen opens beside the sentence, in both languages', async () => {
    for (const [lang, size] of [
        ['zh', { width: 1366, height: 768 }],
        ['en', { width: 1366, height: 768 }],
        ['zh', { width: 320, height: 640 }],
    ]) {
        const { page, complaints, close } = await open(`/#/?t=${day}&lang=${lang}`, size);
        await rows(page).first().waitFor({ state: 'attached' });
        const button = page.locator('.report button').first();
        await button.scrollIntoViewIfNeeded();
        await button.click();
        await page.locator('.report-panel[aria-busy="false"]').waitFor();
        const answer = await client(program.origin)(
            'GET',
            `/api/report?from=2023-01-01&to=${day}&lang=${lang}`,
        );
        assert.equal((await page.locator('.report-text').innerText()).trim(), answer.text.trim());
        const panel = await page.locator('.report .popover-panel').boundingBox();
        assert.ok(panel.x >= 0 && panel.y >= 0 && panel.x + panel.width <= size.width, JSON.stringify(panel));
        assert.ok(panel.y + panel.height <= size.height, JSON.stringify(panel));
        await shot(page, `report-${lang}-${size.width}`);
        await page.keyboard.press('Escape');
        assert.equal(await page.locator('.report-panel').count(), 0);
        assert.deepEqual(complaints, []);
        await close();
    }
});
