// SPDX-License-Identifier: Apache-2.0
// A session that ends takes what it showed out of the document; what was typed is there when the same account is back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, mapAtRest, openPage, rows, until } from './browser.mjs';
import { axeProblems } from './desk.mjs';
import { client, startProgram } from './program.mjs';

let open; // what the public may see: its own page
let shut; // what it may see: nothing
let browser;
before(async () => {
    open = await startProgram();
    shut = await startProgram({ publicLevel: 0, config: 'session_idle_minutes = 45\nsession_hours = 1\n' });
    browser = await launch();
});
after(async () => {
    await browser?.close();
    await open?.stop();
    await shut?.stop();
});

const minutes = 60_000;

/** The browser of `page` holds a session of this account from now on, whatever its pages show. */
async function hold(page, program, role) {
    const { name, password } = program.accounts[role];
    const answer = await page.context().request.post(`${program.origin}/api/session`, {
        data: { name, password },
        headers: { Origin: program.origin },
    });
    assert.equal(answer.status(), 200);
}

/** Sets `followed` when the code that follows the session runs: it tells the other pages at once. */
const hearCurtain = () =>
    (new BroadcastChannel('courtyard-session').onmessage = () => (window.followed = true));

/** A page of the dashboard with a clock that can be turned, signed in. */
const signedIn = (program, role, path = '/', before = async () => {}) =>
    openPage(browser, program.origin, path, undefined, {
        before: async page => {
            await page.clock.install();
            await page.context().addInitScript(hearCurtain);
            await hold(page, program, role);
            await before(page);
        },
    });

/** Nothing is under way that would be asked later: figures, map and paper are there. */
async function isShown(page) {
    await rows(page).first().waitFor();
    await mapAtRest(page);
    await page.locator('html[data-paper="ready"]').waitFor({ state: 'attached' });
}
/** The page notices by itself when its session is over. */
const isFollowed = page => until(page, 'the session is followed', () => window.followed);
async function atRest(page) {
    await isShown(page);
    await isFollowed(page);
}

/** Everything that the document holds, shown or not. */
const held = page => page.evaluate(() => document.documentElement.outerHTML);
const form = page => page.locator('.sign-in');
const isGone = async page => {
    await form(page).waitFor();
    assert.equal(await rows(page).count(), 0, 'the table is still in the document');
};
/** What was answered before is taken in: a later question of the page has its answer. */
const hasTakenIn = page => page.evaluate(() => fetch('/healthz').then(answer => answer.text()));
/** The reader asks for other figures. */
async function askMore(page) {
    const answered = page.waitForResponse(one => one.url().includes('/api/quality'));
    await page.locator('.rail').getByText('数据质量').click();
    await (await answered).finished();
    await hasTakenIn(page);
}
const signInAgain = async (page, { name, password }) => {
    await page.getByLabel('用户名').fill(name);
    await page.getByLabel('密码').fill(password);
    await page.keyboard.press('Enter');
};
/** What a page that is read anew does not have. */
const mark = page => page.evaluate(() => (window.marked = true));
const isMarked = page => page.evaluate(() => window.marked === true);
const asNobodyElse = (page, { name }) =>
    until(
        page,
        `the page of ${name}`,
        text =>
            !window.marked &&
            document.querySelector(`.account-button, button[aria-label$="${text}"]`) !== null,
        name,
    );

test('half an hour without a question empties the page, and who signs in again finds it as it was', async () => {
    const { page, complaints, close } = await signedIn(open, 'reviewer');
    await atRest(page);
    const place = await rows(page).first().getAttribute('data-code');
    const name = (await rows(page).first().innerText()).match(/\p{Script=Han}+/u)[0];
    assert.ok((await held(page)).includes(name));
    await mark(page);
    await page.clock.fastForward(29 * minutes);
    assert.ok((await rows(page).count()) > 0, 'not yet');
    await page.clock.fastForward(2 * minutes);
    await isGone(page);
    const left = await held(page);
    assert.ok(!left.includes(name), 'a name of the table is still in the document');
    for (const part of ['canvas', 'svg[data-map]', 'table', '[data-figure]', '.header'])
        assert.equal(await page.locator(part).count(), 0, part);
    assert.deepEqual(await axeProblems(page), []);
    assert.match(
        await page.evaluate(
            () =>
                document.getElementById(document.querySelector('.sign-in').getAttribute('aria-describedby'))
                    .textContent,
        ),
        /登录已过期/,
    );
    await page.keyboard.press('Escape');
    assert.equal(await form(page).count(), 1, 'there is nothing to go back to');
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    assert.equal(await page.locator('html[data-sheets]').count(), 0, 'what is printed is the form');
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await signInAgain(page, open.accounts.reviewer);
    await rows(page).first().waitFor();
    assert.equal(await rows(page).first().getAttribute('data-code'), place);
    assert.equal(await form(page).count(), 0);
    assert.ok(await isMarked(page), 'the page is the one that was left');
    assert.deepEqual(complaints, []);
    await close();
});

test('an hour after signing in the page is empty, however busy its reader is', async () => {
    const { page, close } = await signedIn(shut, 'reviewer');
    await atRest(page);
    await page.clock.fastForward(40 * minutes);
    await askMore(page);
    await page.clock.fastForward(19 * minutes);
    assert.ok(
        (await rows(page).count()) > 0,
        'not yet: 59 minutes since signing in, 19 since the last question',
    );
    await page.clock.fastForward(2 * minutes);
    await isGone(page);
    await close();
});

test('another account that signs in after the end gets a page of its own', async () => {
    const { page, close } = await signedIn(open, 'reviewer');
    await atRest(page);
    await mark(page);
    await page.clock.fastForward(31 * minutes);
    await isGone(page);
    await signInAgain(page, open.accounts.viewer);
    await asNobodyElse(page, open.accounts.viewer);
    await rows(page).first().waitFor();
    await close();
});

test('a session that an administrator ended empties the page, whatever the public may see', async () => {
    for (const program of [open, shut]) {
        const { page, close } = await signedIn(program, 'viewer');
        await atRest(page);
        await client(program.origin, program.accounts.security.token)(
            'PATCH',
            `/api/accounts/${encodeURIComponent(program.accounts.viewer.name)}`,
            { end_sessions: true },
        );
        await isGone(page);
        await signInAgain(page, program.accounts.viewer);
        await rows(page).first().waitFor();
        await close();
    }
});

test('a cookie that is dead is no life: what the public is answered does not keep the page', async () => {
    const { page, close } = await signedIn(open, 'reviewer');
    await atRest(page);
    // As after a night's sleep of the machine: time has passed, and something is answered before any timer runs.
    await page.clock.setSystemTime(new Date((await page.evaluate(() => Date.now())) + 31 * minutes));
    await page.evaluate(() => fetch('/api/campaigns').then(answer => answer.text()));
    await isGone(page);
    await close();
});

test('a page is kept by another page of the browser, and both are over together', async () => {
    const { page, close } = await signedIn(open, 'reviewer');
    await atRest(page);
    const other = await page.context().newPage();
    await other.goto(open.origin);
    await atRest(other);
    await page.clock.fastForward(29 * minutes);
    await askMore(other);
    await hasTakenIn(page);
    await page.clock.fastForward(2 * minutes);
    assert.ok((await rows(page).count()) > 0, 'the other one asked two minutes ago');
    await page.clock.fastForward(31 * minutes);
    await isGone(page);
    await isGone(other);
    await signInAgain(page, open.accounts.reviewer);
    await rows(page).first().waitFor();
    await rows(other).first().waitFor();
    assert.equal(await form(other).count(), 0, 'it is open again by itself');
    await close();
});

test('a page of one account asks to sign in when another account has signed in on another page', async () => {
    const { page, close } = await signedIn(open, 'reviewer');
    await atRest(page);
    await mark(page);
    await hold(page, open, 'viewer');
    const other = await page.context().newPage();
    await other.goto(open.origin);
    await isGone(page);
    await rows(other).first().waitFor();
    await signInAgain(page, open.accounts.viewer);
    await asNobodyElse(page, open.accounts.viewer);
    assert.ok((await rows(other).count()) > 0);
    await close();
});

test('where the code of the curtain cannot be fetched the page still asks to sign in', async () => {
    const curtain = /\/assets\/curtain-/;
    const { page, close } = await signedIn(shut, 'reviewer', '/', page =>
        page.route(curtain, route => route.abort()),
    );
    await isShown(page);
    // The new session ends the one of the page, and nothing is left of either.
    await hold(page, shut, 'reviewer');
    await page.context().clearCookies();
    await form(page).waitFor();
    await signInAgain(page, shut.accounts.reviewer);
    await form(page).waitFor({ state: 'detached' });
    assert.ok((await rows(page).count()) > 0);
    await page.unroute(curtain);
    await page.clock.fastForward(10_000);
    await isFollowed(page);
    await page.clock.fastForward(46 * minutes);
    await isGone(page);
    await close();
});

test('keys of the desk do nothing while its page is away', async () => {
    const { page, close } = await signedIn(open, 'reviewer', '/review');
    await page.locator('.review-head').first().waitFor();
    const now = await page.evaluate(() => location.hash);
    const title = await page.locator('.review-head').first().innerText();
    await page.clock.fastForward(31 * minutes);
    await form(page).waitFor();
    await page.evaluate(() => document.activeElement?.blur());
    const prevented = await page.evaluate(() =>
        ['j', 'x', 'Enter', '?'].filter(
            key =>
                !document.body.dispatchEvent(
                    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
                ),
        ),
    );
    assert.deepEqual(prevented, []);
    await signInAgain(page, open.accounts.reviewer);
    await page.locator('.review-head').first().waitFor();
    assert.equal(await page.evaluate(() => location.hash), now);
    assert.equal(await page.locator('.review-head').first().innerText(), title);
    await close();
});

test('a new password is another session, whose end the page learns', async () => {
    const { page, close } = await signedIn(shut, 'planner', '/accounts');
    const { password } = shut.accounts.planner;
    await page.getByLabel('现在的密码').waitFor();
    await page.clock.fastForward(40 * minutes);
    await page.getByLabel('现在的密码').fill(password);
    const fresh = 'heron gravel lantern oboe';
    await page.getByLabel('新密码', { exact: true }).fill(fresh);
    await page.getByLabel('再输一次新密码').fill(fresh);
    const read = page.waitForResponse(one => one.url().endsWith('/api/me'));
    await page.getByRole('button', { name: '改密码' }).click();
    await (await read).finished();
    await hasTakenIn(page);
    await page.clock.fastForward(25 * minutes);
    await page.locator('.own-grid').waitFor();
    assert.equal(await form(page).count(), 0, 'an hour and more since the former session began');
    await close();
});

test('signing out on one page empties the others of the browser', async () => {
    const { page, close } = await signedIn(open, 'reviewer');
    await rows(page).first().waitFor();
    const other = await page.context().newPage();
    await other.goto(`${open.origin}/review`);
    await other.locator('.review-head').first().waitFor();
    const out = () => page.getByRole('button', { name: '退出', exact: true }).click();
    await page.locator('.account-button, .button.square[aria-label*="账号"]').first().click();
    await page.route('**/api/session', route => route.abort());
    await out();
    await page.locator('.toast', { hasText: '没有退出成功' }).waitFor();
    assert.ok((await rows(page).count()) > 0);
    await page.unroute('**/api/session');
    const answered = page.waitForResponse(one => one.request().method() === 'DELETE');
    await out();
    assert.equal((await (await answered).allHeaders())['clear-site-data'], '"cache"');
    await other.locator('.sign-in').waitFor();
    assert.equal(await other.locator('.review-head').count(), 0);
    await until(page, 'the public sees its own page', () => document.querySelector('.ranking tbody tr'));
    await other.getByRole('button', { name: '退出', exact: true }).click();
    await until(other, 'it begins anew', () => document.querySelector('.desk-header'));
    await close();
});
