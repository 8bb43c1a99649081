// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

interface Limits {
  /** Scripts before the first map is painted, gzip. */
  scriptKb: number;
  /** The page and its style sheet, gzip. */
  pageKb: number;
  /** MapLibre with its worker and style, gzip, fetched after the first map. */
  mapKb: number;
}

const kb = (text: string | Uint8Array) => gzipSync(text, { level: 9 }).length / 1024;

/** Below this a page that shows an attribution of somebody else can be taken over (GHSA-jrc7-96c5-q579). */
const leastMapLibre = [6, 4, 1] as const;

function checkMapLibre() {
  const file = new URL('./node_modules/maplibre-gl/package.json', import.meta.url);
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  const parts = version.split('.').map(Number);
  const at = leastMapLibre.findIndex((least, index) => parts[index] !== least);
  if (at >= 0 && parts[at]! < leastMapLibre[at]!)
    throw new Error(`maplibre-gl ${version} is older than ${leastMapLibre.join('.')}`);
}

/** Names that are not fetched: name spaces, and the addresses that words and comments explain things with. */
const harmless = /^https?:\/\/(www\.w3\.org|127\.0\.0\.1|localhost)\b/;

/** No source of ours names a host: base maps are settings of the server. */
function checkHosts(folder: URL) {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(tsx?|js|css|html|svg)$/.test(name)) continue;
    const text = readFileSync(join(folder.pathname, name), 'utf8');
    const foreign = text.match(/https?:\/\/[a-z0-9.-]+/gi)?.find(address => !harmless.test(address));
    if (foreign) throw new Error(`${name} names a host of its own: ${foreign}`);
  }
}

/** Fails the build when what loads before the map outgrows its budget (reference/web.md 4). */
export function budget(limits: Limits): Plugin {
  return {
    name: 'courtyard-budget',
    apply: 'build',
    buildStart() {
      checkMapLibre();
      for (const folder of ['./src/', './public/']) checkHosts(new URL(folder, import.meta.url));
    },
    generateBundle(_, bundle) {
      const first = new Set<string>();
      const follow = (name: string) => {
        const chunk = bundle[name];
        if (first.has(name) || chunk?.type !== 'chunk') return;
        first.add(name);
        chunk.imports.forEach(follow);
      };
      for (const [name, chunk] of Object.entries(bundle))
        if (chunk.type === 'chunk' && chunk.isEntry && chunk.name === 'index') follow(name);
      const sizes = {
        script: kb(readFileSync(new URL('./public/start.js', import.meta.url))),
        page: 0,
        map: 0,
      };
      sizes.page += kb(readFileSync(new URL('./index.html', import.meta.url)));
      const styles = new Set<string>();
      for (const name of first) {
        const chunk = bundle[name]!;
        if (chunk.type !== 'chunk') continue;
        sizes.script += kb(chunk.code);
        for (const sheet of chunk.viteMetadata?.importedCss ?? []) styles.add(sheet);
      }
      for (const file of Object.values(bundle)) {
        const size = kb(file.type === 'chunk' ? file.code : file.source);
        if (styles.has(file.fileName)) sizes.page += size;
        if (/(^|\/)(map_view|maplibre-gl-worker)-/.test(file.fileName)) sizes.map += size;
      }
      const told = Object.entries({
        script: [sizes.script, limits.scriptKb],
        'page and style': [sizes.page, limits.pageKb],
        'map, later': [sizes.map, limits.mapKb],
      } as Record<string, [number, number]>);
      for (const [what, [size, limit]] of told) {
        this.info(`${what}: ${size.toFixed(1)} of ${limit} KB gz`);
        if (size === 0 || size > limit) this.error(`${what}: ${size.toFixed(1)} KB gz, budget ${limit}`);
      }
    },
  };
}
