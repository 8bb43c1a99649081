// SPDX-License-Identifier: Apache-2.0
// The content policy in Chromium: nothing of the dashboard offends it, and what somebody plants does not run.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, mapAtRest, openPage, rows } from './browser.mjs';
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

/** What offended the policy on a page so far: [{directive, blocked}]. */
const violations = page => page.evaluate(() => window.offended ?? []);
const listen = page =>
    page.addInitScript(() => {
        window.offended = [];
        document.addEventListener('securitypolicyviolation', event =>
            window.offended.push({ directive: event.effectiveDirective, blocked: event.blockedURI }),
        );
    });

test('a tour of the dashboard offends the policy nowhere', async () => {
    const { page, close } = await openPage(browser, program.origin, '/healthz');
    await listen(page);
    for (const path of ['/', '/?lang=en', '/#/?t=2023-06-30', '/#/?v=trend']) {
        await page.goto('about:blank');
        await page.goto(program.origin + path);
        await rows(page).first().waitFor();
        await mapAtRest(page);
        await page.locator('.ranking tbody tr').first().click();
        await mapAtRest(page);
        assert.deepEqual(await violations(page), [], path);
    }
    await close();
});

test('what somebody plants in a page does not run', async () => {
    const { page, close } = await openPage(browser, program.origin, '/healthz');
    await listen(page);
    await page.goto(program.origin);
    await rows(page).first().waitFor();
    await page.evaluate(() => {
        const place = document.createElement('div');
        document.body.append(place);
        place.innerHTML =
            '<img src="data:," onerror="window.planted = 1"><a href="javascript:window.planted = 2" id="planted-link">x</a>';
        const script = document.createElement('script');
        script.textContent = 'window.planted = 3';
        place.append(script);
        const foreign = document.createElement('script');
        foreign.src = 'http://evil.example/x.js';
        place.append(foreign);
        const style = document.createElement('style');
        style.textContent = 'body { display: none }';
        place.append(style);
        document.getElementById('planted-link').click();
    });
    await page.waitForFunction(() => window.offended.length >= 5);
    assert.equal(await page.evaluate(() => window.planted), undefined);
    assert.notEqual(await page.evaluate(() => getComputedStyle(document.body).display), 'none');
    const offended = new Set((await violations(page)).map(one => one.directive));
    for (const directive of ['script-src-attr', 'script-src-elem', 'style-src-elem'])
        assert.ok(offended.has(directive), directive);
    await close();
});
