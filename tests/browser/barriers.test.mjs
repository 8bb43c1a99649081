// SPDX-License-Identifier: Apache-2.0
// No barrier (axe, WCAG 2.2 AA) in any theme, in both languages and both lights, and nothing cut on a phone.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { launchPlain, openPage, rows, until } from './browser.mjs';
import { startProgram } from './program.mjs';

let program;
let browser;
let axe;
const day = '2023-06-30';
const han = /\p{Script=Han}/u;

before(async () => {
    program = await startProgram();
    browser = await launchPlain();
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
});

after(async () => {
    await browser?.close();
    await program?.stop();
});

const open = (path, size, more) => openPage(browser, program.origin, path, size, more);

/** A page of somebody who is signed in. */
const signedIn = (role, path) =>
    open(path, undefined, {
        before: page =>
            page.context().setExtraHTTPHeaders({ Authorization: `Bearer ${program.accounts[role].token}` }),
    });

/** Violations of WCAG 2.2 AA, under the page's own content security policy. */
async function barriers(page) {
    const session = await page.context().newCDPSession(page);
    await session.send('Runtime.evaluate', { expression: axe });
    const { result } = await session.send('Runtime.evaluate', {
        expression: `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
            .then(found => JSON.stringify(found.violations.map(one =>
                [one.id, one.nodes.slice(0, 3).map(node => [node.html.slice(0, 160), node.failureSummary])])))`,
        awaitPromise: true,
        returnByValue: true,
    });
    return JSON.parse(result.value);
}

const themes = {
    courtyards: `t=${day}`,
    compared: `t=${day}&vs=2022-12-31&m=change`,
    bases: `t=${day}&c=skilled-wife`,
    rate: `t=${day}&c=dispute-mediation&i=solved_rate`,
    withheld: `t=${day}&c=health-screening`,
    reach: `t=${day}&th=reach&c=child-care&try=113.38,34.38`,
    returns: `t=${day}&th=returns&c=dispute-mediation`,
    quality: `t=${day}&th=quality`,
};

for (const [theme, query] of Object.entries(themes)) {
    test(`no barrier in ${theme}, in both languages and both lights`, async () => {
        for (const [lang, size] of [
            ['zh', { width: 1366, height: 768 }],
            ['en', { width: 390, height: 844 }],
            ['en', { width: 1366, height: 768 }],
        ]) {
            const { page, complaints, close } = await signedIn('reviewer', '/');
            await page.setViewportSize(size);
            await page.emulateMedia({
                colorScheme: size.width === 390 ? 'dark' : 'light',
                reducedMotion: 'reduce',
            });
            await page.goto(`${program.origin}/?lang=${lang}#/?${query}`);
            await rows(page).first().waitFor({ state: 'attached' });
            await until(page, 'all parts', () => document.querySelector('.lazy') === null);
            assert.deepEqual(await barriers(page), [], `${theme} ${lang} ${size.width}`);
            const wide = await page.evaluate(() => document.documentElement.scrollWidth);
            assert.ok(wide <= size.width, `${theme} ${lang}: ${wide} of ${size.width}`);
            if (lang === 'en') {
                for (const part of [
                    '.rail',
                    '.kpi',
                    '.legend',
                    '.timeline',
                    '.ranking thead',
                    '.ranking-title',
                    '.footer .basis',
                ])
                    for (const text of await page.locator(part).allInnerTexts())
                        assert.doesNotMatch(text, han, `${theme} ${part}`);
            }
            assert.deepEqual(complaints, []);
            await close();
        }
    });
}

test('no barrier in what opens: download, programmes, day, report, 怎么算的', async () => {
    const { page, close } = await open(`/#/?t=${day}`);
    await rows(page).first().waitFor();
    for (const opener of [
        '.export > button',
        '.all-programmes > button',
        '.day > button',
        '.report > button',
        '.kpi .explain-mark',
        '.ranking tfoot .explain-mark',
    ]) {
        await page.locator(opener).first().click();
        await until(
            page,
            opener,
            () =>
                document.querySelector('.lazy') === null &&
                !document.querySelector(
                    '.popover-panel [aria-busy="true"], .explain-sheet [aria-busy="true"]',
                ),
        );
        assert.deepEqual(await barriers(page), [], opener);
        await page.keyboard.press('Escape');
    }
    await close();
});
