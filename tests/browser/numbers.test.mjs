// SPDX-License-Identifier: Apache-2.0
// Numbers: table, indicator, sentence, downloads and server agree; classes, legend, marks and the table with its map.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { completed, drawnCells, launchPlain, openPage, rows, until } from './browser.mjs';
import { client, startProgram } from './program.mjs';
import { tableRows } from './table.mjs';

let program;
let browser;
let folder;
const day = '2023-06-30';
const campaign = 'beautiful-courtyard';

before(async () => {
    program = await startProgram();
    browser = await launchPlain();
    folder = await mkdtemp(join(tmpdir(), 'courtyard-numbers-'));
});

after(async () => {
    await browser?.close();
    await program?.stop();
});

const open = (path, size, more) => openPage(browser, program.origin, path, size, more);
const ask = path => client(program.origin)('GET', path);
const sum = numbers => numbers.reduce((a, b) => a + b, 0);
const whole = text => Number(text.replaceAll(/[^\d]/g, ''));

/** Cells of a downloaded table as GDAL reads them back: one object for each row. */
async function readBack(path, name) {
    const response = await fetch(program.origin + path);
    assert.equal(response.status, 200, path);
    const file = join(folder, name);
    await writeFile(file, Buffer.from(await response.arrayBuffer()));
    // A workbook has a sheet that explains its columns, too.
    const sheet = name.endsWith('.xlsx') ? ['progress'] : [];
    const { stdout } = await promisify(execFile)('ogr2ogr', ['-f', 'CSV', '/vsistdout/', file, ...sheet], {
        maxBuffer: 1 << 26,
    });
    const [head, ...lines] = stdout.trim().split(/\r?\n/);
    // The headings of a workbook are in both languages.
    const names = head
        .replaceAll('"', '')
        .split(',')
        .map(name => /\(([a-z_]+)\)$/.exec(name.trim())?.[1] ?? name.trim());
    return lines.map(line =>
        Object.fromEntries(line.split(',').map((cell, column) => [names[column], cell.replaceAll('"', '')])),
    );
}

const legendCounts = async page =>
    (await page.locator('.legend-count').allInnerTexts()).map(text => Number(text));

test('sum of the table = indicator = sentence = CSV = XLSX = server, for three dates at three levels', async () => {
    const county = await ask('/api/areas');
    const township = county.children[3];
    const places = [
        { at: '#/', area: county.area.code, level: 'township' },
        { at: '#/', more: '&lvl=village', area: county.area.code, level: 'village' },
        { at: `#/a/${township.code}`, area: township.code, level: 'village' },
    ];
    for (const date of ['2021-12-31', '2022-12-31', day]) {
        for (const { at, more = '', area, level } of places) {
            const about = `${date} ${area} ${level}`;
            const { page, complaints, close } = await open(`/${at}?t=${date}${more}`);
            await rows(page).first().waitFor();
            const table = await tableRows(page);
            const server = await ask(
                `/api/progress?campaign=${campaign}&area=${area}&level=${level}&as_of=${date}`,
            );
            const { total } = server;
            assert.equal(table.length, server.rows.length, about);
            const byCode = new Map(server.rows.map(row => [row.code, row]));
            for (const { code, count } of table) {
                const [done, target] = count.split('/').map(text => text.trim());
                const row = byCode.get(code);
                const isSilent = row.registered === 0 && row.completed === 0 && row.share_plan !== null;
                assert.equal(isSilent ? 0 : whole(done), row.completed, `${about} ${code}`);
                assert.equal(target === '–' ? null : whole(target), row.target_plan, `${about} ${code}`);
            }
            assert.equal(sum(server.rows.map(row => row.completed)), total.completed, about);
            assert.equal(await completed(page), total.completed, about);
            assert.ok(
                (await page.locator('.sentence').innerText()).includes(
                    `${total.completed.toLocaleString('en-US')}户`,
                ),
                about,
            );
            assert.equal(
                whole((await page.locator('.ranking tfoot .count').innerText()).split('/')[0]),
                total.completed,
                about,
            );
            const cells =
                level === 'township'
                    ? await ask(`/api/progress?campaign=${campaign}&area=${area}&level=village&as_of=${date}`)
                    : server;
            assert.equal(sum(await legendCounts(page)), cells.rows.length, about);
            const query = `campaign=${campaign}&area=${area}&level=${level}&as_of=${date}`;
            for (const format of ['csv', 'xlsx']) {
                const file = await readBack(`/api/exports/progress.${format}?${query}`, `p.${format}`);
                assert.equal(file.length, server.rows.length, `${about} ${format}`);
                assert.equal(
                    sum(file.map(row => Number(row.completed))),
                    total.completed,
                    `${about} ${format}`,
                );
                for (const row of file)
                    assert.equal(
                        Number(row.completed),
                        byCode.get(row.code).completed,
                        `${about} ${format} ${row.code}`,
                    );
            }
            assert.deepEqual(complaints, []);
            await close();
        }
    }
});

test('classes by the server: legend, map and table agree, and equal values are one class', async () => {
    const { page, complaints, close } = await open(`/#/?t=${day}&lvl=village`);
    await rows(page).first().waitFor();
    await drawnCells(page).first().waitFor({ state: 'attached' });
    const choice = page.locator('.rail .class-choice');
    for (const [method, count] of [
        ['jenks', 5],
        ['quantile', 4],
        ['equal', 7],
    ]) {
        await choice.locator('select').selectOption(method);
        await choice.getByRole('button', { name: `${count} 级` }).click();
        const server = await ask(
            `/api/progress/classes?level=village&as_of=${day}&method=${method}&count=${count}`,
        );
        const wanted = [...server.counts, ...Object.values(server.marks)];
        await until(
            page,
            `${method} ${count} in the legend`,
            expected =>
                [...document.querySelectorAll('.legend-count')].map(one => one.textContent).join() ===
                expected,
            wanted.join(),
        );
        // The intervals are written in full, closed below and open above.
        const intervals = await page.locator('.legend-class .unseen').allInnerTexts();
        assert.equal(intervals.length, server.breaks.length + 1);
        server.breaks.slice(0, -1).forEach((low, index) => {
            assert.ok(intervals[index + 1].includes(`${low}%（含）`), intervals[index + 1]);
            assert.ok(intervals[index + 1].includes(`${server.breaks[index + 1]}%（不含）`));
        });
        const fills = await drawnCells(page).evaluateAll(paths =>
            paths.map(path => path.getAttribute('fill')),
        );
        const classes = await drawnCells(page).evaluateAll(paths => paths.map(path => path.dataset.key));
        server.counts.forEach((areas, number) => {
            const drawn = fills.filter((_, index) => classes[index] === `class-${number}`);
            assert.equal(drawn.length, areas, `${method}: drawn of class ${number}`);
            assert.ok(new Set(drawn).size <= 1, `${method}: one colour for class ${number}`);
        });
    }
    assert.ok(page.url().includes('cls=equal7'));
    // One township has one village level only: three milestones of the same value are one class.
    await page.goto(`${program.origin}/#/?t=${day}&c=dispute-mediation&i=teams&cls=jenks5`);
    await until(page, 'one class', () => document.querySelectorAll('.legend-class').length === 1);
    assert.deepEqual(complaints, []);
    await close();
});

test('pooled classes keep their breaks on every date, those of a day do not', async () => {
    const { page, close } = await open(`/#/?t=${day}&cls=jenks5-pooled&m=plan`);
    await rows(page).first().waitFor();
    const breaks = () => page.locator('.legend-break').allInnerTexts();
    const before = await breaks();
    await page.locator('.timeline input').press('ArrowLeft');
    await until(
        page,
        'a month earlier',
        () => document.querySelector('.timeline input').getAttribute('aria-valuetext') === '2023年5月31日',
    );
    await until(page, 'its sentence', () =>
        document.querySelector('.sentence').textContent.includes('5月31日'),
    );
    assert.deepEqual(await breaks(), before);
    await page.locator('.rail input[name="pooled"]').uncheck();
    await until(
        page,
        'breaks of the day',
        old => [...document.querySelectorAll('.legend-break')].map(one => one.textContent).join() !== old,
        before.join(),
    );
    await close();
});

test('the legend is a filter: for the map, and for a table of the same level', async () => {
    const { page, complaints, close } = await open(`/#/?t=${day}&lvl=village`);
    await rows(page).first().waitFor();
    await drawnCells(page).first().waitFor();
    const button = page.locator('.legend-class').nth(1);
    const inClass = Number(await button.locator('.legend-count').innerText());
    assert.ok(inClass > 0);
    assert.equal(await button.getAttribute('aria-pressed'), 'true');
    const fillOf = () =>
        drawnCells(page).evaluateAll(paths =>
            paths.filter(path => path.dataset.key === 'class-1').map(path => path.getAttribute('fill')),
        );
    const [coloured] = await fillOf();
    await button.click();
    assert.equal(await button.getAttribute('aria-pressed'), 'false');
    const shown = Number(/^(\d+) \//.exec(await page.locator('.ranking-title .digits').innerText())[1]);
    assert.equal(shown, 320 - inClass);
    const off = await fillOf();
    assert.equal(off.length, inClass);
    assert.ok(off.every(fill => fill !== coloured));
    assert.equal((await tableRows(page)).length, 320 - inClass);
    await button.press('Enter');
    assert.equal(await page.locator('.ranking-title .digits').innerText(), '320 个');
    assert.deepEqual(complaints, []);
    await close();
});

test('no data, zero, suppressed and not applicable look and read differently, and nothing withheld is told', async () => {
    const seen = new Map();
    for (const [mark, at, word] of [
        ['zero', `#/?t=${day}&lvl=village`, '0'],
        ['not_applicable', `#/?t=${day}&lvl=village`, '–'],
        ['no_data', `#/?t=${day}&c=honours`, '无数据'],
        ['suppressed', `#/?t=${day}&c=health-screening`, '已抑制'],
    ]) {
        const { page, close } = await open(`/${at}`);
        await rows(page).first().waitFor();
        const cell = page.locator(`svg[data-map] path[data-key="${mark}"]`).first();
        await cell.waitFor({ state: 'attached' });
        const code = await cell.getAttribute('data-row');
        const table = await tableRows(page);
        const row = table.find(one => one.code === code);
        assert.ok(row, `${mark}: ${code} among ${table.length} rows`);
        assert.equal(row.share, word, mark);
        seen.set(mark, await cell.getAttribute('fill'));
        assert.equal(await page.locator('.legend-mark').count(), 4);
        await close();
    }
    assert.equal(new Set(seen.values()).size, 4, JSON.stringify([...seen]));

    // Beneath the whole there is no number: not on the page, not in the answers, not in a file.
    const { page, close } = await open(`/#/?t=${day}&c=health-screening`);
    await rows(page).first().waitFor();
    for (const { count, share, change } of await tableRows(page))
        for (const text of [count, share, change]) assert.doesNotMatch(text, /\d/);
    await close();
    const query = `campaign=health-screening&as_of=${day}&level=township`;
    const { total, rows: withheld } = await ask(`/api/progress?${query}`);
    assert.equal(total.completed % 5, 0);
    const figures = ['completed', 'completed_year', 'value', 'value_year', 'share_plan', 'registered'];
    for (const row of withheld) for (const figure of figures) assert.equal(row[figure], null, figure);
    const frames = await ask(`/api/progress/matrix?${query}&figures=all`);
    for (const row of frames.rows)
        for (const figure of figures)
            assert.ok(
                row[figure].every(value => value === null),
                figure,
            );
});

test('table and map point at the same area, also in a table too long to be whole', async () => {
    const { page, complaints, close } = await open(`/#/?t=${day}&lvl=village`);
    await rows(page).first().waitFor();
    assert.ok((await rows(page).count()) < 120, 'only rows in sight are in the document');
    assert.equal(await page.locator('.ranking table').getAttribute('aria-rowcount'), '322');
    await rows(page).first().focus();
    await page.keyboard.press('End');
    await until(
        page,
        'the last row has focus',
        () => document.activeElement?.getAttribute('aria-rowindex') === '321',
    );
    await page.keyboard.press('ArrowUp');
    await until(
        page,
        'the row above it',
        () => document.activeElement?.getAttribute('aria-rowindex') === '320',
    );
    const code = await page.evaluate(() => document.activeElement.dataset.code);
    assert.ok(page.url().includes(`sel=${code}`));
    assert.match(await page.locator('#spoken').innerText(), /\S/);
    await page.keyboard.press('Home');
    await until(page, 'the first row', () => document.activeElement?.getAttribute('aria-rowindex') === '2');
    // From the map to a row that is not in the document yet.
    const far = (await ask(`/api/progress?level=village&as_of=${day}`)).rows
        .filter(row => row.share_plan !== null)
        .sort((a, b) => a.share_plan - b.share_plan)[20].code;
    assert.equal(await page.locator(`tr[data-code="${far}"]`).count(), 0);
    const box = await page.locator(`svg[data-map] path[data-code="${far}"]`).boundingBox();
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await until(
        page,
        'its row in sight',
        wanted => {
            const row = document.querySelector(`tr[data-code="${wanted}"][aria-selected="true"]`);
            const scroller = document.querySelector('.ranking-scroll').getBoundingClientRect();
            const place = row?.getBoundingClientRect();
            return place && place.top >= scroller.top && place.bottom <= scroller.bottom;
        },
        far,
    );
    // Its own 怎么算的 opens beside the table and gives the focus back.
    const mark = page.locator(`tr[data-code="${far}"] .explain-mark`);
    await mark.click();
    await page.locator('.explain-sheet .explain-panel[aria-busy="false"]').waitFor();
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.explain-sheet').count(), 0);
    assert.deepEqual(complaints, []);
    await close();
});

test('columns sort both ways and say so; the table is filtered by name and by who is behind', async () => {
    const { page, complaints, close } = await open(`/#/?t=${day}&lvl=village`);
    await rows(page).first().waitFor();
    const head = page.locator('.ranking th.count');
    await head.locator('button').click();
    assert.equal(await head.getAttribute('aria-sort'), 'descending');
    const counts = async () => (await tableRows(page)).map(row => whole(row.count.split('/')[0]));
    const down = await counts();
    assert.deepEqual(
        down,
        [...down].sort((a, b) => b - a),
    );
    await head.locator('button').press('Enter');
    assert.equal(await head.getAttribute('aria-sort'), 'ascending');
    await page.getByRole('button', { name: '按名称或代码筛选' }).click();
    const name = (await ask('/api/areas?area=410199104')).children[0].name;
    await page.getByRole('searchbox', { name: '按名称或代码筛选' }).fill(name);
    await until(
        page,
        'one row',
        wanted => {
            const all = [...document.querySelectorAll('.ranking tbody tr[data-code]')];
            return all.length > 0 && all.every(row => row.textContent.includes(wanted));
        },
        name,
    );
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '落后' }).click();
    const behind = (await ask(`/api/progress?level=village&as_of=${day}`)).rows.filter(
        row => row.pace === 'behind',
    );
    assert.equal((await tableRows(page)).length, behind.length);
    assert.deepEqual(complaints, []);
    await close();
});

test('the download says rows and size beforehand, and the file has that name, those rows and that size', async () => {
    const { page, complaints, close } = await open(`/#/?t=${day}`);
    await rows(page).first().waitFor();
    await page.locator('.export > button').click();
    for (const [format, size] of [
        ['csv', true],
        ['xlsx', true],
        ['geojson', true],
    ]) {
        await page.getByLabel('格式').selectOption(format);
        await page.locator('.download-foot[aria-busy="false"]').waitFor();
        assert.match(await page.locator('.download-foot [role="status"]').innerText(), /^320 行，\d/);
        const download = page.waitForEvent('download');
        await page.locator('.download-foot a').click();
        const file = await download;
        assert.equal(file.suggestedFilename(), `栖云市_美丽庭院进度_${day}.${format}`, String(size));
    }
    await page.getByLabel('内容').selectOption('courtyards');
    await page.locator('.download-foot[aria-busy="false"]').waitFor();
    assert.match(
        await page.locator('.download-foot [role="status"]').innerText(),
        /^53,\d{3} 行，约 \d+ MB$/,
    );
    assert.deepEqual(complaints, []);
    await close();
});
