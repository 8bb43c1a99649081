// SPDX-License-Identifier: Apache-2.0
// Paper and PNG: title, legend, scale, north, date, definition, editions and the slot of the approval number, whatever
// the screen shows.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { arriveAt, launch, launchPlain, openPage, rows } from './browser.mjs';
import { client, startProgram } from './program.mjs';

const run = promisify(execFile);
const config = `
map_approval_number = "豫S(2026)001号"
map_maker = "栖云市妇女联合会"
`;
let program;
let browser;
let plain;
let folder;

before(async () => {
    program = await startProgram({ config });
    browser = await launch();
    plain = await launchPlain();
    folder = await mkdtemp(join(tmpdir(), 'courtyard-paper-'));
});

after(async () => {
    await browser?.close();
    await plain?.close();
    await program?.stop();
});

const ask = path => client(program.origin)('GET', path);
const ready = page =>
    page.locator('html[data-paper="ready"]').waitFor({ state: 'attached', timeout: 60_000 });

/** Prints as the browser would; -> its pages as {width, height, text}, in millimetres. */
async function printed(page, name) {
    const file = join(folder, `${name}.pdf`);
    await writeFile(file, await page.pdf({ preferCSSPageSize: true, printBackground: true }));
    const { stdout: info } = await run('pdfinfo', ['-f', '1', '-l', '99', file]);
    const sizes = [...info.matchAll(/Page +\d+ size: +([\d.]+) x ([\d.]+) pts/g)];
    const { stdout } = await run('pdftotext', ['-layout', file, '-']);
    const texts = stdout.split('\f').slice(0, sizes.length);
    return sizes.map(([, width, height], index) => ({
        width: Math.round((width * 25.4) / 72),
        height: Math.round((height * 25.4) / 72),
        text: texts[index].replace(/\s+/g, ''),
    }));
}

test('the dashboard prints as A4 across: map and ranking first, then every village under its township', async () => {
    const { page, complaints, close } = await openPage(plain, program.origin, '/#/?t=2023-06-30', undefined, {
        colorScheme: 'dark',
    });
    await rows(page).first().waitFor();
    await ready(page);
    const pages = await printed(page, 'county');
    const { area, children } = await ask('/api/areas');
    const { rows: villages, total } = await ask(
        `/api/progress?campaign=beautiful-courtyard&area=${area.code}&level=village&as_of=2023-06-30`,
    );
    for (const [index, { width, height, text }] of pages.entries()) {
        assert.deepEqual([width, height], [297, 210]);
        for (const wanted of [
            `${area.name}“美丽庭院”进度图`,
            '截至2023年6月30日',
            '口径：占总任务',
            '审图号：豫S(2026)001号',
            '制图：栖云市妇女联合会',
            '边界版本2020-01-01',
            `第${index + 1}页，共${pages.length}页`,
            '完成目标',
        ])
            assert.ok(text.includes(wanted), `page ${index + 1}: ${wanted}\n${text.slice(0, 400)}`);
    }
    const [first, ...rest] = pages;
    for (const wanted of [
        '北',
        'km',
        '占总任务%',
        '无数据',
        '已抑制',
        '不适用',
        total.completed.toLocaleString('en-US'),
    ])
        assert.ok(first.text.includes(wanted), wanted);
    for (const township of children) assert.ok(first.text.includes(township.name), township.name);
    const all = rest.map(({ text }) => text).join('');
    for (const village of villages) assert.ok(all.includes(village.name), village.name);
    assert.deepEqual(complaints, []);
    await close();
});

test('the sheets fit: no word leaves its box, on A4 and A3, in Chinese and in English', async () => {
    for (const address of [
        '/#/?t=2023-06-30&p=a4',
        '/?lang=en#/?t=2023-06-30&p=a3',
        '/?lang=en#/?m=pace&p=a4',
    ]) {
        const { page, close } = await openPage(plain, program.origin, address, { width: 1440, height: 900 });
        await page.locator('.sheet-foot').first().waitFor();
        const cut = await page.locator('.sheet').evaluateAll(sheets =>
            sheets.flatMap((sheet, number) => {
                const edge = sheet.getBoundingClientRect();
                const foot = sheet.querySelector('.sheet-foot').getBoundingClientRect();
                return [...sheet.querySelectorAll('p, dt, dd, th, td, h1, svg text')].flatMap(node => {
                    const box = node.getBoundingClientRect();
                    const isAbove = !node.closest('.sheet-foot');
                    const isOut =
                        box.left < edge.left - 1 ||
                        box.right > edge.right - 40 ||
                        (isAbove && box.bottom > foot.top + 1) ||
                        (node.scrollWidth > node.clientWidth + 1 &&
                            node.clientWidth > 0 &&
                            !node.closest('svg'));
                    return isOut && box.width > 0 ? [`${number + 1}: ${node.textContent}`] : [];
                });
            }),
        );
        assert.deepEqual(cut, [], address);
        await close();
    }
});

test('a township has a sheet for the wall: one A3 with all its villages on map and table, and its address', async () => {
    const township = (await ask('/api/areas')).children[1];
    const { children } = await ask(`/api/areas?area=${township.code}`);
    const { page, complaints, close } = await openPage(
        plain,
        program.origin,
        `/#/a/${township.code}?t=2023-06-30`,
    );
    await arriveAt(page, township.name);
    await page.locator('.popover.print button').first().click();
    await page.locator('.popover.print .menu-item', { hasText: '挂图' }).click();
    await page.locator('.sheet.wall').waitFor();
    const pages = await printed(page, 'wall');
    assert.equal(pages.length, 1);
    assert.deepEqual([pages[0].width, pages[0].height], [420, 297]);
    for (const { name } of children) assert.ok(pages[0].text.includes(name), name);
    const onMap = await page.locator('.sheet svg[data-map] text').allTextContents();
    const missing = children.filter(({ name }) => !onMap.some(text => text.includes(name)));
    assert.ok(
        missing.length <= children.length / 10,
        `names without room on the map: ${missing.map(one => one.name)}`,
    );
    assert.ok(pages[0].text.includes(`/#/a/${township.code}?t=2023-06-30`));
    await page.locator('.sheet-bar .button', { hasText: '返回' }).click();
    await arriveAt(page, township.name);
    assert.ok(await page.locator('.header').isVisible());
    assert.deepEqual(complaints, []);
    await close();
});

test('the PNG has title, date and legend, twice the size, and the colours of the map', async () => {
    for (const one of [browser, plain]) {
        const { page, complaints, close } = await openPage(one, program.origin, '/#/?t=2023-06-30');
        await rows(page).first().waitFor();
        const saved = page.waitForEvent('download');
        await page.locator('.popover.print button').first().click();
        await page.locator('.popover.print .menu-item', { hasText: 'PNG' }).click();
        const download = await saved;
        const { area } = await ask('/api/areas');
        assert.equal(download.suggestedFilename(), `${area.name}_美丽庭院_2023-06-30.png`);
        const file = join(folder, 'map.png');
        await download.saveAs(file);
        const bytes = await readFile(file);
        const seen = await page.evaluate(async data => {
            const image = await createImageBitmap(
                new Blob([Uint8Array.from(atob(data), c => c.charCodeAt(0))]),
            );
            const canvas = new OffscreenCanvas(image.width, image.height);
            const pen = canvas.getContext('2d');
            pen.drawImage(image, 0, 0);
            const count = (x, y, width, height) => {
                const { data: pixels } = pen.getImageData(x, y, width, height);
                const counts = {};
                for (let i = 0; i < pixels.length; i += 4) {
                    const key = [...pixels.slice(i, i + 3)]
                        .map(part => part.toString(16).padStart(2, '0'))
                        .join('');
                    counts[key] = (counts[key] ?? 0) + 1;
                }
                return counts;
            };
            const { width, height } = image;
            return {
                width,
                height,
                title: Object.keys(count(56, 40, 600, 100)).length,
                map: count(100, 200, width - 200, 900),
                legend: count(56, height - 380, width - 112, 120),
            };
        }, bytes.toString('base64'));
        assert.deepEqual([seen.width, seen.height], [1520, 1644]);
        assert.ok(seen.title > 5, 'a title');
        for (const colour of ['c4d9ae', '7cbb9e', 'f9f5e0']) {
            assert.ok(seen.map[colour] > 1000, `${colour} on the map`);
            assert.ok(seen.legend[colour] > 100, `${colour} in the legend`);
        }
        assert.deepEqual(complaints, []);
        await close();
    }
});
