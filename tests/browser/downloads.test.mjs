// SPDX-License-Identifier: Apache-2.0
// A large download in Chromium: made in the background, watched, found again after the page was loaded anew, fetched, removed.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { launch, openPage, rows, until } from './browser.mjs';
import { axeProblems } from './desk.mjs';
import { startProgram } from './program.mjs';

let program;
let browser;

before(async () => {
    program = await startProgram({ config: 'export_job_rows = 100\n' });
    browser = await launch();
});

after(async () => {
    await browser?.close();
    await program?.stop();
});

const panel = page => page.locator('.popover.export .download');
const told = page => page.locator('.export-job [role="status"]');

async function openPanel(page) {
    await rows(page).first().waitFor();
    await page.locator('.export > button').first().click();
    await panel(page).waitFor();
}

async function choose(page, layer, format) {
    const selects = panel(page).locator('select');
    await selects.nth(0).selectOption(layer);
    await selects.nth(1).selectOption(format);
}

test('a large file is made in the background, found again and fetched', async () => {
    const { page, complaints, close } = await openPage(browser, program.origin, '/#/?t=2023-06-30');
    await openPanel(page);
    await choose(page, 'courtyards', 'csv');
    const begin = panel(page).getByRole('button', { name: '在后台生成' });
    await begin.waitFor();
    const rowsTold = Number(
        (await page.locator('.download-foot [role="status"]').innerText())
            .match(/([\d,]+) 行/)[1]
            .replaceAll(',', ''),
    );
    await begin.focus();
    await page.keyboard.press('Enter');
    await told(page).filter({ hasText: '文件已生成' }).waitFor();
    assert.deepEqual(await axeProblems(page), []);

    await page.reload();
    await openPanel(page);
    await told(page).filter({ hasText: '文件已生成' }).waitFor();
    const link = page.locator('.export-job a');
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    assert.match(download.suggestedFilename(), /美丽庭院_2023-06-30\.csv$/);
    const text = await readFile(await download.path(), 'utf8');
    assert.equal(text.trim().split('\r\n').length - 1, rowsTold);

    await page.getByRole('button', { name: '删除' }).press('Enter');
    await until(page, 'removed', () => document.querySelector('.export-job').hidden);
    await page.reload();
    await openPanel(page);
    assert.equal(await told(page).innerText(), '');
    assert.deepEqual(complaints, []);
    await close();
});

test('a small file is fetched at once, and the English panel says so', async () => {
    const { page, complaints, close } = await openPage(browser, program.origin, '/?lang=en#/?t=2023-06-30');
    await openPanel(page);
    await choose(page, 'townships', 'csv');
    await panel(page).locator('a.button', { hasText: 'Download' }).waitFor();
    await choose(page, 'courtyards', 'gpkg');
    await panel(page).getByRole('button', { name: 'Make it in the background' }).click();
    await told(page).filter({ hasText: 'The file is there' }).waitFor();
    assert.deepEqual(complaints, []);
    await close();
});
