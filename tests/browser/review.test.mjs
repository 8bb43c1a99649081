// SPDX-License-Identifier: Apache-2.0
// The review desk in Chromium: the queue, the evidence, verdicts by keyboard alone, and who was faster.
import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, until } from './browser.mjs';
import {
    axeProblems,
    drawnPicture,
    exifTime,
    householdsOf,
    inspected,
    layoutProblems,
    openDesk,
    photographed,
    sender,
} from './desk.mjs';
import { client, startProgram } from './program.mjs';

let program;
let browser;
let pictures;
let ask;
let photographedHome;

before(async () => {
    program = await startProgram();
    browser = await launch();
    pictures = await mkdtemp(join(tmpdir(), 'courtyard-screenshots-'));
    console.log(`screenshots in ${pictures}`);
    const { token } = program.accounts.reviewer;
    ask = client(program.origin, token);
    const send = sender(program.origin, token);
    // A household that was photographed twice, the second time from beyond its village.
    [photographedHome] = await householdsOf(program.origin, token, 'registered', 1);
    const [lon, lat] = photographedHome.geometry.coordinates;
    const { page, close } = await openDesk(browser, program.origin, program.accounts.reviewer, '/review');
    const now = Date.now();
    const visit = async (time, more, photo) => {
        const receipt = await inspected(send, photographedHome, {
            observed_at: new Date(time).toISOString(),
            ...more,
        });
        await photographed(send, receipt.id, { taken: exifTime(time + 60_000), ...photo });
        return receipt;
    };
    await visit(
        now - 40 * 86_400_000,
        { outcome: 'needs_work' },
        { at: { lon, lat }, picture: await drawnPicture(page, false) },
    );
    await visit(
        now - 3_600_000,
        { lon: lon + 0.03, lat, accuracy_m: 9, note: '<img src=x onerror="document.title=1">' },
        { at: { lon: lon + 0.0301, lat }, picture: await drawnPicture(page, true) },
    );
    await close();
});

after(async () => {
    await browser?.close();
    await program?.stop();
});

const open = (path, size, more, role = 'reviewer') =>
    openDesk(browser, program.origin, program.accounts[role], path, size, more);
const shot = (page, name) => page.screenshot({ path: join(pictures, `${name}.png`) });
const items = page => page.locator('.queue-item');
const current = page => page.locator('.queue-item[aria-current]');
const flags = query => ask('GET', `/api/flags?${query}`);
const number = async locator => Number((await locator.innerText()).replaceAll(',', ''));
/** The flag that is looked at, once everything of it is on the page. */
async function opened(page) {
    const id = await current(page).getAttribute('data-entry');
    await page.locator(`.review[data-opened="${id}"] .plan-drawing`).waitFor();
    return Number(id);
}

test('the queue shows what the server counts, by kind and by area, and its first flag with evidence', async () => {
    const { page, complaints, close } = await open('/review');
    await opened(page);
    const all = await flags('limit=500');
    const openOnes = Object.values(all.kinds).reduce((sum, kind) => sum + kind.open, 0);
    assert.equal(await number(page.locator('[data-waiting]')), openOnes);
    assert.equal(await items(page).count(), Math.min(100, openOnes));
    const [first] = all.entries;
    assert.equal(Number(await current(page).getAttribute('data-entry')), first.id);
    const evidence = await page.locator('.review-evidence').innerText();
    assert.ok(evidence.includes(first.detail), evidence);
    assert.ok(evidence.includes(first.advice));
    await page.locator('.queue-kind', { hasText: '疑似坐标系偏移' }).click();
    await until(
        page,
        'one kind',
        count => document.querySelectorAll('.queue-item').length === count,
        all.kinds.datum_suspect.open,
    );
    assert.match(page.url(), /kind=datum_suspect/);
    await opened(page);
    assert.ok((await page.locator('.place-map').innerText()).includes('按 GCJ-02 换算'));
    await shot(page, 'review-datum-zh');
    await page.getByLabel('区划', { exact: true }).selectOption({ index: 1 });
    const area = new URL(page.url()).searchParams.get('area');
    const there = await flags(`kind=datum_suspect&area=${area}`);
    await until(
        page,
        'one area',
        count => document.querySelectorAll('.queue-item').length === count,
        there.entries.length,
    );
    await page.reload();
    await until(
        page,
        'the filter is in the address',
        count => document.querySelectorAll('.queue-item').length === count,
        there.entries.length,
    );
    assert.deepEqual(complaints, []);
    await close();
});

test('photos before and after, the map with border and photo, what the camera wrote, and a note shown literally', async () => {
    const { page, complaints, close } = await open('/review?kind=outside_declared_village');
    await opened(page);
    const mine = (await flags('kind=outside_declared_village&limit=500')).entries.find(
        one => one.household === photographedHome.id,
    );
    await page.locator(`[data-entry="${mine.id}"] > button`).click();
    await page.locator(`.review[data-opened="${mine.id}"] .plan-drawing`).waitFor();
    const photos = page.locator('.photos img');
    assert.equal(await photos.count(), 2);
    await until(page, 'both photos are drawn', () =>
        [...document.querySelectorAll('.photos img')].every(
            image => image.complete && image.naturalWidth === 1200,
        ),
    );
    assert.ok((await page.locator('.photos').innerText()).includes('以前'));
    const map = await page.locator('.place-map').innerText();
    assert.match(map, /上报点 ±9 m/);
    assert.match(map, /距村界/);
    assert.match(map, /申报村/);
    const evidence = await page.locator('.review-evidence').innerText();
    assert.ok(evidence.includes('<img src=x onerror="document.title=1">'), 'the note is text');
    assert.notEqual(await page.title(), '1');
    await shot(page, 'review-zh');
    await page.keyboard.press('p');
    const viewer = page.locator('.photo-viewer');
    await viewer.waitFor();
    const facts = await viewer.innerText();
    assert.match(facts, /距上报点\s+\d+ m/);
    assert.match(facts, /1200 × 840/);
    assert.match(facts, /与观测时间相差\s+\d\d s/);
    await page.keyboard.press('ArrowLeft');
    await until(page, 'the earlier photo', () =>
        document.querySelector('.photo-viewer').textContent.includes('第 1 张'),
    );
    await shot(page, 'review-photo-zh');
    assert.deepEqual(await axeProblems(page), []);
    await page.keyboard.press('Escape');
    await viewer.waitFor({ state: 'detached' });
    assert.deepEqual(complaints, []);
    await close();
});

test('a tour without a mouse: from the queue to a verdict, to the next, and to another verdict on the last', async () => {
    const { page, complaints, close } = await open('/review?kind=low_accuracy');
    const first = await opened(page);
    const before = (await flags('limit=1')).kinds.low_accuracy;
    await page.keyboard.press('j');
    await until(
        page,
        'J goes on',
        id => document.querySelector('.queue-item[aria-current]').dataset.entry !== String(id),
        first,
    );
    const second = await opened(page);
    await page.keyboard.press('k');
    assert.equal(await opened(page), first);
    await page.keyboard.press('Enter');
    await until(page, 'a verdict is asked for', () =>
        document.querySelector('.verdict [role=alert]')?.textContent.includes('先选结论'),
    );
    await page.keyboard.press('2');
    assert.equal(await page.locator('[data-option="dismissed"]').isChecked(), true);
    await page.keyboard.press('Enter');
    await until(
        page,
        'a reason is asked for, and the field has the focus',
        () => document.activeElement.id === 'review-reason',
    );
    await page.keyboard.type('现场树多，照片能对上');
    await page.keyboard.press('Enter');
    await until(
        page,
        'the next flag comes by itself',
        id => document.querySelector('.queue-item[aria-current]').dataset.entry === String(id),
        second,
    );
    const after = await flags('limit=1');
    assert.deepEqual(after.kinds.low_accuracy, {
        ...before,
        open: before.open - 1,
        dismissed: before.dismissed + 1,
    });
    const [said] = (await flags('state=resolved&kind=low_accuracy&limit=500')).entries.filter(
        ({ id }) => id === first,
    );
    assert.equal(said.resolution.reason, '现场树多，照片能对上');
    assert.equal(
        await number(page.locator('[data-waiting]')),
        Object.values(after.kinds).reduce((sum, kind) => sum + kind.open, 0),
    );
    await until(
        page,
        'what is decided leaves the queue',
        id => !document.querySelector(`[data-entry="${id}"]`),
        first,
    );
    // Another word on the last one: it comes back, and both stay in its history.
    await page.keyboard.press('Escape');
    await page.keyboard.press('z');
    assert.equal(await opened(page), first);
    await page.locator('.verdict-said').waitFor();
    await page.keyboard.press('1');
    await page.keyboard.press('r');
    await page.keyboard.type('再看，照片是别家的');
    await page.keyboard.press('Enter');
    await until(page, 'said', () => document.querySelector('.toast')?.textContent.includes('疑点成立'));
    const point = await ask('GET', `/api/inspections/${said.inspection}`);
    const { resolutions, state } = point.doubts.find(doubt => doubt.flag === 'low_accuracy');
    assert.equal(state, 'confirmed');
    assert.deepEqual(
        resolutions.map(one => one.verdict),
        ['dismissed', 'confirmed'],
    );
    assert.equal(resolutions[1].supersedes, resolutions[0].id);
    assert.deepEqual(complaints, []);
    await close();
});

test('several flags of one kind are decided with one word; single keys can be switched off', async () => {
    const { page, complaints, close } = await open('/review?kind=impossible_speed');
    await opened(page);
    const { entries } = await flags('kind=impossible_speed&limit=500');
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await until(
        page,
        'two are chosen',
        () => document.querySelectorAll('.queue-item input:checked').length === 2,
    );
    await page.keyboard.press('1');
    await page.keyboard.press('r');
    await page.keyboard.type('一个账号两个人用');
    await shot(page, 'review-batch-zh');
    await page.keyboard.press('Enter');
    await until(page, 'both are decided', () =>
        document.querySelector('.toast')?.textContent.includes('2 条已裁定'),
    );
    const said = (await flags('state=resolved&kind=impossible_speed&limit=500')).entries;
    assert.deepEqual(
        said.map(({ id }) => id),
        entries.slice(0, 2).map(({ id }) => id),
    );
    assert.ok(said.every(({ resolution }) => resolution.reason === '一个账号两个人用'));
    const at = await opened(page);
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.locator('.key-help').waitFor();
    assert.deepEqual(await axeProblems(page), []);
    await page.locator('.key-help input').press('Space');
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    await page.keyboard.press('1');
    assert.equal(Number(await current(page).getAttribute('data-entry')), at, 'J does nothing any more');
    assert.equal(await page.locator('.option[data-chosen]').count(), 0);
    await page.reload();
    await opened(page);
    assert.ok((await page.locator('.review-hints').innerText()).includes('单键快捷键已关闭'));
    assert.deepEqual(complaints, []);
    await close();
});

test('who was faster is shown beside one’s own verdict, and one of the two is chosen', async () => {
    for (const [button, stands] of [
        ['保留已有的', 'dismissed'],
        ['改为我的', 'confirmed'],
    ]) {
        const { page, complaints, close } = await open('/review?kind=far_from_household');
        const id = await opened(page);
        const entry = (await flags('kind=far_from_household&limit=500')).entries.find(one => one.id === id);
        await client(program.origin, program.accounts.admin.token)(
            'POST',
            `/api/flags/${entry.inspection}/${entry.flag}/resolve`,
            {
                verdict: 'dismissed',
                reason: '户搬到了村口',
            },
        );
        await page.keyboard.press('1');
        await page.keyboard.press('r');
        await page.keyboard.type('离户太远');
        await page.keyboard.press('Enter');
        const clash = page.locator('.versions-clash');
        await clash.waitFor();
        const text = await clash.innerText();
        for (const part of ['户搬到了村口', 'demo-admin', '有合理解释', '离户太远', '疑点成立'])
            assert.ok(text.includes(part), `${part} in ${text}`);
        assert.deepEqual(await axeProblems(page), []);
        await shot(page, `review-clash-${stands}`);
        await page.getByRole('button', { name: button }).click();
        await until(
            page,
            'on to the next',
            before => document.querySelector('.queue-item[aria-current]')?.dataset.entry !== String(before),
            id,
        );
        const point = await ask('GET', `/api/inspections/${entry.inspection}`);
        assert.equal(point.doubts.find(doubt => doubt.flag === entry.flag).state, stands);
        // The browser itself tells of the 409 that is shown as a choice.
        assert.deepEqual(
            complaints.filter(one => !/409/.test(one)),
            [],
        );
        await close();
    }
});

test('a household takes a step that the server allows, with the reason', async () => {
    const { page, complaints, close } = await open('/review?kind=outside_declared_village');
    await opened(page);
    const mine = (await flags('kind=outside_declared_village&limit=500')).entries.find(
        one => one.household === photographedHome.id,
    );
    await page.locator(`[data-entry="${mine.id}"] > button`).click();
    await page.locator(`.review[data-opened="${mine.id}"] .plan-drawing`).waitFor();
    const path = `/api/households/${mine.household}/history`;
    const campaign = async () =>
        (await ask('GET', path)).campaigns.find(one => one.campaign === mine.campaign);
    const { legal, steps } = await campaign();
    assert.deepEqual(
        await page.locator('.steps-legal .option-name').allInnerTexts(),
        legal.map(({ name }) => `转为 ${name.zh}`),
    );
    const at = legal.findIndex(({ needs }) => !needs.includes('score'));
    await page.keyboard.press(String(3 + at));
    await page.keyboard.press('r');
    await page.keyboard.type('照片可信');
    await page.keyboard.press('Enter');
    await until(
        page,
        'the new status',
        name => document.querySelector('.steps-legal legend')?.textContent.includes(name),
        `现为 ${legal[at].name.zh}`,
    );
    const now = await campaign();
    assert.equal(now.steps.length, steps.length + 1);
    assert.deepEqual([now.steps.at(-1).to, now.steps.at(-1).reason], [legal[at].to, '照片可信']);
    assert.equal(Number(await current(page).getAttribute('data-entry')), mine.id, 'the flag still waits');
    assert.deepEqual(complaints, []);
    await close();
});

test('the queue reads on by itself, and what sources say differently of a household is settled with the reason', async () => {
    const [lon, lat] = photographedHome.geometry.coordinates;
    const { id, area } = photographedHome.properties;
    const table = `户号,姓名,地址,村代码,经度,纬度,登记日期\n${id},曾某,<b>新址</b>9号,${area},${lon},${lat},2024-05-01\n`;
    const send = sender(program.origin, program.accounts.admin.token);
    const answer = await send(
        'POST',
        '/api/imports?kind=households&filename=异.csv',
        new TextEncoder().encode(table),
        'text/csv',
    );
    assert.equal(answer.status, 201, await answer.clone().text());
    const before = (await ask('GET', `/api/households/${id}`)).conflicts;
    assert.ok(before.length > 0);
    const { page, complaints, close } = await open('/review');
    await opened(page);
    const waiting = await number(page.locator('[data-waiting]'));
    assert.ok(waiting > 100, 'more than one answer holds');
    await items(page).last().locator('> button').click();
    await until(
        page,
        'all of them are here',
        count => document.querySelectorAll('.queue-item').length === count,
        waiting,
    );
    const mine = (await flags('limit=500')).entries.find(one => one.household === id);
    await page.locator(`[data-entry="${mine.id}"] > button`).click();
    await page.locator(`.review[data-opened="${mine.id}"] .conflicts`).waitFor();
    const button = page.getByRole('button', { name: '采用 <b>新址</b>9号' });
    await button.click();
    await until(page, 'a reason is asked for', () => document.activeElement.id === 'review-reason');
    await page.keyboard.type('电话核实过');
    await button.click();
    await until(page, 'settled', () => document.querySelector('.toast')?.textContent.includes('已采用'));
    const after = await ask('GET', `/api/households/${id}`);
    assert.equal(after.address, '<b>新址</b>9号');
    assert.deepEqual(
        after.conflicts.map(({ field }) => field),
        before.map(({ field }) => field).filter(field => field !== 'address'),
    );
    await until(page, 'the address is shown as text', () =>
        document.querySelector('.review-head').textContent.includes('<b>新址</b>9号'),
    );
    assert.deepEqual(complaints, []);
    await close();
});

test('a session that ends in the middle is opened again, and nothing that was typed is lost', async () => {
    const { page, complaints, close } = await open('/review?kind=low_accuracy');
    const id = await opened(page);
    await page.keyboard.press('2');
    await page.keyboard.press('r');
    await page.keyboard.type('照片里有门牌');
    await page
        .context()
        .request.delete(`${program.origin}/api/session`, { headers: { Origin: program.origin } });
    await page.keyboard.press('Enter');
    const dialog = page.locator('.sign-in');
    await dialog.waitFor();
    assert.match(await dialog.innerText(), /登录已过期，页面已收起；填写的内容都在/);
    for (const part of ['#review-reason', '.review-head', '.photos img', '.header'])
        assert.equal(await page.locator(part).count(), 0, `${part} is still in the document`);
    assert.deepEqual(await axeProblems(page), []);
    await page.getByLabel('用户名').fill(program.accounts.reviewer.name);
    await page.getByLabel('密码').fill('not the password');
    await page.keyboard.press('Enter');
    await until(page, 'a wrong password is told', () =>
        document.querySelector('.sign-in [role=alert]')?.textContent.includes('用户名或密码不对'),
    );
    await page.getByLabel('密码').fill(program.accounts.reviewer.password);
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    assert.equal(await opened(page), id, 'the page was not read anew');
    assert.equal(await page.locator('#review-reason').inputValue(), '照片里有门牌');
    assert.equal(await page.locator('[data-option="dismissed"]').isChecked(), true);
    await page.locator('#review-reason').focus();
    await page.keyboard.press('Enter');
    await until(page, 'said', () => document.querySelector('.toast')?.textContent.includes('有合理解释'));
    assert.deepEqual(
        complaints.filter(one => !/401/.test(one)),
        [],
    );
    await close();
});

test('no violation of WCAG in both languages, light and dark; English without a word of Chinese', async () => {
    for (const [path, more] of [
        ['/review', {}],
        ['/review?lang=en', { colorScheme: 'dark' }],
    ]) {
        const { page, complaints, close } = await open(path, undefined, more);
        await opened(page);
        assert.deepEqual(await axeProblems(page), [], path);
        assert.deepEqual(await layoutProblems(page), [], path);
        await shot(page, path.includes('en') ? 'review-dark-en' : 'review-light-zh');
        if (path.includes('en')) {
            const words = await page
                .locator(
                    '.desk-pages, .queue-title, .queue-kinds, .verdict .option-name, .review-hints, .facts dt',
                )
                .allInnerTexts();
            assert.doesNotMatch(words.join(' '), /\p{Script=Han}/u);
        }
        assert.deepEqual(complaints, []);
        await close();
    }
});

test('on a phone the desk is three steps, nothing sticks out, and a verdict is given by touch', async () => {
    for (const width of [390, 320]) {
        const { page, complaints, close } = await open('/review?kind=outside_every_village', {
            width,
            height: 844,
        });
        await items(page).first().waitFor();
        assert.deepEqual(await layoutProblems(page), []);
        await shot(page, `review-${width}-queue`);
        await items(page).first().locator('> button').click();
        await page.locator('.place-map .plan-drawing').waitFor();
        assert.equal(await page.locator('.review-queue').isVisible(), false);
        assert.deepEqual(await layoutProblems(page), []);
        await shot(page, `review-${width}-place`);
        await page.getByRole('button', { name: '下一步' }).click();
        await page.locator('.verdict').waitFor();
        assert.deepEqual(await layoutProblems(page), []);
        assert.deepEqual(await axeProblems(page), []);
        await shot(page, `review-${width}-verdict`);
        assert.deepEqual(complaints, []);
        await close();
    }
});

test('who may not review is told so, and who is not signed in is asked', async () => {
    const viewer = await open('/review', undefined, {}, 'viewer');
    await viewer.page.locator('.desk-refusal').waitFor();
    assert.equal(await viewer.page.locator('.queue-item').count(), 0);
    await viewer.close();
    const stranger = await browser.newPage();
    await stranger.goto(`${program.origin}/review?kind=low_accuracy`);
    await stranger.locator('.sign-in').waitFor();
    await stranger.getByLabel('用户名').fill(program.accounts.reviewer.name);
    await stranger.getByLabel('密码').fill(program.accounts.reviewer.password);
    await stranger.keyboard.press('Enter');
    await stranger.locator('.queue-item').first().waitFor();
    assert.match(stranger.url(), /kind=low_accuracy/, 'back where one was');
    await stranger.close();
});
