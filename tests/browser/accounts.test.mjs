// SPDX-License-Identifier: Apache-2.0
// Accounts in Chromium: a first sign-in, the second factor, the lock-out, sessions and tokens, who was faster, the audit.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, until } from './browser.mjs';
import { axeProblems, layoutProblems, openDesk } from './desk.mjs';
import { startProgram } from './program.mjs';

let program;
let browser;
let pictures;

before(async () => {
    program = await startProgram();
    browser = await launch();
    pictures = await mkdtemp(join(tmpdir(), 'courtyard-screenshots-'));
    console.log(`screenshots in ${pictures}`);
});

after(async () => {
    await browser?.close();
    await program?.stop();
});

const open = (role, path = '/accounts', size, more) =>
    openDesk(browser, program.origin, program.accounts[role], path, size, more);
const bearer = role => ({ authorization: `Bearer ${program.accounts[role].token}` });
const shot = (page, name) => page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
const row = (page, name) => page.locator(`tr[data-account="${name}"]`);
const ownPassword = 'three steps to the yard';

/** The code of an authenticator (RFC 6238), `ahead` of now by steps of 30 seconds. */
function codeOf(secret, ahead = 0) {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
    const bits = [...secret.replace(/[\s=]/g, '')]
        .map(one => letters.indexOf(one).toString(2).padStart(5, '0'))
        .join('');
    const key = Buffer.from(bits.match(/.{8}/g).map(byte => parseInt(byte, 2)));
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
    const digest = createHmac('sha1', key).update(counter).digest();
    const at = digest.at(-1) & 15;
    return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** A page that nobody is signed in on, with the dialog filled in and sent. */
async function signIn(name, password, path = '/accounts') {
    const context = await browser.newContext({ reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.goto(program.origin + path);
    await page.locator('.sign-in').waitFor();
    await page.getByLabel('用户名').fill(name);
    await page.getByLabel('密码').fill(password);
    await page.keyboard.press('Enter');
    return { page, close: () => context.close() };
}

/** A new account made on the page of its keeper; -> its one-time password. */
async function added(page, name, role) {
    const form = page.locator('[data-add]');
    await form.getByLabel('用户名').fill(name);
    await form.getByLabel('角色').selectOption(role);
    await form.getByRole('button', { name: '新增账号' }).click();
    await row(page, name).waitFor();
    const password = await page.locator('.once [data-secret]').innerText();
    await page.locator('.once').getByRole('button', { name: '关闭' }).click();
    return password;
}

/** The first sign-in of a new account, with a password of its own at the end. */
async function firstSignIn(name, oneTime) {
    const session = await signIn(name, oneTime);
    const { page } = session;
    await page.getByText('首次登录，请改密码').waitFor();
    await page.getByLabel('新密码', { exact: true }).fill(ownPassword);
    await page.getByLabel('再输一次新密码').fill(ownPassword);
    await page.keyboard.press('Enter');
    await page.locator('.own-name').waitFor();
    return session;
}

test('a new account signs in once with its one-time password, and from then on with its own', async () => {
    const keeper = await open('security');
    await row(keeper.page, 'demo-planner').waitFor();
    await shot(keeper.page, 'accounts-zh');
    assert.deepEqual(await axeProblems(keeper.page), []);
    const oneTime = await added(keeper.page, 'zhang', 'viewer');
    assert.match(await row(keeper.page, 'zhang').innerText(), /查看[^]*待改密码/);
    assert.doesNotMatch(await keeper.page.content(), new RegExp(oneTime), 'told once');
    const { page, close } = await signIn('zhang', oneTime);
    await page.getByText('首次登录，请改密码').waitFor();
    assert.deepEqual(await axeProblems(page), []);
    await page.getByLabel('新密码', { exact: true }).fill('another one, longer');
    await page.getByLabel('再输一次新密码').fill('another one, shorter');
    await page.keyboard.press('Enter');
    await until(page, 'they differ', () =>
        document.querySelector('.sign-in [role=alert]')?.textContent.includes('不同'),
    );
    await page.getByLabel('新密码', { exact: true }).fill('short');
    await page.getByLabel('再输一次新密码').fill('short');
    await page.keyboard.press('Enter');
    await until(page, 'too short', () =>
        /12|短/.test(document.querySelector('.sign-in [role=alert]')?.textContent ?? ''),
    );
    await page.getByLabel('新密码', { exact: true }).fill(ownPassword);
    await page.getByLabel('再输一次新密码').fill(ownPassword);
    await page.keyboard.press('Enter');
    await page.locator('.own-name').waitFor();
    assert.match(await page.locator('.own-name').innerText(), /zhang/);
    assert.equal(
        await page.locator('.desk-sheet > .segment').count(),
        0,
        'a viewer has one’s own account alone',
    );
    await close();
    const again = await signIn('zhang', oneTime);
    await until(again.page, 'the one-time password is spent', () =>
        document.querySelector('.sign-in [role=alert]')?.textContent.includes('用户名或密码不对'),
    );
    await again.close();
    assert.deepEqual(keeper.complaints, []);
    await keeper.close();
});

test('a second factor is set up by its secret, asked for at the next sign-in, and taken off', async () => {
    const keeper = await open('security');
    const oneTime = await added(keeper.page, 'li', 'planner');
    await keeper.close();
    const first = await firstSignIn('li', oneTime);
    await first.page.getByRole('button', { name: '开启两步验证' }).click();
    const secret = await first.page.locator('.factor-offer [data-secret]').innerText();
    await first.page.locator('.qr').waitFor();
    assert.deepEqual(await axeProblems(first.page), []);
    await shot(first.page, 'second-factor-zh');
    await first.page.getByLabel('验证器上的 6 位数').fill('000000');
    await first.page.getByRole('button', { name: '确认开启' }).click();
    await until(first.page, 'a wrong code', () => document.querySelector('.own-form .desk-problem') !== null);
    await first.page.getByLabel('验证器上的 6 位数').fill(codeOf(secret));
    await first.page.getByRole('button', { name: '确认开启' }).click();
    await until(first.page, 'it is on', () =>
        document.querySelector('.own-grid').textContent.includes('已开启'),
    );
    assert.ok(
        (await first.page.locator('.once [data-secret]').innerText()).split('\n').length > 1,
        'recovery codes',
    );
    await first.close();
    const { page, close } = await signIn('li', ownPassword);
    await page.getByText('输入验证器上的 6 位数').waitFor();
    assert.deepEqual(await axeProblems(page), []);
    await page.getByLabel('验证码').fill('123456');
    await page.keyboard.press('Enter');
    await until(page, 'wrong', () =>
        document.querySelector('.sign-in [role=alert]')?.textContent.includes('验证码不对'),
    );
    await page.getByLabel('验证码').fill(codeOf(secret, 1));
    await page.keyboard.press('Enter');
    await page.locator('.own-name').waitFor();
    await page.getByRole('button', { name: '关闭两步验证' }).click();
    await until(page, 'it is off', () => document.querySelector('.own-grid').textContent.includes('未开启'));
    await close();
});

test('wrong passwords lock an account for a time that is told, and its keeper unlocks it', async () => {
    const keeper = await open('security');
    const oneTime = await added(keeper.page, 'wang', 'viewer');
    await (await firstSignIn('wang', oneTime)).close();
    const { page, close } = await signIn('wang', 'not the password');
    const isLocked = () =>
        page
            .locator('.sign-in [role=alert]')
            .innerText()
            .then(text => /后再登录/.test(text));
    for (let attempt = 0; attempt < 30 && !(await isLocked()); attempt++) {
        await page.getByLabel('密码').fill(`not the password ${attempt}`);
        const answered = page.waitForResponse(/\/api\/session$/);
        await page.keyboard.press('Enter');
        await answered;
        await until(page, 'told', () => document.querySelector('.sign-in [role=alert]') !== null);
    }
    assert.match(await page.locator('.sign-in [role=alert]').innerText(), /尝试次数过多，\d+:\d\d 后再登录/);
    assert.deepEqual(await axeProblems(page), []);
    await page.screenshot({ path: join(pictures, 'locked-zh.png') });
    await keeper.page.reload();
    await until(keeper.page, 'locked', () =>
        document.querySelector('tr[data-account="wang"]')?.textContent.includes('锁定到'),
    );
    await row(keeper.page, 'wang').getByRole('button').click();
    await keeper.page.getByRole('button', { name: '解除锁定' }).click();
    await until(
        keeper.page,
        'unlocked',
        () => !document.querySelector('tr[data-account="wang"]').textContent.includes('锁定到'),
    );
    await keeper.close();
    await close();
    const again = await signIn('wang', ownPassword);
    await again.page.locator('.own-name').waitFor();
    await again.close();
});

test('a role is changed unless somebody was faster; then both are shown. An account is switched off and on', async () => {
    const { page, complaints, close } = await open('security');
    await added(page, 'zhao', 'viewer');
    await row(page, 'zhao').getByRole('button').click();
    const form = page.locator('.batch-more form');
    const elsewhere = await fetch(`${program.origin}/api/accounts/zhao`, {
        headers: { Authorization: `Bearer ${program.accounts.security.token}` },
    });
    const changed = await fetch(`${program.origin}/api/accounts/zhao`, {
        method: 'PATCH',
        headers: {
            Authorization: `Bearer ${program.accounts.security.token}`,
            'Content-Type': 'application/json',
            'If-Match': elsewhere.headers.get('etag'),
        },
        body: JSON.stringify({ role: 'planner' }),
    });
    assert.equal(changed.status, 200, await changed.text());
    await form.getByLabel('角色').selectOption('reviewer');
    await form.getByRole('button', { name: '保存', exact: true }).click();
    const clash = page.locator('.versions-clash');
    await clash.waitFor();
    assert.match(await clash.innerText(), /规划[^]*审核/);
    assert.deepEqual(await axeProblems(page), []);
    await shot(page, 'accounts-clash-zh');
    await page.getByRole('button', { name: '仍按我的改' }).click();
    await until(page, 'a reviewer', () =>
        document.querySelector('tr[data-account="zhao"]').textContent.includes('审核'),
    );
    for (const [button, state] of [
        ['停用', '停用'],
        ['启用', '启用'],
    ]) {
        await row(page, 'zhao').getByRole('button').click();
        await form.getByRole('button', { name: button, exact: true }).click();
        await until(
            page,
            state,
            text => document.querySelector('tr[data-account="zhao"] .badge').textContent === text,
            state,
        );
    }
    assert.deepEqual(
        complaints.filter(one => !/412/.test(one)),
        [],
    );
    await close();
});

test('sessions are listed and ended, a token is told once, used and revoked', async () => {
    const { page, complaints, close } = await open('planner');
    await page.locator('[data-sessions] li').first().waitFor();
    const other = await open('planner');
    await other.page.locator('[data-sessions] li').first().waitFor();
    await page.reload();
    await until(page, 'both', () => document.querySelectorAll('[data-sessions] li').length === 2);
    assert.equal(await page.locator('[data-sessions] .badge').count(), 1);
    await page.getByRole('button', { name: '退出这台' }).click();
    await until(page, 'one is left', () => document.querySelectorAll('[data-sessions] li').length === 1);
    await other.page.reload();
    await other.page.locator('.sign-in').waitFor();
    await other.close();
    await page.getByLabel('用途或设备').fill('统计表');
    await page.getByRole('button', { name: '新建令牌' }).click();
    const token = await page.locator('.once [data-secret]').innerText();
    const me = () => fetch(`${program.origin}/api/me`, { headers: { Authorization: `Bearer ${token}` } });
    assert.equal((await (await me()).json()).name, program.accounts.planner.name);
    const line = page.locator('[data-tokens] li', { hasText: '统计表' });
    await line.waitFor();
    await shot(page, 'own-account-zh');
    await line.getByRole('button', { name: '作废' }).click();
    await line.waitFor({ state: 'detached' });
    assert.equal((await me()).status, 401);
    assert.deepEqual(complaints, []);
    await close();
});

test('the audit tells who did what, by day and by account, as a page and as a file; only its reader sees it', async () => {
    const { page, complaints, close } = await open('auditor');
    const lines = page.locator('[data-audit] tbody tr');
    await lines.first().waitFor();
    await shot(page, 'audit-zh');
    assert.deepEqual(await axeProblems(page), []);
    // More than one page of the list holds.
    for (let i = 0; i < 120; i++)
        assert.equal(
            (await fetch(`${program.origin}/api/accounts`, { headers: bearer('security') })).status,
            200,
        );
    await page.getByLabel('账号', { exact: true }).fill(program.accounts.security.name);
    await page.getByRole('button', { name: '查看' }).click();
    await until(
        page,
        'one account alone',
        name => {
            const cells = [...document.querySelectorAll('[data-audit] tbody tr td:nth-child(3)')];
            return cells.length > 0 && cells.every(cell => cell.textContent === name);
        },
        program.accounts.security.name,
    );
    const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: '下载 CSV' }).click(),
    ]);
    const file = await readFile(await download.path(), 'utf8');
    assert.ok(file.startsWith('\ufeff'), 'Excel reads it as UTF-8');
    const text = file.slice(1).trim().split(/\r?\n/);
    const listed = await fetch(
        `${program.origin}/api/audit?limit=10000&account=${encodeURIComponent(program.accounts.security.name)}`,
        { headers: bearer('auditor') },
    ).then(answer => answer.json());
    assert.equal(text.length, 1 + listed.entries.length);
    assert.ok(text.length > 120);
    assert.ok(text.slice(1).every(line => line.includes(program.accounts.security.name)));
    await page.getByRole('button', { name: '核对审计链' }).click();
    await page.locator('.chain-whole').waitFor();
    assert.deepEqual(complaints, []);
    await close();
    const other = await open('admin', '/accounts?tab=audit');
    await other.page.locator('.own-name').waitFor();
    assert.equal(await other.page.locator('[data-audit], [data-account]').count(), 0);
    await other.close();
});

test('English, dark, narrow: no violation of WCAG and nothing sticks out', async () => {
    for (const [role, path, size, more, wait] of [
        [
            'security',
            '/accounts?lang=en',
            { width: 1366, height: 768 },
            { colorScheme: 'dark' },
            'tr[data-account]',
        ],
        ['auditor', '/accounts?lang=en', { width: 1366, height: 768 }, {}, '[data-audit]'],
        ['security', '/accounts', { width: 390, height: 844 }, {}, 'tr[data-account]'],
        ['reviewer', '/accounts', { width: 320, height: 640 }, {}, '[data-sessions] li'],
    ]) {
        const { page, complaints, close } = await open(role, path, size, more);
        await page.locator(wait).first().waitFor();
        assert.deepEqual(await axeProblems(page), [], `${role} ${path}`);
        assert.deepEqual(await layoutProblems(page), [], `${role} ${size.width}`);
        await shot(page, `accounts-${role}-${size.width}`);
        assert.deepEqual(complaints, []);
        await close();
    }
});
