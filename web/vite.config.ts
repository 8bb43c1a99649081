// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from 'vite';
import { budget } from './budget.ts';
import { ogcSheet } from './ogc_sheet.ts';

/** `npm run dev` shows the page from source and asks a running courtyard for the data. */
const server = 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [ogcSheet(), budget({ scriptKb: 60, pageKb: 20, mapKb: 450 })],
  build: {
    target: 'es2022',
    outDir: 'dist',
    assetsDir: 'assets',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      input: ['index', 'review', 'import', 'targets', 'accounts', 'api'].map(page => `${page}.html`),
    },
  },
  worker: { format: 'es' },
  server: { proxy: { '^/api/': server, '/tiles': server } },
});
