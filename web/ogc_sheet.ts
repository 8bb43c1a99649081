// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const source = (file: string) => readFileSync(new URL(`src/${file}`, import.meta.url), 'utf8');

/**
 * `/ogc.css`, the sheet of the pages that the server itself writes: the dashboard's tokens, light or dark as the reader's
 * system is (these pages have no switch), and the rules of the pages.
 */
export function ogcSheet(): Plugin {
  return {
    name: 'courtyard-ogc-sheet',
    apply: 'build',
    generateBundle() {
      const tokens = (theme: string) =>
        source('theme/tokens.css').split(`:root[data-theme='${theme}'] {`)[1]!.split('}')[0]!;
      const sheet = `:root {${tokens('light')}}
@media screen and (prefers-color-scheme: dark) {
:root {${tokens('dark')}}
}
${source('ogc/ogc.css')}`;
      this.emitFile({ type: 'asset', fileName: 'ogc.css', source: sheet });
    },
  };
}
