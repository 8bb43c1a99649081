// SPDX-License-Identifier: Apache-2.0
// Pictures of the dashboard as a running server shows it, for docs/screenshots: every theme in every size and language; and
// of the desk and of what only reviewers see, where the demo accounts are given: for the desk two inspection points of one
// household are brought, with drawn photos.
// Usage: node tests/browser/screenshots.mjs http://127.0.0.1:8080 docs/screenshots [DATA/demo-accounts.json] [NAME...]
//        NAME: a part of a file's name, `desk` for the desk
// Needs the packages chromium, fonts-noto-cjk and pngquant.
import { execFileSync } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launch, mapAtRest } from './browser.mjs';
import { deskPictures } from './desk_pictures.mjs';

const [origin, folder, ...rest] = process.argv.slice(2);
const accountsFile = rest.find(one => one.endsWith('.json'));
const accounts = accountsFile && JSON.parse(await readFile(accountsFile, 'utf8'));
const parts = rest.filter(one => one !== accountsFile);
const { area, children } = await (await fetch(`${origin}/api/areas`)).json();
const township = children.find(child => child.name === '双榆镇') ?? children[0];
const village = (await (await fetch(`${origin}/api/areas?area=${township.code}`)).json()).children[1];
const day = 't=2023-06-30';
/** For what only reviewers see; without it those pictures are left as they are. */
const token = accounts?.reviewer.token;

const sizes = { small: [1366, 768], large: [1920, 1080], phone: [390, 844] };
const languages = ['zh', 'en'];

/** Every theme is taken in every size and both languages. `full`: the whole page on the phone. */
const themes = [
    { name: 'courtyards', at: `#/?${day}` },
    { name: 'pace', at: `#/?${day}&m=pace` },
    { name: 'bases', at: `#/?${day}&c=skilled-wife` },
    { name: 'help-points', at: `#/?${day}&c=child-care` },
    { name: 'programme', at: `#/?${day}&c=family-education` },
    { name: 'rate', at: `#/?${day}&c=dispute-mediation&i=solved_rate` },
    { name: 'withheld', at: `#/?${day}&c=health-screening` },
    { name: 'compared', at: `#/?${day}&vs=2022-12-31&m=change` },
    { name: 'natural-breaks', at: `#/?${day}&lvl=village&cls=jenks5` },
    { name: 'reach', at: `#/?${day}&th=reach&c=child-care&try=113.3,34.42`, ready: '[data-figure="trial"]' },
    { name: 'returns', at: `#/?t=2022-06-30&th=returns&c=dispute-mediation`, ready: '.side' },
    { name: 'quality', at: `#/?${day}&th=quality`, ready: '.side-line.doubt', signedIn: true },
];

/** Single pictures. `path`: of another page than the dashboard; `drawn`: in a browser without WebGL2; `ready`: what to wait for; `act`: what to do first. */
const pages = [
    { name: 'dark-zh', size: 'small', at: `#/?${day}&sel=${township.code}`, colorScheme: 'dark' },
    { name: 'township-zh', size: 'small', at: `#/a/${township.code}?${day}` },
    {
        name: 'village-en',
        size: 'large',
        lang: 'en',
        at: `#/a/${village.code}?${day}&ly=courtyards,inspections,bases,help-points`,
    },
    { name: 'selected-zh', size: 'large', at: `#/?${day}&sel=${township.code}` },
    { name: 'drawn-zh', size: 'small', at: `#/?${day}`, drawn: true },
    { name: 'narrow-320-zh', size: [320, 640], at: `#/?${day}` },
    { name: 'tablet-768-zh', size: [768, 1024], at: `#/?${day}` },
    { name: 'wall-screen-zh', size: [2560, 1440], at: `#/?${day}` },
    { name: 'search-zh', size: 'small', at: `#/?${day}`, act: page => page.locator('#search').fill('syz') },
    {
        name: 'keys-zh',
        size: 'small',
        at: `#/?${day}`,
        act: page => page.locator('.map-controls button').last().click(),
    },
    { name: 'print-a4-zh', size: [1200, 900], at: `#/?${day}&p=a4`, ready: '.sheet-foot' },
    {
        name: 'print-wall-zh',
        size: [1200, 900],
        at: `#/a/${township.code}?${day}&p=wall`,
        ready: '.sheet-foot',
    },
    {
        name: 'features-zh',
        size: 'small',
        path: '/ogc/collections/bases/items?f=html&lang=zh&limit=12',
        ready: 'table',
    },
    { name: 'interface-en', size: 'small', path: '/api.html?lang=en', ready: 'main section' },
];

const wanted = [
    ...themes.flatMap(({ name, at, ...more }) =>
        Object.keys(sizes).flatMap(size =>
            languages.map(lang => ({
                name: `${name}-${size}-${lang}`,
                size,
                lang,
                at,
                full: size === 'phone',
                ...more,
            })),
        ),
    ),
    ...pages,
]
    .filter(({ name }) => parts.length === 0 || parts.some(part => name.includes(part)))
    .filter(({ signedIn }) => !signedIn || token);

/** Keeps a picture of what the page shows, in few colours. */
async function save(page, name, full = false) {
    const file = join(folder, `${name}.png`);
    await page.screenshot({ path: file, fullPage: full });
    execFileSync('pngquant', ['--force', '--output', file, '128', file]);
    console.log(name);
}

await mkdir(folder, { recursive: true });
console.log(`${wanted.length} pictures of ${area.name}`);
const browsers = {};
const browserOf = async drawn => (browsers[drawn] ??= await launch(...(drawn ? ['--disable-3d-apis'] : [])));
try {
    for (const {
        name,
        size,
        lang = 'zh',
        at,
        path,
        colorScheme = 'light',
        drawn = false,
        ready,
        act,
        full = false,
        signedIn = false,
    } of wanted) {
        const [width, height] = sizes[size] ?? size;
        const context = await (
            await browserOf(drawn)
        ).newContext({
            viewport: { width, height },
            reducedMotion: 'reduce',
            colorScheme,
            ...(signedIn && { extraHTTPHeaders: { Authorization: `Bearer ${token}` } }),
        });
        const page = await context.newPage();
        await page.goto(origin + (path ?? `/${lang === 'en' ? '?lang=en' : ''}${at}`));
        if (ready) await page.locator(ready).first().waitFor({ state: 'attached', timeout: 240_000 });
        if (drawn) await page.locator('.map-panel[data-map="drawn"]').waitFor({ timeout: 240_000 });
        else if (!path && !at.includes('&p=')) await mapAtRest(page, 240_000);
        await act?.(page);
        await save(page, name, full);
        await context.close();
    }
    if (accounts && (parts.length === 0 || parts.includes('desk')))
        await deskPictures(await browserOf(false), origin, accounts, () => true, save);
} finally {
    for (const browser of Object.values(browsers)) await browser.close();
}
