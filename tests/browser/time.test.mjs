// SPDX-License-Identifier: Apache-2.0
// Time: the slider without a question for each step, two days compared, links that keep their numbers, and live changes.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { accept, campaign, householdToAccept } from './acceptance.mjs';
import { completed, drawnCells, launchPlain, openPage, rows, until } from './browser.mjs';
import { lineTo } from './line.mjs';
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
const ask = path => client(program.origin)('GET', path);
const slider = page => page.locator('.timeline input[type="range"]');
const fills = page => drawnCells(page).evaluateAll(paths => paths.map(path => path.getAttribute('fill')));
const breaks = page => page.locator('.legend-break').allInnerTexts();
const sentenceOf = (page, text) =>
    until(page, text, wanted => document.querySelector('.sentence').textContent.includes(wanted), text);
const showsCompleted = (page, figure) =>
    until(
        page,
        `${figure} completed`,
        wanted =>
            Number(document.querySelector('[data-figure="completed"]').textContent.replaceAll(',', '')) ===
            wanted,
        figure,
    );

/** One more accepted courtyard, from the field to the count. */
async function acceptOne() {
    const household = await householdToAccept(program);
    const { id } = await client(program.origin, program.accounts.field.token)(
        'PUT',
        `/api/inspections/${randomUUID()}`,
        {
            campaign,
            observed_at: new Date().toISOString(),
            lon: household.lon,
            lat: household.lat,
            household: household.id,
            outcome: 'accepted',
        },
    );
    await accept(program, household, id);
}

test('a step of the slider changes figures and colours and no break, and asks the server nothing', async () => {
    const { page, complaints, close } = await open(`/#/?t=2022-03-31`);
    await rows(page).first().waitFor();
    await drawnCells(page).first().waitFor();
    const [colours, fixed] = [await fills(page), await breaks(page)];
    await slider(page).press('ArrowRight');
    assert.equal(await slider(page).getAttribute('aria-valuetext'), '2022年4月30日');
    await sentenceOf(page, '2022年4月30日');
    assert.notDeepEqual(await fills(page), colours);
    assert.deepEqual(await breaks(page), fixed);

    const asked = [];
    page.on('request', request => asked.push(new URL(request.url()).pathname));
    for (const [step, date] of [
        ['ArrowRight', '2022-05-31'],
        ['ArrowRight', '2022-06-30'],
        ['ArrowLeft', '2022-05-31'],
    ]) {
        await slider(page).press(step);
        const [year, month, last] = date.split('-').map(Number);
        await sentenceOf(page, `${year}年${month}月${last}日`);
        // What comes from the matrix is what the server says of the day, share by share.
        const told = await ask(`/api/progress?as_of=${date}`);
        assert.equal(await completed(page), told.total.completed, date);
        const table = new Map((await tableRows(page)).map(row => [row.code, row.share]));
        for (const row of told.rows)
            assert.equal(
                Number(table.get(row.code)),
                Math.round(row.share_plan * 10) / 10,
                `${date} ${row.name}`,
            );
    }
    const figures = asked.filter(path => path.startsWith('/api/progress'));
    assert.deepEqual(figures, [], 'no step asks for figures');
    assert.deepEqual(complaints, []);
    await close();
});

test('ten quick steps end at the last one, though answers come in reverse order', async () => {
    const { page, complaints, close } = await open(`/#/?t=2022-01-31`);
    await rows(page).first().waitFor();
    let open_ = 0;
    await page.route('**/api/progress**', async route => {
        const wait = Math.max(0, 900 - 80 * open_++);
        await new Promise(done => setTimeout(done, wait));
        await route.continue().catch(() => {});
    });
    for (let step = 0; step < 10; step++) await slider(page).press('ArrowRight');
    await sentenceOf(page, '2022年11月30日');
    assert.equal(await slider(page).getAttribute('aria-valuetext'), '2022年11月30日');
    assert.equal(await completed(page), (await ask('/api/progress?as_of=2022-11-30')).total.completed);
    await page.unroute('**/api/progress**');
    assert.deepEqual(
        complaints.filter(one => !one.includes('ERR_ABORTED')),
        [],
    );
    await close();
});

test('play goes on by itself, month by month, and stops when it is told to', async () => {
    const { page, complaints, close } = await open(`/#/?t=2022-01-31`);
    await rows(page).first().waitFor();
    await page.getByRole('button', { name: '逐月播放' }).click();
    await sentenceOf(page, '2022年3月31日');
    await page.getByRole('button', { name: '暂停' }).click();
    const stopped = await slider(page).getAttribute('aria-valuetext');
    await page.waitForTimeout(1200);
    assert.equal(await slider(page).getAttribute('aria-valuetext'), stopped);
    assert.deepEqual(complaints, []);
    await close();
});

test('two days are compared everywhere, and the address says so', async () => {
    const other = '2022-12-31';
    const { page, complaints, close } = await open(`/#/?t=${day}`);
    await rows(page).first().waitFor();
    await page.locator('.day > button').click();
    await page.locator('.day-compare .menu-item', { hasText: other }).click();
    await until(page, 'the head of the column', () =>
        document.querySelector('.ranking th.change').textContent.includes('12-31'),
    );
    const [now, then] = await Promise.all([
        ask(`/api/progress?as_of=${day}`),
        ask(`/api/progress?as_of=${other}`),
    ]);
    const signed = value => `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value).toFixed(1)}`;
    const table = new Map((await tableRows(page)).map(row => [row.code, row.change]));
    now.rows.forEach((row, index) =>
        assert.equal(
            table.get(row.code),
            signed(Math.round((row.share_plan - then.rows[index].share_plan) * 10) / 10),
            row.name,
        ),
    );
    const more = now.total.completed - then.total.completed;
    const points = signed(now.total.share_plan - then.total.share_plan);
    assert.equal(await page.locator('.kpi-change [data-figure="change"]').innerText(), `${points} 百分点`);
    const sentence = await page.locator('.sentence').innerText();
    assert.ok(sentence.includes('比2022年12月31日'), sentence);
    assert.ok(sentence.includes(`+${more.toLocaleString('en-US')} 户`), sentence);
    assert.ok(sentence.includes(`${points} 百分点`), sentence);
    assert.equal(await page.locator('.legend-class').count(), 7);
    assert.match(await page.locator('.legend-title').innerText(), /两日相差/);
    // Nobody lost: no cell is of the rust arm, and some are of the blue one.
    const keys = await drawnCells(page).evaluateAll(paths => paths.map(path => path.dataset.key));
    assert.ok(keys.includes('class-5') && !keys.includes('class-0'));
    assert.ok(page.url().includes(`vs=${other}`) && page.url().includes('m=change'));

    const again = await open(new URL(page.url()).pathname + new URL(page.url()).hash);
    await rows(again.page).first().waitFor();
    assert.equal(await again.page.locator('.sentence').innerText(), sentence);
    assert.deepEqual(await fills(again.page), await fills(page));
    await again.close();

    await page.locator('.day > button').click();
    await page.getByRole('button', { name: '不再比较' }).click();
    await until(page, 'the plan again', () => document.querySelectorAll('.legend-class').length === 6);
    assert.deepEqual(complaints, []);
    await close();
});

test('a shared link shows the same numbers later, says that they are older, and leads to the newest', async () => {
    const { page, complaints, close } = await open('/');
    await rows(page).first().waitFor();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.locator('.header .share').click();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    const { revision, as_of } = await ask('/api/progress');
    assert.match(link, new RegExp(`t=${as_of}.*snap=${revision}`));
    const before = await completed(page);
    await acceptOne();
    await showsCompleted(page, before + 1);

    const later = await open(link.slice(program.origin.length));
    await rows(later.page).first().waitFor();
    assert.equal(await completed(later.page), before);
    const notice = later.page.locator('.basis.older');
    await notice.waitFor();
    assert.equal(
        (await notice.innerText()).replaceAll(/\s+/g, ' ').trim(),
        `版本 ${revision.toLocaleString('en-US')} · 不是最新看最新`,
    );
    // What happens now does not move it.
    await acceptOne();
    await showsCompleted(page, before + 2);
    assert.equal(await completed(later.page), before);
    await notice.getByRole('button').click();
    await showsCompleted(later.page, before + 2);
    assert.equal(await notice.count(), 0);
    assert.ok(!later.page.url().includes('snap='));
    assert.deepEqual(complaints, []);
    assert.deepEqual(later.complaints, []);
    await later.close();
    await close();
});

test('a change in the field is on the wall with a quiet mark; a lost connection is said, and numbers stay', async () => {
    const line = await lineTo(program.origin);
    const { page, close } = await openPage(browser, line.origin, '/');
    await rows(page).first().waitFor();
    await page.locator('.live-on').waitFor();
    const before = await completed(page);
    await acceptOne();
    await showsCompleted(page, before + 1);
    assert.match(await page.locator('.live-change').innerText(), /刚刚 .+ \+1$/);
    const marked = page.locator('.ranking tr.changed');
    assert.equal(await marked.count(), 1);
    assert.ok(
        (await page.locator('.live-change').innerText()).includes(await marked.locator('.name').innerText()),
    );

    line.cut();
    await page.locator('.live-lost').waitFor({ timeout: 30_000 });
    assert.match(await page.locator('.live-lost').innerText(), /连接中断，数据停留在 \d\d:\d\d/);
    assert.equal(await completed(page), before + 1);
    await acceptOne();
    assert.equal(await completed(page), before + 1);
    line.mend();
    await showsCompleted(page, before + 2);
    await page.locator('.live-on').waitFor();
    await close();
    line.end();
});
