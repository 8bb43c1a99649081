// SPDX-License-Identifier: Apache-2.0
// Pictures of the dashboard as a running server shows it, and of the desk where the demo accounts are given: for it
// two inspection points of one household are brought, with drawn photos.
// Usage: node tests/browser/screenshots.mjs http://127.0.0.1:8080 docs/screenshots [DATA/demo-accounts.json]
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launch, mapAtRest } from './browser.mjs';
import { deskPictures } from './desk_pictures.mjs';

const [origin, folder, accounts] = process.argv.slice(2);
const pictures = [
    { name: 'dashboard-zh', size: [1366, 768], at: '#/?t=2023-06-30' },
    { name: 'dashboard-en', size: [1920, 1080], at: '#/?t=2023-06-30&lang=en' },
    { name: 'dashboard-dark-zh', size: [1366, 768], at: '#/?t=2023-06-30', colorScheme: 'dark' },
    { name: 'township-zh', size: [1366, 768], at: '#/a/410199104?t=2023-06-30' },
    { name: 'village-zh', size: [1920, 1080], at: '#/a/410199104201?t=2023-06-30&ly=courtyards,inspections,bases,help-points' },
    { name: 'bases-zh', size: [1366, 768], at: '#/?t=2023-06-30&c=skilled-wife' },
    { name: 'phone-zh', size: [390, 844], at: '#/?t=2023-06-30' },
];

const browser = await launch();
try {
    for (const { name, size, at, colorScheme = 'light' } of pictures) {
        const context = await browser.newContext({
            viewport: { width: size[0], height: size[1] },
            reducedMotion: 'reduce',
            colorScheme,
        });
        const page = await context.newPage();
        await page.goto(`${origin}/${at}`);
        await mapAtRest(page);
        await page.waitForTimeout(0);
        await page.screenshot({ path: join(folder, `${name}.png`) });
        await context.close();
        console.log(name);
    }
    if (accounts) await deskPictures(browser, origin, folder, JSON.parse(await readFile(accounts, 'utf8')));
} finally {
    await browser.close();
}
