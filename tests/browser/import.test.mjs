// SPDX-License-Identifier: Apache-2.0
// The import page in Chromium: every file is tried first, nothing is stored before the word, a batch can be undone.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, until, thorough } from './browser.mjs';
import { axeProblems, householdsOf, layoutProblems, openDesk } from './desk.mjs';
import { client, startProgram } from './program.mjs';

let program;
let browser;
let pictures;
let folder;
let ask;
let homes;

before(async () => {
    program = await startProgram();
    browser = await launch();
    pictures = await mkdtemp(join(tmpdir(), 'courtyard-screenshots-'));
    folder = await mkdtemp(join(tmpdir(), 'courtyard-files-'));
    console.log(`screenshots in ${pictures}`);
    ask = client(program.origin, program.accounts.reviewer.token);
    homes = await householdsOf(program.origin, program.accounts.reviewer.token, 'registered', 90);
});

after(async () => {
    await browser?.close();
    await program?.stop();
});

const open = (path = '/import', size, more, role = 'reviewer') =>
    openDesk(browser, program.origin, program.accounts[role], path, size, more);
const shot = (page, name) => page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
const registered = async () => (await ask('GET', '/api/progress')).total.registered;
const inspections = async () =>
    (await ask('GET', '/ogc/collections/inspections/items?limit=1')).numberMatched;
const card = (page, name) => page.locator(`.file-card[data-file="${name}"]`);
const report = (page, name) => card(page, name).locator('.report');
const batches = async () => (await ask('GET', '/api/imports')).imports;

/** A table of new households beside those that are there; `put` changes single rows. */
function table(prefix, count, put = {}) {
    const lines = ['户号,姓名,地址,村代码,经度,纬度,登记日期'];
    for (let i = 0; i < count; i++) {
        const { geometry, properties } = homes[i % homes.length];
        const [lon, lat] = geometry.coordinates;
        const row = { name: '李某', address: '新村1号', lon, lat, day: '2024-05-01', ...put[i] };
        lines.push(
            [`${prefix}-${i}`, row.name, row.address, properties.area, row.lon, row.lat, row.day].join(','),
        );
    }
    return `${lines.join('\r\n')}\r\n`;
}

async function file(name, content) {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
}
const choose = (page, ...paths) => page.locator('[data-chooser]').setInputFiles(paths);

test('a file is tried and shown row by row on table and map; put away, nothing was stored', async () => {
    const { page, complaints, close } = await open();
    const before = [await registered(), (await batches()).length];
    const path = await file(
        '新增户.csv',
        table('T', 40, {
            3: { day: '2024-13-01' },
            7: { lon: 60.5, lat: 45.5 },
            9: { name: '<img src=x onerror=alert(1)>' },
        }),
    );
    await choose(page, path);
    await report(page, '新增户.csv').waitFor();
    const shown = report(page, '新增户.csv');
    assert.deepEqual(
        [
            await shown.getAttribute('data-rows'),
            await shown.getAttribute('data-accepted'),
            await shown.getAttribute('data-rejected'),
        ],
        ['40', '39', '1'],
    );
    const text = await shown.innerText();
    assert.match(text, /共 40 行：可导入 39，拒绝 1。未写入任何数据/);
    assert.match(text, /“2024-13-01”不是日期/);
    assert.match(text, /户号/);
    await shown.locator('.rows-map [data-row]').first().waitFor();
    assert.equal(await shown.locator('.rows-map [data-row]').count(), 39);
    assert.equal(await shown.locator('.rows-map .outside').count(), 1);
    assert.ok((await shown.locator('.rows-map svg path').count()) > 1, 'borders are drawn');
    await shot(page, 'import-tried-zh');
    assert.deepEqual(await axeProblems(page), []);
    assert.deepEqual(await layoutProblems(page), []);
    const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: '下载拒绝的行' }).click(),
    ]);
    assert.equal(download.suggestedFilename(), '新增户_拒绝的行.csv');
    const lines = (await readFile(await download.path(), 'utf8')).replace('\ufeff', '').trim().split('\r\n');
    assert.equal(lines.length, 2);
    assert.match(lines[1], /^5,登记日期,/);
    await page.getByRole('button', { name: '移出' }).click();
    await page.reload();
    assert.deepEqual([await registered(), (await batches()).length], before);
    assert.deepEqual(complaints, []);
    await close();
});

test('UTF-8 and GBK tables, GeoJSON and GPX are confirmed by a word, told by a receipt, and undone to what was', async () => {
    const gbk = await file('国标.csv', Buffer.from(await inGbk(table('G', 30))));
    const utf8 = await file('户表.csv', table('U', 30));
    const geojson = await file(
        '户.geojson',
        JSON.stringify({
            type: 'FeatureCollection',
            features: homes.slice(0, 5).map(({ geometry, properties }, i) => ({
                type: 'Feature',
                geometry,
                properties: {
                    id: `J-${i}`,
                    name: '王',
                    address: '新村',
                    area: properties.area,
                    registered_on: '2024-05-01',
                },
            })),
        }),
    );
    const at = homes[0].geometry.coordinates;
    const gpx = await file(
        '核查.gpx',
        `<?xml version="1.0"?><gpx version="1.1" creator="test" xmlns="http://www.topografix.com/GPX/1/1"><wpt lat="${at[1]}" lon="${at[0]}"><time>2026-03-01T01:30:00Z</time><name>${homes[0].id}</name><type>checked</type></wpt></gpx>`,
    );
    const { page, complaints, close } = await open('/import', undefined, { acceptDownloads: true });
    const start = { registered: await registered(), inspections: await inspections() };
    const brought = {
        '国标.csv': ['registered', 30],
        '户表.csv': ['registered', 30],
        '户.geojson': ['registered', 5],
        '核查.gpx': ['inspections', 1],
    };
    // Several at once: one after the other they are tried, each with its own word.
    await choose(page, gbk, utf8, geojson, gpx);
    const now = async what => (what === 'registered' ? registered() : inspections());
    for (const [name, [what, count]] of Object.entries(brought)) {
        if (name.endsWith('gpx')) {
            // A track of a phone does not say which campaign it was walked for.
            await card(page, name).locator('.columns-asked').waitFor();
            await card(page, name)
                .locator('select[data-value="campaign"]')
                .selectOption('beautiful-courtyard');
            await card(page, name)
                .locator('.columns-asked')
                .getByRole('button', { name: '再试一次' })
                .click();
        }
        await report(page, name).waitFor();
        assert.equal(await now(what), start[what], `${name} is tried only`);
        const confirm = card(page, name).locator('[data-confirm]');
        await confirm.waitFor();
        await confirm.click();
        await until(
            page,
            `${name} is stored`,
            file => document.querySelector(`.file-card[data-file="${file}"]`).dataset.state === 'stored',
            name,
        );
        assert.match(await card(page, name).innerText(), /服务器已收，批号 /);
        assert.equal(await now(what), start[what] + count, name);
        const [newest] = await batches();
        assert.equal(newest.file_name, name);
        const line = page.locator(`[data-batch="${newest.id}"]`);
        await line.locator('[data-undo]').click();
        await until(page, 'what an undo keeps is told', () =>
            document.querySelector('.batch-more')?.textContent.includes('没有要留下的'),
        );
        assert.equal(await now(what), start[what] + count, 'asked only');
        await page.locator('[data-undo-now]').click();
        await until(
            page,
            'undone',
            id => document.querySelector(`[data-batch="${id}"]`).textContent.includes('已撤回'),
            newest.id,
        );
        assert.equal(await now(what), start[what], `${name} is undone`);
    }
    await shot(page, 'import-stored-zh');
    // The browser itself tells of the 422 that is shown as a question.
    assert.deepEqual(
        complaints.filter(one => !/422/.test(one)),
        [],
    );
    await close();
});

/** Text as Chinese offices save it: every character looked up among all pairs of bytes, by the browser. */
async function inGbk(text) {
    const page = await browser.newPage();
    const bytes = await page.evaluate(words => {
        const decoder = new TextDecoder('gbk');
        const known = new Map();
        for (let a = 0x81; a < 0xff; a++)
            for (let b = 0x40; b < 0xff; b++) known.set(decoder.decode(new Uint8Array([a, b])), [a, b]);
        return [...words].flatMap(one => (one.charCodeAt(0) < 128 ? [one.charCodeAt(0)] : known.get(one)));
    }, text);
    await page.close();
    return bytes;
}

test('a file dropped twice is one batch, and an import of before is recognised', async () => {
    const { page, complaints, close } = await open();
    const before = await registered();
    const [first, second] = [
        await file('一次.csv', table('D', 12)),
        await file('又一次.csv', table('D', 12)),
    ];
    await choose(page, first, second);
    await report(page, '又一次.csv').waitFor();
    assert.match(await card(page, '又一次.csv').innerText(), /同一份文件已在上面/);
    assert.equal(await card(page, '又一次.csv').locator('[data-confirm]').count(), 0);
    await card(page, '一次.csv').locator('[data-confirm]').click();
    await until(page, 'stored', () => document.querySelector('.file-card').dataset.state === 'stored');
    assert.equal(await registered(), before + 12);
    const count = (await batches()).length;
    await page.reload();
    await choose(page, second);
    await report(page, '又一次.csv').waitFor();
    await until(
        page,
        'known',
        () => document.querySelector('.file-confirm, .file-card')?.textContent.includes('已在') ?? false,
    );
    assert.equal((await batches()).length, count);
    assert.equal(await registered(), before + 12);
    assert.deepEqual(complaints, []);
    await close();
});

test('a table shifted by GCJ-02 is recognised, and tried again as such it lies in its villages', async () => {
    const put = Object.fromEntries(homes.map(({ geometry }, i) => [i, shifted(geometry.coordinates)]));
    const path = await file('高德.csv', table('S', homes.length, put));
    const { page, complaints, close } = await open();
    await choose(page, path);
    await report(page, '高德.csv').waitFor();
    const doubt = page.locator('.datum-read');
    assert.equal(await doubt.getAttribute('data-suspect'), 'gcj02', await doubt.innerText());
    await shot(page, 'import-gcj02-zh');
    await page.locator('[data-use-datum]').click();
    await until(page, 'read as GCJ-02', () =>
        document.querySelector('.datum-read')?.textContent.includes('按 GCJ-02（高德、腾讯） 读取'),
    );
    assert.equal(await doubt.getAttribute('data-suspect'), null);
    const inside = Number(
        /GCJ-02（高德、腾讯）\s+([\d.]+)%/.exec(await doubt.locator('.readings').innerText())[1],
    );
    assert.ok(inside > 95, String(inside));
    assert.deepEqual(complaints, []);
    await close();
});

/** The published approximation of GCJ-02, written down here anew. */
function shifted([lon, lat]) {
    const { sin, cos, sqrt, abs, PI } = Math;
    const [x, y] = [lon - 105, lat - 35];
    const wave = (a, b, c, d) => ((a * sin(6 * x * PI) + b * sin(2 * x * PI)) * 2) / 3 + c + d;
    const north =
        -100 +
        2 * x +
        3 * y +
        0.2 * y * y +
        0.1 * x * y +
        0.2 * sqrt(abs(x)) +
        wave(
            20,
            20,
            ((20 * sin(y * PI) + 40 * sin((y / 3) * PI)) * 2) / 3,
            ((160 * sin((y / 12) * PI) + 320 * sin((y * PI) / 30)) * 2) / 3,
        );
    const east =
        300 +
        x +
        2 * y +
        0.1 * x * x +
        0.1 * x * y +
        0.1 * sqrt(abs(x)) +
        wave(
            20,
            20,
            ((20 * sin(x * PI) + 40 * sin((x / 3) * PI)) * 2) / 3,
            ((150 * sin((x / 12) * PI) + 300 * sin((x / 30) * PI)) * 2) / 3,
        );
    const [a, e2, phi] = [6378245, 0.00669342162296594323, (lat * PI) / 180];
    const m = 1 - e2 * sin(phi) ** 2;
    return {
        lon: (lon + (east * 180) / ((a / sqrt(m)) * cos(phi) * PI)).toFixed(7),
        lat: (lat + (north * 180) / (((a * (1 - e2)) / (m * sqrt(m))) * PI)).toFixed(7),
    };
}

test('refused rows keep the whole file out until the good ones are asked for alone', async () => {
    const { page, complaints, close } = await open();
    const before = await registered();
    await choose(page, await file('有错.csv', table('V', 10, { 2: { day: '不知道' } })));
    await report(page, '有错.csv').waitFor();
    const button = card(page, '有错.csv').locator('[data-confirm]');
    assert.equal(await button.innerText(), '只导入可用的 9 行');
    await button.click();
    await until(page, 'stored', () => document.querySelector('.file-card').dataset.state === 'stored');
    assert.equal(await registered(), before + 9);
    assert.deepEqual(complaints, []);
    await close();
});

test('columns that the server cannot place are asked for, and the answer is used', async () => {
    const { page, complaints, close } = await open();
    const lines = table('C', 6).replace('户号,姓名', '户编,姓名').replace('登记日期', '何时');
    await choose(page, await file('列名不同的户表.csv', lines));
    const asked = page.locator('.columns-asked');
    await asked.waitFor();
    assert.deepEqual(await axeProblems(page), []);
    for (const select of await asked.locator('select').all()) {
        const label = await select.evaluate(element => element.labels[0].textContent);
        await select.selectOption(/户号|编号/.test(label) ? '户编' : '何时');
    }
    await shot(page, 'import-columns-zh');
    await asked.getByRole('button', { name: '再试一次' }).click();
    await report(page, '列名不同的户表.csv').waitFor();
    assert.equal(await report(page, '列名不同的户表.csv').getAttribute('data-accepted'), '6');
    // The browser itself tells of the 422 that is shown as a question.
    assert.deepEqual(
        complaints.filter(one => !/422/.test(one)),
        [],
    );
    await close();
});

test('an upload shows how far it is, warns before the page is left, and is broken off without a trace', async () => {
    const { page, close } = await open();
    const before = (await batches()).length;
    let release;
    const held = new Promise(resolve => (release = resolve));
    await page.route('**/api/imports/*', async route => {
        await held;
        await route.abort().catch(() => {});
    });
    await choose(page, await file('很慢.csv', table('L', 50)));
    await page.locator('.file-card progress').waitFor();
    const dialogs = [];
    page.on('dialog', dialog => (dialogs.push(dialog.type()), dialog.dismiss()));
    await page.mouse.click(5, 400);
    await page.evaluate(() => location.assign('/'));
    await until(page, 'still here', () => document.querySelector('.file-card progress') !== null);
    assert.deepEqual(dialogs, ['beforeunload']);
    await page.getByRole('button', { name: '取消上传' }).click();
    await until(page, 'chosen again', () => document.querySelector('.file-card').dataset.state === 'chosen');
    release();
    await page.unroute('**/api/imports/*');
    assert.equal((await batches()).length, before);
    await close();
});

test('an upload of who is no longer signed in asks to sign in, and the file is there to be tried again', async () => {
    const { page, close } = await open();
    await page.locator('.batches').waitFor();
    await page.context().clearCookies();
    await choose(page, await file('过期.csv', table('E', 5)));
    await page.locator('.sign-in').waitFor();
    assert.equal(await page.locator('.file-card').count(), 0, 'the page is away');
    const { name, password } = program.accounts.reviewer;
    await page.getByLabel('用户名').fill(name);
    await page.getByLabel('密码').fill(password);
    await page.keyboard.press('Enter');
    await card(page, '过期.csv').waitFor();
    assert.equal(await card(page, '过期.csv').getAttribute('data-state'), 'chosen');
    assert.equal(await page.locator('.notice, .desk-problem').count(), 0, 'told once');
    await close();
});

test('English, dark, narrow: no violation of WCAG and nothing sticks out', thorough, async () => {
    for (const [path, size, more] of [
        ['/import?lang=en', { width: 1366, height: 768 }, { colorScheme: 'dark' }],
        ['/import', { width: 390, height: 844 }, {}],
        ['/import', { width: 320, height: 640 }, {}],
    ]) {
        const { page, complaints, close } = await open(path, size, more);
        await choose(page, await file('households.csv', table('E', 20, { 3: { day: 'x' } })));
        await report(page, 'households.csv').waitFor();
        assert.deepEqual(await axeProblems(page), [], path);
        assert.deepEqual(await layoutProblems(page), [], `${path} ${size.width}`);
        await shot(page, `import-${size.width}${path.includes('en') ? '-dark-en' : '-zh'}`);
        assert.deepEqual(complaints, []);
        await close();
    }
});
