// SPDX-License-Identifier: Apache-2.0
// A session that ends takes what it showed out of the document; what was typed is there when the same account is back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, openPage, rows, until } from './browser.mjs';
import { axeProblems } from './desk.mjs';
import { startProgram } from './program.mjs';

let program;
let browser;
before(async () => {
    program = await startProgram();
    browser = await launch();
});
after(async () => {
    await browser?.close();
    await program?.stop();
});

/** A page of the dashboard with a clock that can be turned, signed in. */
async function signedIn(role, path = '/') {
    const { name, password } = program.accounts[role];
    return openPage(browser, program.origin, path, undefined, {
        before: async page => {
            await page.clock.install();
            const answer = await page.context().request.post(`${program.origin}/api/session`, {
                data: { name, password },
                headers: { Origin: program.origin },
            });
            assert.equal(answer.status(), 200);
        },
    });
}

/** Everything that the document holds, shown or not. */
const held = page => page.evaluate(() => document.documentElement.outerHTML);
const signInAgain = async (page, { name, password }) => {
    await page.getByLabel('用户名').fill(name);
    await page.getByLabel('密码').fill(password);
    await page.keyboard.press('Enter');
};

test('half an hour without a question empties the page, and who signs in again finds it as it was', async () => {
    const { page, complaints, close } = await signedIn('reviewer');
    await rows(page).first().waitFor();
    const place = await rows(page).first().getAttribute('data-code');
    const name = (await rows(page).first().innerText()).match(/\p{Script=Han}+/u)[0];
    assert.ok((await held(page)).includes(name));
    await page.clock.fastForward(29 * 60_000);
    assert.equal(await page.locator('.sign-in').count(), 0, 'not yet');
    await page.clock.fastForward(2 * 60_000);
    await page.locator('.sign-in').waitFor();
    const left = await held(page);
    assert.ok(!left.includes(name), 'a name of the table is still in the document');
    for (const part of ['canvas', 'svg[data-map]', 'table', '[data-figure]', '.header'])
        assert.equal(await page.locator(part).count(), 0, part);
    assert.deepEqual(await axeProblems(page), []);
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.sign-in').count(), 1, 'there is nothing to go back to');
    await signInAgain(page, program.accounts.reviewer);
    await rows(page).first().waitFor();
    assert.equal(await rows(page).first().getAttribute('data-code'), place);
    assert.equal(await page.locator('.sign-in').count(), 0);
    assert.deepEqual(complaints, []);
    await close();
});

test('signing out on one page empties the others of the browser', async () => {
    const { page, close } = await signedIn('reviewer');
    await rows(page).first().waitFor();
    const other = await page.context().newPage();
    await other.goto(`${program.origin}/review`);
    await other.locator('.review-head').first().waitFor();
    const answered = page.waitForResponse(one => one.request().method() === 'DELETE');
    await page.locator('.account-button, .button.square[aria-label*="账号"]').first().click();
    await page.getByRole('button', { name: '退出', exact: true }).click();
    assert.equal((await (await answered).allHeaders())['clear-site-data'], '"cache"');
    await other.locator('.sign-in').waitFor();
    assert.equal(await other.locator('.review-head').count(), 0);
    await until(page, 'the public sees its own page', () => document.querySelector('.ranking tbody tr'));
    await other.getByRole('button', { name: '退出', exact: true }).click();
    await until(other, 'it begins anew', () => document.querySelector('.desk-header'));
    await close();
});
