// SPDX-License-Identifier: Apache-2.0
// The targets page in Chromium: the matrix, a new version, a withdrawal, who was faster, and a pasted block.
import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, until, thorough } from './browser.mjs';
import { axeProblems, layoutProblems, openDesk } from './desk.mjs';
import { client, startProgram } from './program.mjs';

let program;
let browser;
let pictures;
let ask;
const campaign = 'beautiful-courtyard';
const indicator = 'courtyards';

before(async () => {
    program = await startProgram();
    browser = await launch();
    pictures = await mkdtemp(join(tmpdir(), 'courtyard-screenshots-'));
    console.log(`screenshots in ${pictures}`);
    ask = client(program.origin, program.accounts.planner.token);
});

after(async () => {
    await browser?.close();
    await program?.stop();
});

const open = (path = '/targets', size, more, role = 'planner') =>
    openDesk(browser, program.origin, program.accounts[role], path, size, more);
const shot = (page, name) => page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
const cell = (page, row, column) => page.locator(`[data-cell="${row},${column}"]`);
const value = async locator =>
    Number((await locator.innerText()).replaceAll(',', '').replace('−', '-').replace('+', ''));
const targets = query => ask('GET', `/api/targets?campaign=${campaign}${query ?? ''}`);
const versions = async (area, period) =>
    (await ask('GET', `/api/targets/${campaign}/${indicator}/${area}/${period}`)).versions;
const grid = page => page.locator('.targets-grid tbody tr').first();
const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

/** Another planner sets the same target. */
async function setElsewhere(area, period, number) {
    const path = `/api/targets/${campaign}/${indicator}/${area}/${period}`;
    const headers = {
        Authorization: `Bearer ${program.accounts.admin.token}`,
        'Content-Type': 'application/json',
    };
    const { headers: seen } = await fetch(program.origin + path, { headers });
    const answer = await fetch(program.origin + path, {
        method: 'PUT',
        headers: { ...headers, 'If-Match': seen.get('etag') },
        body: JSON.stringify({
            value: number,
            approved_on: today(),
            approved_by: '县妇联〔2026〕9号',
            reason: '调减',
        }),
    });
    assert.equal(answer.status, 200, await answer.text());
}

test('the matrix has every area and period of the server, with the gaps between levels and between plan and years', async () => {
    const { page, complaints, close } = await open();
    await grid(page).waitFor();
    const answer = await targets();
    const rows = page.locator('.targets-grid tbody tr');
    assert.equal(await rows.count(), 1 + answer.periods[0].children.length);
    for (const [p, period] of answer.periods.entries()) {
        assert.equal(await value(cell(page, 0, p)), period.value);
        for (const r of [0, 5, period.children.length - 1])
            assert.equal(await value(cell(page, r + 1, p)), period.children[r].value);
        const gap = page.locator('.targets-grid tfoot tr').last().locator('td').nth(p);
        assert.equal(await value(gap), period.value - period.sum_of_children, period.period);
    }
    const own = page.locator('.targets-grid tbody tr.own td');
    assert.equal(await value(own.last()), answer.plan_less_years);
    await shot(page, 'targets-zh');
    await page.getByRole('button', { name: answer.periods[0].children[2].name, exact: true }).click();
    const [, , inside] = answer.periods[0].children;
    await until(
        page,
        'the villages of a township',
        code => document.querySelector('.targets-grid tr.own')?.dataset.code === code,
        inside.code,
    );
    assert.match(page.url(), new RegExp(`area=${inside.code}`));
    await page.goBack();
    await until(
        page,
        'back at the county',
        code => document.querySelector('.targets-grid tr.own')?.dataset.code === code,
        answer.area.code,
    );
    assert.deepEqual(complaints, []);
    await close();
});

test('without a mouse: a cell by arrow keys, a version with approver, day and reason, and its withdrawal', async () => {
    const { page, complaints, close } = await open();
    await grid(page).waitFor();
    const child = (await targets()).periods[1].children[0];
    await cell(page, 0, 0).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.evaluate(() => document.activeElement.dataset.cell), '1,1');
    await page.keyboard.press('Enter');
    const editor = page.locator('.target-editor');
    await editor.locator('input[name="value"]').waitFor();
    await until(page, 'the number has the focus', () => document.activeElement.name === 'value');
    await page.keyboard.type('12.5');
    await page.keyboard.press('Enter');
    await until(page, 'no fraction', () =>
        document.querySelector('.target-editor [role=alert]')?.textContent.includes('整数'),
    );
    await page.keyboard.press('Control+a');
    await page.keyboard.type('321');
    await page.keyboard.press('Enter');
    await until(page, 'an approver is asked for', () =>
        document.querySelector('.target-editor [role=alert]')?.textContent.includes('批准'),
    );
    await editor.locator('input[name="approved_by"]').focus();
    await page.keyboard.type('县妇联〔2026〕3号');
    await page.keyboard.press('Tab');
    await page.keyboard.type('按半年会议调整');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await until(page, 'saved', () => document.querySelector('.toast')?.textContent.includes('已定为 321'));
    await until(page, 'the cell shows it', () =>
        document.querySelector('[data-cell="1,1"]')?.textContent.includes('321'),
    );
    const list = await versions(child.code, '2021');
    assert.deepEqual(list.at(-1), {
        approved_on: today(),
        value: 321,
        withdrawn: false,
        approved_by: '县妇联〔2026〕3号',
        reason: '按半年会议调整',
    });
    assert.match(await page.locator('.target-versions').innerText(), /321，县妇联〔2026〕3号/);
    assert.deepEqual(await axeProblems(page), []);
    await shot(page, 'targets-edit-zh');
    await editor.locator('textarea').fill('');
    await page.getByRole('button', { name: '撤回目标' }).click();
    await until(page, 'a withdrawal takes a reason', () =>
        document.querySelector('.target-editor [role=alert]')?.textContent.includes('理由'),
    );
    await editor.locator('textarea').fill('该街道已并入');
    await page.getByRole('button', { name: '撤回目标' }).click();
    await until(page, 'withdrawn', () => document.querySelector('[data-cell="1,1"]').textContent === '—');
    const after = (await versions(child.code, '2021')).at(-1);
    assert.deepEqual([after.withdrawn, after.value, after.reason], [true, null, '该街道已并入']);
    assert.deepEqual(complaints, []);
    await close();
});

test('who was faster: both values are shown, the other is kept or one’s own comes after it', async () => {
    for (const [button, expected] of [
        ['用现在的', number => [number]],
        ['在其后保存我的', number => [number, number + 1]],
    ]) {
        const { page, complaints, close } = await open();
        await grid(page).waitFor();
        const child = (await targets()).periods[2].children[3];
        const before = await versions(child.code, '2022');
        await cell(page, 4, 2).click();
        await page.locator('input[name="value"]').waitFor();
        const number = 500 + before.length;
        await setElsewhere(child.code, '2022', number);
        await page.locator('input[name="value"]').fill(String(number + 1));
        await page.locator('input[name="approved_by"]').fill('县妇联〔2026〕4号');
        await page.getByRole('button', { name: '保存这一版' }).click();
        const clash = page.locator('.versions-clash');
        await clash.waitFor();
        assert.match(
            await clash.locator('[data-theirs]').innerText(),
            new RegExp(`${number}\\s+${today()} 县妇联〔2026〕9号\\s+调减`),
        );
        assert.match(await clash.locator('[data-yours]').innerText(), new RegExp(`${number + 1}\\s`));
        assert.deepEqual(await axeProblems(page), []);
        await shot(page, 'targets-clash-zh');
        await page.getByRole('button', { name: button }).click();
        const wanted = [...before.map(one => one.value), ...expected(number)];
        await until(
            page,
            'what stands is in the matrix',
            text => document.querySelector('[data-cell="4,2"]').textContent === text,
            String(wanted.at(-1)),
        );
        assert.deepEqual(
            (await versions(child.code, '2022')).map(one => one.value),
            wanted,
        );
        // The browser itself tells of the 412 that is shown as a choice.
        assert.deepEqual(
            complaints.filter(one => !/412/.test(one)),
            [],
        );
        await close();
    }
});

test('a block from a spreadsheet is checked first, saved with one approval, and a cell changed meanwhile is left', async () => {
    const { page, complaints, close } = await open();
    await grid(page).waitFor();
    const before = (await targets()).periods;
    const children = before[0].children;
    await page.locator('.paste summary').click();
    const field = page.getByLabel('粘贴的内容');
    await field.fill('无此乡\t12\nabc');
    await page.getByRole('button', { name: '检查' }).click();
    await until(page, 'what is wrong', () =>
        document.querySelector('.paste-found')?.textContent.includes('没有区划“无此乡”'),
    );
    assert.equal(await page.locator('.paste-save').count(), 0);
    await field.fill(
        `${children[5].name}\t1,001\t${before[1].children[5].value}\n${children[6].code}\t1002\n${children[7].name}\t1003`,
    );
    await page.getByRole('button', { name: '检查' }).click();
    await page.locator('.paste-save').waitFor();
    const told = await page.locator('.paste-found').innerText();
    assert.ok(
        told.includes(
            `${children[5].name} 五年总任务：${before[0].children[5].value.toLocaleString('en-US')} → 1,001`,
        ),
        told,
    );
    assert.ok(told.includes('1 格没有变化'));
    const sum =
        before[0].sum_of_children -
        [5, 6, 7].reduce((all, i) => all + before[0].children[i].value, 0) +
        1001 +
        1002 +
        1003;
    assert.ok(told.includes(`下级合计会是 ${sum.toLocaleString('en-US')}`), told);
    assert.deepEqual((await targets()).periods, before, 'checked only');
    assert.deepEqual(await axeProblems(page), []);
    await shot(page, 'targets-paste-zh');
    await setElsewhere(children[6].code, 'plan', 777);
    await page.locator('input[name="paste_by"]').fill('县妇联〔2026〕5号');
    await page.getByRole('button', { name: '保存 3 格' }).click();
    await until(page, 'two are saved', () =>
        document.querySelector('.toast')?.textContent.includes('3 格中已保存 2 格'),
    );
    const now = (await targets()).periods[0].children;
    assert.deepEqual(
        [5, 6, 7].map(i => now[i].value),
        [1001, 777, 1003],
    );
    assert.match(await page.locator('.paste-found').innerText(), /777 → 1,002/);
    await page.getByRole('button', { name: '保存 1 格' }).click();
    await until(page, 'the last one too', () =>
        document.querySelector('.toast')?.textContent.includes('1 格中已保存 1 格'),
    );
    assert.equal((await targets()).periods[0].children[6].value, 1002);
    assert.deepEqual(
        complaints.filter(one => !/412/.test(one)),
        [],
    );
    await close();
});

test('another indicator has its own sheet; a viewer reads and does not write', async () => {
    const { page, complaints, close } = await open('/targets', undefined, {}, 'viewer');
    await grid(page).waitFor();
    assert.ok((await page.locator('.targets-sheet').innerText()).includes('可以看目标，不能改'));
    await cell(page, 1, 0).click();
    await page.locator('.target-versions li').first().waitFor();
    assert.equal(await page.locator('.target-form, .paste').count(), 0);
    await page.getByLabel('专项').selectOption('skilled-wife');
    const other = await ask('GET', '/api/targets?campaign=skilled-wife');
    await until(
        page,
        'bases',
        text => document.querySelector('[data-cell="0,0"]')?.textContent === text,
        other.plan.toLocaleString('en-US'),
    );
    assert.deepEqual(complaints, []);
    await close();
});

test('English, dark, narrow: no violation of WCAG and nothing sticks out', thorough, async () => {
    for (const [path, size, more] of [
        ['/targets?lang=en', { width: 1366, height: 768 }, { colorScheme: 'dark' }],
        ['/targets', { width: 390, height: 844 }, {}],
        ['/targets', { width: 320, height: 640 }, {}],
    ]) {
        const { page, complaints, close } = await open(path, size, more);
        await grid(page).waitFor();
        await cell(page, 2, 1).click();
        await page.locator('.target-versions li').first().waitFor();
        assert.deepEqual(await axeProblems(page), [], path);
        assert.deepEqual(await layoutProblems(page), [], `${path} ${size.width}`);
        await shot(page, `targets-${size.width}${path.includes('en') ? '-dark-en' : '-zh'}`);
        assert.deepEqual(complaints, []);
        await close();
    }
});
