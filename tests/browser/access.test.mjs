// SPDX-License-Identifier: Apache-2.0
// WCAG 2.2 AA by axe in every state, reflow to 320 px, size of targets, and one language at a time.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { launch, launchPlain, mapAtRest, openPage, rows, until, thorough } from './browser.mjs';
import { client, startProgram } from './program.mjs';

const axe = await readFile(new URL('./node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
let program;
let browser;
let tiled;

before(async () => {
    program = await startProgram();
    browser = await launchPlain();
    tiled = await launch();
});

after(async () => {
    await browser?.close();
    await tiled?.close();
    await program?.stop();
});

const open = (path, size, more) => openPage(browser, program.origin, path, size, more);

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const colours = {
    type: 'rule',
    values: ['color-contrast', 'link-in-text-block', 'html-has-lang', 'valid-lang'],
};

/** What axe finds wrong. It comes in through the debugger, for the page's own policy lets no script in. */
async function faults(page, sought = tags) {
    const session = await page.context().newCDPSession(page);
    await session.send('Runtime.evaluate', { expression: axe });
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
        expression: `axe.run(document, {runOnly: ${JSON.stringify(sought)}}).then(found => JSON.stringify(
            found.violations.map(({id, nodes}) => ({id, where: nodes.slice(0, 3).map(node => node.html.slice(0, 160) + ' ' + (node.any[0]?.message ?? ''))}))))`,
        awaitPromise: true,
        returnByValue: true,
    });
    assert.equal(exceptionDetails, undefined);
    return JSON.parse(result.value);
}

const states = {
    'the county': async () => {},
    'a selected area with its card': page => rows(page).nth(3).click(),
    'search open': async page => {
        await page.locator('#search').fill('村');
        await page.locator('.search-list li').first().waitFor();
    },
    'the keys': page => page.locator('.map-controls button').last().click(),
    'the print menu': page => page.locator('.popover.print button').first().click(),
    'the download menu': page => page.locator('.popover.export button').first().click(),
    'the map in focus': page => page.locator('.area-list').focus(),
};

// Language and light change words and colours: what else there is to find is found in two of the four.
for (const [lang, colorScheme, sought] of [
    ['zh', 'light', tags],
    ['en', 'dark', tags],
    ['zh', 'dark', colours],
    ['en', 'light', colours],
])
    test(`axe finds nothing wrong: ${lang}, ${colorScheme}`, async () => {
        const { page, close } = await open(`/?lang=${lang}#/?t=2023-06-30`, undefined, { colorScheme });
        await rows(page).first().waitFor();
        await page.locator('.map-panel[data-map="drawn"]').waitFor();
        for (const [state, reach] of Object.entries(states)) {
            await reach(page);
            assert.deepEqual(await faults(page, sought), [], state);
            await page.keyboard.press('Escape');
            await page.keyboard.press('Escape');
        }
        await close();
    });

test('axe finds nothing wrong in any theme', thorough, async () => {
    for (const about of [
        'c=skilled-wife',
        'c=child-care',
        'c=dispute-mediation&i=solved_rate',
        'vs=2022-12-31&m=change',
        'th=reach&c=child-care',
        'th=returns&c=dispute-mediation',
        'th=quality',
    ]) {
        const { page, close } = await open(`/#/?t=2023-06-30&${about}`, undefined, {
            extraHTTPHeaders: { Authorization: `Bearer ${program.accounts.reviewer.token}` },
        });
        await rows(page).first().waitFor();
        await page.locator('.map-panel[data-map="drawn"]').waitFor();
        assert.deepEqual(await faults(page), [], about);
        await close();
    }
});

test(
    'axe finds nothing wrong with MapLibre, on a phone, in a township and on the paper preview',
    thorough,
    async () => {
        const { children } = await client(program.origin)('GET', '/api/areas');
        const phone = { width: 390, height: 844 };
        for (const [path, size] of [
            ['/#/?t=2023-06-30', undefined],
            ['/#/?t=2023-06-30', phone],
            [`/#/a/${children[0].code}?t=2023-06-30`, undefined],
        ]) {
            const { page, close } = await openPage(tiled, program.origin, path, size);
            await mapAtRest(page);
            assert.deepEqual(await faults(page), [], `${path} ${size?.width ?? ''}`);
            await close();
        }
        const { page, close } = await open('/#/?t=2023-06-30&p=a4');
        await page.locator('.sheet-foot').first().waitFor();
        assert.deepEqual(await faults(page), [], 'paper');
        await close();
    },
);

test('at 320 px and at 400 % nothing scrolls sideways and nothing is cut off', async () => {
    for (const lang of ['zh', 'en'])
        for (const size of [
            { width: 320, height: 640 },
            { width: 320, height: 256 },
            { width: 768, height: 1024 },
            { width: 1024, height: 700 },
            { width: 2560, height: 1440 },
            { width: 3840, height: 2160 },
        ]) {
            const { page, close } = await open(`/?lang=${lang}#/?t=2023-06-30`, size);
            await rows(page).first().waitFor();
            const { wide, out } = await page.evaluate(() => ({
                wide: document.documentElement.scrollWidth - innerWidth,
                out: [...document.querySelectorAll('button, input, h1, h2, td.share, .kpi-figure')]
                    .filter(node => node.checkVisibility() && !node.closest('.unseen, .area-list, dialog'))
                    .filter(node => {
                        const { left, right, width } = node.getBoundingClientRect();
                        return width > 0 && (left < -1 || right > innerWidth + 1);
                    })
                    .map(node => node.outerHTML.slice(0, 120)),
            }));
            assert.ok(wide <= 0, `${lang} ${size.width}: ${wide} px too wide`);
            assert.deepEqual(out, [], `${lang} ${size.width}x${size.height}`);
            await close();
        }
});

test('targets are 24 px or more, 44 on a phone', async () => {
    for (const [size, least] of [
        [{ width: 1366, height: 768 }, 24],
        [{ width: 390, height: 844 }, 44],
    ]) {
        const { page, close } = await open('/#/?t=2023-06-30', size);
        await rows(page).first().waitFor();
        const small = await page
            .locator(
                '.map-controls button, .search input, .key-help button, .popover > button, .header button',
            )
            .evaluateAll(
                (all, least) =>
                    all
                        .map(one => [one.outerHTML.slice(0, 90), one.getBoundingClientRect()])
                        .filter(([, box]) => box.width > 0 && (box.width < least || box.height < least))
                        .filter(([, box]) => least === 24 || box.height < 44)
                        .map(([html, { width, height }]) => `${width}x${height} ${html}`),
                least,
            );
        assert.deepEqual(small, [], `${size.width} px`);
        await close();
    }
});

test('English throughout: header, search, keys, menus, cards and paper hold Han only in names of places', async () => {
    const { page, complaints, close } = await open('/?lang=en#/?t=2023-06-30');
    await rows(page).first().waitFor();
    const { children } = await client(program.origin)('GET', '/api/areas');
    const root = (await client(program.origin)('GET', '/api/areas')).area.name;
    const han = async part => {
        const texts = await page.locator(part).evaluateAll(all => all.map(one => one.textContent));
        for (let text of texts) {
            for (const name of [root, ...children.map(one => one.name), '中'])
                text = text.replaceAll(name, '');
            assert.doesNotMatch(text, /\p{Script=Han}/u, part);
        }
        const labels = await page
            .locator(`${part} [aria-label], ${part} [title], ${part} [placeholder]`)
            .evaluateAll(all =>
                all.map(one =>
                    ['aria-label', 'title', 'placeholder']
                        .map(name => one.getAttribute(name) ?? '')
                        .join(' '),
                ),
            );
        for (let text of labels) {
            for (const name of [root, ...children.map(one => one.name), '中文'])
                text = text.replaceAll(name, '');
            assert.doesNotMatch(text, /\p{Script=Han}/u, `${part} labels`);
        }
    };
    await page.locator('.popover.print button').first().click();
    await han('.header');
    await page.keyboard.press('Escape');
    await page.locator('.map-controls button').last().click();
    await han('.key-help');
    await page.keyboard.press('Escape');
    await rows(page).first().click();
    await han('.map-panel .card');
    await page.goto(`${program.origin}/?lang=en#/?t=2023-06-30&p=a4`);
    await page.reload();
    await page.locator('.sheet-foot').first().waitFor();
    for (const part of [
        '.sheet-head',
        '.sheet-foot',
        '.sheet-figures',
        '.sheet-table thead',
        '.paper-legend',
        '.sheet-bar',
    ])
        await han(part);
    await until(page, 'lang', () => document.documentElement.lang === 'en');
    assert.deepEqual(complaints, []);
    await close();
});
