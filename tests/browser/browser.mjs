// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

const flags = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--use-angle=swiftshader',
    '--enable-unsafe-swiftshader',
];

/** Options of a test that looks again at what others look at once: it takes long and runs with script/test --full. */
export const thorough = { skip: !process.env.COURTYARD_FULL && 'runs with script/test --full' };

export const launch = (...more) =>
    chromium.launch({ executablePath: '/usr/bin/chromium', args: [...flags, ...more] });

/** A page that remembers what an official must never see: errors, and requests to anywhere else. */
export async function openPage(browser, origin, path = '/', size = { width: 1366, height: 768 }, more = {}) {
    const { before, ...options } = more;
    const context = await browser.newContext({
        viewport: size,
        reducedMotion: 'reduce',
        colorScheme: 'light',
        ...options,
    });
    const page = await context.newPage();
    const complaints = [];
    page.on(
        'console',
        message => message.type() === 'error' && complaints.push(`console: ${message.text()}`),
    );
    page.on('pageerror', error => complaints.push(`page: ${error.message}`));
    page.on(
        'response',
        response => response.status() >= 400 && complaints.push(`${response.status()} ${response.url()}`),
    );
    page.on('request', request => {
        const url = request.url();
        if (!url.startsWith(`${origin}/`) && !/^(data|blob):/.test(url)) complaints.push(`request to ${url}`);
    });
    await page.addInitScript(() =>
        addEventListener('securitypolicyviolation', event =>
            console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`),
        ),
    );
    await before?.(page);
    await page.goto(origin + path);
    return { page, complaints, close: () => context.close() };
}

export const rows = page => page.locator('.ranking tbody tr');
export const breadcrumb = page => page.locator('.breadcrumb [aria-current="page"]');
export const completed = async page =>
    Number((await page.locator('[data-figure="completed"]').innerText()).replaceAll(',', ''));

/** The drawn map: there before MapLibre, and alone where there is no WebGL2. */
export const drawnCells = page => page.locator('svg[data-map] path[data-code]');
/** A browser without WebGL. */
export const launchPlain = () => launch('--disable-3d-apis');

/** Waits until the map stands still with all its tiles. */
export const mapAtRest = (page, timeout = 60_000) =>
    page.locator('.map-panel[data-map="open"]').waitFor({ timeout });

/** Clicks on the map in the middle of a box of longitudes and latitudes. */
export async function clickMap(page, [west, south, east, north]) {
    await mapAtRest(page);
    const panel = page.locator('.map-panel');
    const [w, s, e, n] = (await panel.getAttribute('data-box')).split(',').map(Number);
    const { width, height } = await panel.boundingBox();
    const mercator = lat => Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));
    const x = (((west + east) / 2 - w) / (e - w)) * width;
    const y = ((mercator(n) - mercator((south + north) / 2)) / (mercator(n) - mercator(s))) * height;
    await panel.click({ position: { x, y } });
}

/** Waits until the condition holds; says what was seen last when it never does. */
export async function until(page, what, condition, value) {
    await page.waitForFunction(condition, value, { timeout: 60_000 }).catch(async error => {
        assert.fail(`${what}: ${error.message}`);
    });
}

/** Text of the breadcrumb's last step becomes this. */
export const arriveAt = (page, name) =>
    until(
        page,
        `${name} in the breadcrumb`,
        text => document.querySelector('.breadcrumb [aria-current="page"]')?.textContent === text,
        name,
    );
