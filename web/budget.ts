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
        if (chunk.type === 'chunk' && chunk.isEntry) follow(name);
      const kb = (text: string | Uint8Array) => gzipSync(text, { level: 9 }).length / 1024;
      let script = 0;
      for (const name of first) {
        const chunk = bundle[name]!;
        if (chunk.type === 'chunk') script += kb(chunk.code);
      }
      const sheet = Object.values(bundle).find(
        file => file.type === 'asset' && /index-.*\.css$/.test(file.fileName),
      );
      const style = sheet?.type === 'asset' ? kb(sheet.source) : 0;
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
