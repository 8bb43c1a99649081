// SPDX-License-Identifier: Apache-2.0
// The pages of the desk for screenshots.mjs: what they need is brought first, then each is opened as who works there.
import { join } from 'node:path';
import { drawnPicture, exifTime, householdsOf, inspected, openDesk, photographed, sender } from './desk.mjs';

const hour = 3_600_000;

/** A household that was seen before and after, the second time from beyond its village. */
async function doubtedPoint(browser, origin, { reviewer }) {
    const send = sender(origin, reviewer.token);
    const [home] = await householdsOf(origin, reviewer.token, 'registered', 1);
    const [lon, lat] = home.geometry.coordinates;
    const { page, close } = await openDesk(browser, origin, reviewer, '/review');
    const visit = async (time, isTidy, east, more) => {
        const at = { lon: lon + east, lat: lat - east / 6 };
        const observed_at = new Date(time).toISOString();
        const { id } = await inspected(send, home, { ...at, observed_at, ...more });
        const picture = await drawnPicture(page, isTidy);
        await photographed(send, id, { at, taken: exifTime(time + 60_000), picture });
    };
    await visit(Date.now() - 40 * 24 * hour, false, 0, { outcome: 'needs_work', note: '柴草乱堆' });
    await visit(Date.now() - hour, true, 0.03, { outcome: 'rechecked', note: '整改完成' });
    await close();
}

/** A table of new households, one of them with a day that is none. */
async function newHouseholds(origin, { reviewer }) {
    const homes = await householdsOf(origin, reviewer.token, 'registered', 60);
    const lines = homes.map(({ geometry: { coordinates }, properties }, i) =>
        [
            `新-${i}`,
            '李某',
            '新村1号',
            properties.area,
            ...coordinates,
            i === 7 ? '2024-13-01' : '2024-05-01',
        ].join(','),
    );
    const text = ['户号,姓名,地址,村代码,经度,纬度,登记日期', ...lines].join('\r\n');
    return { name: '2024年新增户.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
}

export async function deskPictures(browser, origin, folder, accounts) {
    await doubtedPoint(browser, origin, accounts);
    const table = await newHouseholds(origin, accounts);
    const look = async page => {
        await page.locator('.queue-item').last().locator('> button').click();
        const entry = page.locator('.queue-item[aria-current]');
        await page
            .locator(`.review[data-opened="${await entry.getAttribute('data-entry')}"] .plan-drawing`)
            .waitFor();
        await page
            .locator('.photos img')
            .last()
            .evaluate(image => image.decode());
    };
    const tryFile = async page => {
        await page.locator('[data-chooser]').setInputFiles(table);
        await page.locator('.report .plan-drawing path').first().waitFor();
    };
    const cell = async page => {
        await page.locator('[data-cell="3,1"]').click();
        await page.locator('.target-versions li').first().waitFor();
    };
    const doubts = '/review?kind=outside_declared_village';
    const pictures = [
        { name: 'review-zh', size: [1366, 768], at: doubts, as: 'reviewer', until: look },
        {
            name: 'review-dark-en',
            size: [1920, 1080],
            at: `${doubts}&lang=en`,
            as: 'reviewer',
            until: look,
            colorScheme: 'dark',
        },
        {
            name: 'import-zh',
            size: [1366, 768],
            at: '/import',
            as: 'reviewer',
            until: tryFile,
            fullPage: true,
        },
        { name: 'targets-zh', size: [1366, 768], at: '/targets', as: 'planner', until: cell },
        {
            name: 'accounts-zh',
            size: [1366, 768],
            at: '/accounts',
            as: 'security',
            until: page => page.locator('tr[data-account]').first().waitFor(),
        },
        { name: 'review-phone-zh', size: [390, 844], at: doubts, as: 'reviewer', until: look },
    ];
    for (const { name, size, at, as, until, fullPage = false, colorScheme = 'light' } of pictures) {
        const [width, height] = size;
        const { page, close } = await openDesk(
            browser,
            origin,
            accounts[as],
            at,
            { width, height },
            { colorScheme },
        );
        await until(page);
        await page.screenshot({ path: join(folder, `${name}.png`), fullPage });
        await close();
        console.log(name);
    }
}
