// SPDX-License-Identifier: Apache-2.0
// Themes: every programme by its kind, reach with a trial, monthly returns, data quality, and the way to the desks.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchPlain, openPage, rows, until } from './browser.mjs';
import { client, startProgram } from './program.mjs';
import { tableRows } from './table.mjs';

let program;
let browser;
const day = '2023-06-30';

before(async () => {
    program = await startProgram();
    browser = await launchPlain();
});

after(async () => {
    await browser?.close();
    await program?.stop();
});

const open = (path, size, more) => openPage(browser, program.origin, path, size, more);
const ask = (path, role) => client(program.origin, role && program.accounts[role].token)('GET', path);
const grouped = number => number.toLocaleString('en-US');

/** A page of somebody who is signed in. */
const signedIn = (role, path) =>
    open(path, undefined, {
        before: page =>
            page.context().setExtraHTTPHeaders({ Authorization: `Bearer ${program.accounts[role].token}` }),
    });

test('every programme and indicator of the catalogue is shown as its kind is', async () => {
    const { campaigns } = await ask('/api/campaigns');
    assert.equal(campaigns.length, 18);
    const { page, complaints, close } = await open(`/#/?t=${day}`);
    await rows(page).first().waitFor();
    await page.locator('.all-programmes > button').click();
    await page.locator('.programmes .menu-item').first().waitFor();
    const names = await page.locator('.programmes .menu-item > span:first-of-type').allInnerTexts();
    assert.deepEqual([...names].sort(), campaigns.map(one => one.name.zh).sort());
    await page.locator('.programmes input').fill('完结率');
    await until(
        page,
        'one programme',
        () => document.querySelectorAll('.programmes .menu-item').length === 1,
    );
    await page.locator('.programmes .menu-item').click();
    await until(page, 'its name', () =>
        document.querySelector('.theme[aria-current]').textContent.includes('婚姻家庭纠纷'),
    );

    for (const one of campaigns)
        for (const indicator of one.indicators) {
            const about = `${one.id} ${indicator.id}`;
            await page.goto(`${program.origin}/#/?t=${day}&c=${one.id}&i=${indicator.id}`);
            const told = await ask(`/api/progress?campaign=${one.id}&indicator=${indicator.id}&as_of=${day}`);
            const { total } = told;
            const perCent = indicator.kind === 'rate' || indicator.kind === 'coverage';
            const printed = value =>
                perCent ? (Math.round(value * 10) / 10).toFixed(1) : grouped(Math.round(value));
            const hasPlan = total.target_plan !== null && !perCent;
            const lead = hasPlan
                ? (Math.round(total.share_plan * 10) / 10).toFixed(1)
                : total.suppressed
                  ? '已抑制'
                  : total.value === null
                    ? '—'
                    : printed(total.value);
            await until(
                page,
                `${about}: ${lead}`,
                ([wanted, name]) =>
                    document.querySelector('.kpi-figure')?.textContent.startsWith(wanted) &&
                    (document.querySelector('select[aria-label="指标"]')?.selectedOptions[0].textContent ??
                        name) === name,
                [lead, indicator.name.zh],
            );
            const sentence = await page.locator('.sentence').innerText();
            if (!hasPlan && total.value !== null)
                assert.ok(sentence.includes(printed(total.value)), `${about}: ${sentence}`);
            const table = await tableRows(page);
            assert.equal(table.length, told.rows.length, about);
            const onlyWhole =
                indicator.kind !== 'records' &&
                total.completed &&
                told.rows.every(row => row.completed === 0);
            if (indicator.protected && told.rows.some(row => row.suppressed))
                for (const row of table) assert.deepEqual([row.share, row.count], ['已抑制', '—'], about);
            else if (onlyWhole) for (const row of table) assert.equal(row.share, '无数据', about);
            else if (told.rows.every(row => row.target_plan === null))
                for (const { code, share } of table) {
                    const row = told.rows.find(each => each.code === code);
                    const wanted = row.value === null ? '–' : row.value === 0 ? '0' : printed(row.value);
                    assert.equal(share, wanted, `${about} ${row.name}`);
                }
        }
    assert.deepEqual(complaints, []);
    await close();
});

test('bases stand by level, each level with those above it', async () => {
    const { page, complaints, close } = await open(`/#/?t=${day}&c=skilled-wife`);
    await rows(page).first().waitFor();
    for (const [number, indicator] of ['bases', 'prefecture_bases', 'province_bases'].entries()) {
        const { total } = await ask(
            `/api/progress?campaign=skilled-wife&indicator=${indicator}&as_of=${day}`,
        );
        const text = total.target_plan === null ? total.completed : `${total.completed}/${total.target_plan}`;
        await until(
            page,
            `${indicator}: ${text}`,
            ([at, wanted]) => document.querySelectorAll('.base-levels b')[at]?.textContent === wanted,
            [number, String(text)],
        );
        await page.locator('.base-levels button').nth(number).click();
        await until(
            page,
            'it leads the page',
            wanted => document.querySelector('[data-figure="completed"]')?.textContent.startsWith(wanted),
            String(total.completed),
        );
    }
    assert.deepEqual(complaints, []);
    await close();
});

test('reach: bands, villages within, and what one more point would add, in words', async () => {
    const { page, complaints, close } = await open(`/#/?t=${day}`);
    await rows(page).first().waitFor();
    await page.getByRole('button', { name: '服务可及' }).click();
    await page.locator('.side-tools').waitFor();
    for (const km of [5, 3]) {
        await page.getByRole('button', { name: `${km} km`, exact: true }).click();
        const told = await ask(`/api/coverage?radius_m=${km * 1000}&as_of=${day}`);
        await until(
            page,
            `${told.total.villages_within} villages within ${km} km`,
            wanted => document.querySelector('[data-figure="villages"]')?.textContent === wanted,
            grouped(told.total.villages_within),
        );
        assert.ok(
            (await page.locator('.sentence').innerText()).includes(`${told.total.villages_within}个村`),
        );
        const table = new Map((await tableRows(page)).map(row => [row.code, row]));
        for (const row of told.rows)
            assert.equal(table.get(row.code).count, `${row.villages_within}/${row.villages}`, row.name);
    }
    const villages = await ask(`/api/coverage?level=village&as_of=${day}`);
    const bands = [0, 0, 0, 0];
    for (const { nearest_m } of villages.rows) {
        const km = Math.round(nearest_m / 100) / 10;
        bands[km < 1 ? 0 : km < 3 ? 1 : km < 5 ? 2 : 3]++;
    }
    assert.deepEqual((await page.locator('.legend-class .legend-count').allInnerTexts()).map(Number), bands);
    assert.doesNotMatch(await page.locator('body').innerText(), /儿童 ?\d|\d+ ?名儿童/);

    // By the keyboard: in the middle of the selected township, which is far from any point.
    await page.locator('tr', { hasText: '石笋镇' }).locator('.count').click();
    await page.getByRole('button', { name: '放在石笋镇中心' }).press('Enter');
    await until(page, 'an answer in words', () =>
        document.querySelector('[data-figure="trial"]')?.textContent.includes('公里'),
    );
    const [lon, lat] = /try=([\d.]+),([\d.]+)/.exec(page.url()).slice(1);
    const told = await ask(`/api/coverage/whatif?radius_m=3000&as_of=${day}&lon=${lon}&lat=${lat}`);
    const words = await page.locator('[data-figure="trial"]').innerText();
    assert.ok(words.includes(`（${told.before.villages_within} → ${told.after.villages_within}）`), words);
    assert.ok(words.includes(told.village.name), words);
    assert.equal(
        await page.locator('.side-list li').count(),
        told.rows.filter(row => row.newly_within).length,
    );

    // With the pointer: the same, at the place that was clicked.
    await page.getByRole('button', { name: '在图上选位置' }).click();
    const ground = page.locator('.placing');
    const { width, height } = await ground.boundingBox();
    await ground.click({ position: { x: width / 2, y: height / 2 } });
    await until(page, 'another place', old => !location.hash.includes(old), `try=${lon},${lat}`);
    await page.getByRole('button', { name: '撤掉' }).click();
    await until(page, 'no place', () => !location.hash.includes('try='));
    assert.deepEqual(complaints, []);
    await close();
});

test('returns: who owes, who came, who came in time, month by month', async () => {
    const { page, complaints, close } = await open(`/#/?t=${day}&th=returns&c=dispute-mediation`);
    await rows(page).first().waitFor();
    for (const date of [day, '2022-06-30']) {
        await page.goto(`${program.origin}/#/?t=${date}&th=returns&c=dispute-mediation`);
        const told = await ask(`/api/returns?campaign=dispute-mediation&as_of=${date}`);
        await until(
            page,
            told.month,
            wanted => document.querySelector('.sentence').textContent.includes(wanted),
            `${Number(told.month.slice(0, 4))}年${Number(told.month.slice(5))}月`,
        );
        assert.equal(await page.locator('[data-figure="returned"]').innerText(), String(told.total.returned));
        const table = new Map((await tableRows(page)).map(row => [row.code, row]));
        for (const row of told.rows) assert.equal(table.get(row.code).count, `${row.returned}/${row.owed}`);
        assert.equal(await page.locator('.side-list li').count(), told.missing.length);
    }
    assert.deepEqual(complaints, []);
    await close();
});

test('quality: counts by kind and village, doubts in a list and on the map, for those who may see them', async () => {
    const told = await ask('/api/quality', 'reviewer');
    const everybody = await open(`/#/?t=${day}`);
    await rows(everybody.page).first().waitFor();
    assert.equal(await everybody.page.getByRole('button', { name: /数据质量/ }).count(), 0);
    await everybody.close();

    const { page, complaints, close } = await signedIn('reviewer', `/#/?t=${day}`);
    await rows(page).first().waitFor();
    const theme = page.getByRole('button', { name: /数据质量/ });
    await until(
        page,
        'the count beside the theme',
        wanted => document.querySelector('.theme-badge')?.textContent === wanted,
        grouped(told.open),
    );
    await theme.click();
    await page.locator('.side-line.doubt').first().waitFor();
    assert.ok((await page.locator('.kpi-figure').innerText()).startsWith(grouped(told.open)));
    const table = new Map((await tableRows(page)).map(row => [row.code, row.share]));
    for (const row of told.rows) assert.equal(table.get(row.code), String(row.open), row.name);
    assert.equal(await page.locator('.side-line.doubt').count(), told.open);
    assert.ok((await page.locator('.map-overlay.doubts g').count()) > 0);
    await page.locator('.side select').selectOption('datum_suspect');
    await until(
        page,
        'those of one kind',
        wanted => document.querySelectorAll('.side-line.doubt').length === wanted,
        told.flags.datum_suspect,
    );
    // The evidence of the datum stands with the doubt.
    assert.match(await page.locator('.side-line.doubt').first().innerText(), /GCJ-02 换算后落在申报的村内/);
    assert.deepEqual(complaints, []);
    await close();
});

test('the desks of a role stand in the header, and nobody else has them', async () => {
    for (const [role, desks] of [
        ['reviewer', ['/review', '/import', '/targets', '/accounts']],
        ['planner', ['/import', '/targets', '/accounts']],
        ['field', ['/import', '/targets', '/accounts']],
        [null, []],
    ]) {
        const { page, close } = await (role ? signedIn(role, '/') : open('/'));
        await rows(page).first().waitFor();
        const menu = page.locator('.desk > button');
        assert.equal(await menu.count(), desks.length === 0 ? 0 : 1, role);
        if (desks.length > 0) {
            await menu.click();
            const links = await page
                .locator('.desk a')
                .evaluateAll(all => all.map(one => one.getAttribute('href')));
            assert.deepEqual(links, desks, role);
        }
        await close();
    }
});
