// SPDX-License-Identifier: Apache-2.0
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Fails the build when what loads before the map outgrows its budget (reference/web.md 4). */
export function budget(limits: { scriptKb: number; styleKb: number }): Plugin {
  return {
    name: 'courtyard-budget',
    apply: 'build',
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
      const kb = (text: string | Uint8Array) => gzipSync(text, { level: 9 }).length / 1024;
      let script = 0;
      const sheets = new Set<string>();
      for (const name of first) {
        const chunk = bundle[name]!;
        if (chunk.type !== 'chunk') continue;
        script += kb(chunk.code);
        chunk.viteMetadata?.importedCss.forEach(sheet => sheets.add(sheet));
      }
      let style = 0;
      for (const sheet of sheets) {
        const file = bundle[sheet];
        if (file?.type === 'asset') style += kb(file.source);
      }
      this.info(
        `before the map: script ${script.toFixed(1)} of ${limits.scriptKb} KB gz, style ${style.toFixed(1)} of ${limits.styleKb}`,
      );
      if (script === 0 || script > limits.scriptKb)
        this.error(`script before the map: ${script.toFixed(1)} KB gz, budget ${limits.scriptKb}`);
      if (style > limits.styleKb)
        this.error(`style before the map: ${style.toFixed(1)} KB gz, budget ${limits.styleKb}`);
    },
  };
}
