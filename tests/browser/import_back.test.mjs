// SPDX-License-Identifier: Apache-2.0
// A file that comes back from a GIS, in Chromium: its diff by kind, before and after on the map, confirmed and undone.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, until } from './browser.mjs';
import { axeProblems, layoutProblems, openDesk } from './desk.mjs';
import { client, startProgram } from './program.mjs';

const editor = new URL('../service/edit_as_planner.py', import.meta.url).pathname;
let program;
let browser;
let pictures;
let folder;
let ask;
let villages;

before(async () => {
    program = await startProgram();
    browser = await launch();
    pictures = await mkdtemp(join(tmpdir(), 'courtyard-screenshots-'));
    folder = await mkdtemp(join(tmpdir(), 'courtyard-files-'));
    console.log(`screenshots in ${pictures}`);
    ask = client(program.origin, program.accounts.reviewer.token);
    villages = (await items('villages')).features;
});

after(async () => {
    await browser?.close();
    await program?.stop();
});

const items = layer => ask('GET', `/ogc/collections/${layer}/items?limit=10000`);
const nameOf = async code => (await ask('GET', `/ogc/collections/villages/items/${code}`)).properties.name;
const open = (path = '/import', size, more) =>
    openDesk(browser, program.origin, program.accounts.reviewer, path, size, more);
const shot = (page, name) => page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
const choose = (page, path) => page.locator('[data-chooser]').setInputFiles(path);
const changes = page => page.locator('.changes');

/** An export, edited as in a GIS, under the name it was downloaded as. */
async function sentBack(file, query, todo) {
    const answer = await fetch(`${program.origin}/api/exports/${file}?${query}`, {
        headers: { authorization: `Bearer ${program.accounts.reviewer.token}` },
    });
    assert.equal(answer.status, 200);
    const from = join(folder, `from-${file}`);
    await writeFile(from, Buffer.from(await answer.arrayBuffer()));
    const to = join(await mkdtemp(join(folder, 'back-')), file);
    execFileSync('/usr/bin/python3', [editor, from, to], { input: JSON.stringify(todo) });
    return to;
}

/** Two villages of one township with the longest common border. */
function neighbours() {
    const corners = ({ geometry }) =>
        new Set(geometry.coordinates.flat(geometry.type === 'Polygon' ? 1 : 2).map(String));
    const sets = villages.slice(0, 80).map(one => [one.properties, corners(one)]);
    let best = { shared: 0 };
    for (const [a, as] of sets)
        for (const [b, bs] of sets) {
            if (a.code >= b.code || a.parent !== b.parent) continue;
            const shared = [...as].filter(corner => bs.has(corner)).length;
            if (shared > best.shared) best = { shared, a: a.code, b: b.code };
        }
    return best;
}

test('boundaries that come back: what changes is listed and drawn, confirmed, and undone', async () => {
    const { a, b } = neighbours();
    const far = villages.at(-1).properties;
    const path = await sentBack('villages.shp.zip', 'encoding=gbk&crs=gk', {
        key: 'CODE',
        set: { [far.code]: { NAME: '新河口村' } },
        border: [a, b, 30, 20],
        add: { BEIZHU: '已核' },
    });
    const { page, complaints, close } = await open();
    await choose(page, path);
    await changes(page).waitFor();
    const told = ['changed', 'new', 'unchanged', 'missing'];
    assert.deepEqual(await Promise.all(told.map(kind => changes(page).getAttribute(`data-${kind}`))), [
        '3',
        '0',
        String(villages.length - 3),
        '0',
    ]);
    const row = code => changes(page).locator(`[data-change="${code}"]`);
    assert.match(await row(far.code).innerText(), new RegExp(`名称：${far.name} → 新河口村`));
    assert.match(await row(a).innerText(), /(增加|减少) [\d,.]+ 平方米/);
    const map = changes(page).locator('.change-map');
    await until(page, 'the first change is drawn', () =>
        document.querySelector('.change-map [data-part="after"]')?.getAttribute('d'),
    );
    assert.equal(await map.getAttribute('data-map-of'), a);
    assert.match(await map.locator('svg[role=img]').getAttribute('aria-label'), /改动前后的位置图：.*平方米/);
    const drawn = await map
        .locator('[data-part]')
        .evaluateAll(list => list.map(one => one.getAttribute('d')));
    assert.notEqual(drawn[2], drawn[3], 'before and after are two lines');
    assert.ok(drawn[0] || drawn[1], 'and what lies between them is filled');
    await shot(page, 'import-back-zh');
    const scale = async () => map.locator('svg[role=img]').getAttribute('viewBox');
    const near = await scale();
    await map.getByRole('button', { name: '看全貌' }).click();
    await until(
        page,
        'the whole area is shown',
        view => document.querySelector('.change-map svg[role=img]').getAttribute('viewBox') !== view,
        near,
    );
    await map.getByRole('button', { name: '看改动处' }).click();
    assert.equal(await scale(), near);

    // By keyboard: to the other row of the border, and to the filter.
    const other = row(b).getByRole('button', { name: await nameOf(b) });
    await other.focus();
    await page.keyboard.press('Enter');
    await until(
        page,
        'the other one is drawn',
        code => document.querySelector('.change-map')?.dataset.mapOf === code,
        b,
    );
    assert.equal(await other.getAttribute('aria-pressed'), 'true');
    await changes(page).locator('[data-kind="unchanged"]').focus();
    await page.keyboard.press('Space');
    assert.equal(await changes(page).locator('tbody tr').count(), villages.length - 3);
    await page.keyboard.press('Space');
    assert.equal(await changes(page).locator('tbody tr').count(), 3);
    assert.deepEqual(await axeProblems(page), []);
    assert.deepEqual(await layoutProblems(page), []);

    assert.equal(await nameOf(far.code), far.name, 'tried only');
    const confirm = page.locator('[data-confirm]');
    assert.equal(await confirm.innerText(), '确认写入 3 处改动');
    await confirm.click();
    await until(page, 'stored', () => document.querySelector('.file-card').dataset.state === 'stored');
    assert.equal(await nameOf(far.code), '新河口村');
    assert.match(await page.locator('.file-stored').innerText(), /写入 3 处改动/);
    await shot(page, 'import-back-stored-zh');
    const [newest] = (await ask('GET', '/api/imports')).imports;
    await page.locator(`[data-batch="${newest.id}"] [data-undo]`).click();
    await page.locator('[data-undo-now]').click();
    await until(
        page,
        'undone',
        id => document.querySelector(`[data-batch="${id}"]`).textContent.includes('已撤回'),
        newest.id,
    );
    assert.deepEqual((await items('villages')).features, villages);
    assert.deepEqual(complaints, []);
    await close();
});

test('an unedited file says that nothing changes, and offers nothing to confirm', async () => {
    const path = await sentBack('bases.gpkg', 'crs=gk-zone', { key: 'id' });
    const { page, complaints, close } = await open();
    await choose(page, path);
    await changes(page).waitFor();
    assert.match(await changes(page).innerText(), /与现有数据完全一致，没有任何改动/);
    assert.equal(await page.locator('[data-confirm]').count(), 0);
    assert.deepEqual(complaints, []);
    await close();
});

test('a moved base is drawn where it was and where it is, in English and on a phone', async () => {
    const bases = (await items('bases')).features.map(one => one.properties.id).sort();
    const path = await sentBack('bases.shp.zip', 'crs=EPSG:4526', {
        key: 'ID',
        move: { [bases[1]]: [60, 80] },
        delete: [bases[0]],
        drop: ['AREA', 'SINCE'],
    });
    const { page, complaints, close } = await open('/import?lang=en', { width: 390, height: 844 });
    await choose(page, path);
    await changes(page).waitFor();
    const text = await changes(page).innerText();
    assert.match(text, /moved 100\.\d\d m|moved 99\.\d\d m/);
    assert.match(text, /1 that is not in the file is not removed/);
    assert.equal((await changes(page).locator('.change-map circle').count()) >= 2, true);
    await shot(page, 'import-back-phone-en');
    assert.deepEqual(await axeProblems(page), []);
    assert.deepEqual(await layoutProblems(page), []);
    assert.deepEqual(complaints, []);
    await close();
});

test('a new edition of villages alone says what it leaves out, and keeps it when asked to', async () => {
    const gone = villages.at(-1).properties;
    const path = await sentBack('villages.gpkg', 'crs=EPSG:4490', { key: 'code', delete: [gone.code] });
    const { page, complaints, close } = await open();
    await choose(page, path);
    await changes(page).waitFor();
    assert.match(await changes(page).innerText(), /文件中没有的 1 个不会被删除/);
    await page.locator('[data-term="valid_from"]').fill('2026-01-01');
    const rest = page.locator('[data-term="rest"]');
    assert.equal(await rest.isChecked(), true);
    await rest.uncheck();
    const again = page.getByRole('button', { name: '再试一次' });
    await again.click();
    await until(page, 'left out', () =>
        document.querySelector('.changes')?.textContent.includes('不在新版本中'),
    );
    await rest.check();
    await again.click();
    await until(page, 'kept', () => document.querySelector('.changes')?.textContent.includes('不会被删除'));
    assert.deepEqual(complaints, []);
    await close();
});
