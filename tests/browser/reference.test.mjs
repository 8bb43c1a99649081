// SPDX-License-Identifier: Apache-2.0
// The page of the interface in Chromium: every operation, search, keyboard, both languages, phones, screen readers.
import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, openPage, until } from './browser.mjs';
import { axeProblems, layoutProblems } from './desk.mjs';
import { startProgram } from './program.mjs';

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

async function open(path = '/api.html', size = undefined, more = {}) {
    const opened = await openPage(browser, program.origin, path, size, more);
    await opened.page.locator('.operation').first().waitFor();
    return opened;
}
const operations = page => page.locator('.operation');
const documented = async lang => (await fetch(`${program.origin}/api/openapi.json?lang=${lang}`)).json();

test('every operation of the document stands on the page, in the language of the address', async () => {
    for (const lang of ['zh', 'en']) {
        const { page, complaints, close } = await open(`/api.html?lang=${lang}`);
        const document = await documented(lang);
        const ids = Object.values(document.paths)
            .flatMap(Object.values)
            .map(one => one.operationId);
        assert.equal(await operations(page).count(), ids.length);
        const shown = await operations(page).evaluateAll(all => all.map(one => one.id));
        assert.deepEqual(shown.sort(), ids.sort());
        assert.equal(await page.locator('html').getAttribute('lang'), lang === 'zh' ? 'zh-CN' : 'en');
        assert.equal(
            await page.locator('main .lead').innerText(),
            `${document.info.description} ${document.info.version}`,
        );
        assert.deepEqual(complaints, []);
        await close();
    }
});

test('an operation opens with its parameters, members, answers, example and command line', async () => {
    const { page, complaints, close } = await open('/api.html?lang=en#putInspection');
    const card = page.locator('#putInspection');
    assert.ok(await card.evaluate(one => one.open));
    await card.getByText('observed_at', { exact: true }).first().waitFor();
    for (const text of ['required', '201', '409', 'id.conflict', 'field, reviewer, admin'])
        assert.match(await card.innerText(), new RegExp(text), text);
    const curl = await card.locator('pre').last().innerText();
    assert.match(
        curl,
        /^curl -X PUT -H 'Authorization: Bearer TOKEN' -H 'Content-Type: application\/json' -d '\{/,
    );
    assert.ok(curl.includes(`${program.origin}/api/inspections/`));
    // What lies deeper opens.
    await card.locator('summary.member', { hasText: 'doubts' }).first().click();
    await card.getByText('advice', { exact: true }).first().waitFor();
    assert.deepEqual(complaints, []);
    await close();
});

test('a command line of the page is answered', async () => {
    const { page, close } = await open('/api.html?lang=en#progress');
    const curl = await page.locator('#progress pre').last().innerText();
    const [, address] = curl.match(/^curl '([^']+)'$/);
    const answer = await fetch(address);
    assert.equal(answer.status, 200);
    assert.equal((await answer.json()).campaign, 'beautiful-courtyard');
    await close();
});

test('the search: by the key /, by words, and said aloud how many', async () => {
    const { page, complaints, close } = await open('/api.html?lang=en');
    await page.keyboard.press('/');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'find');
    await page.keyboard.type('tile json');
    await until(page, 'the number is told', () =>
        document.querySelector('.find [role="status"]').textContent.includes('found'),
    );
    const paths = await page.locator('.operation .path').allInnerTexts();
    assert.ok(paths.includes('/tiles/{layers}.json'), String(paths));
    assert.ok(!paths.includes('/api/relief'));
    await page.locator('#find').fill('nothing is called this');
    await until(page, 'nothing is left', () => document.querySelectorAll('.operation').length === 0);
    assert.deepEqual(complaints, []);
    await close();
});

test('by keyboard alone: into an operation, and out', async () => {
    const { page, close } = await open('/api.html');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'reference-skip');
    await page.keyboard.press('Enter');
    await page.locator('.operation > summary').first().focus();
    await page.keyboard.press('Enter');
    await page.locator('.operation[open] .answers').waitFor();
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('.operation[open]').count(), 0);
    await close();
});

// A page as long as this takes axe long: the other light is asked for its colours alone.
for (const [name, size, more, sought] of [
    ['desk', { width: 1366, height: 768 }],
    [
        'dark',
        { width: 1920, height: 1080 },
        { colorScheme: 'dark' },
        { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
    ],
    ['phone', { width: 390, height: 844 }],
])
    test(`nothing sticks out and screen readers find their way: ${name}`, async () => {
        const { page, complaints, close } = await open('/api.html?lang=en#decide', size, more);
        for (const id of ['progress', 'postDecision', 'flags'])
            await page.locator(`#${id} > summary`).click();
        await page.locator('#progress summary.member').first().click();
        assert.deepEqual(await layoutProblems(page), []);
        assert.deepEqual(await axeProblems(page, sought), []);
        await page.screenshot({ path: join(pictures, `reference-${name}.png`) });
        assert.deepEqual(complaints, []);
        await close();
    });
