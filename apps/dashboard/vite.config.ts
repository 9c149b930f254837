import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { licences } from '../../scripts/licences.ts';

const from = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Builds the page. All addresses in it are relative, to the base that the server adds. */
export default defineConfig({
  root: from('src/page'),
  base: './',
  publicDir: false,
  clearScreen: false,
  logLevel: 'warn',
  plugins: [licences()],
  resolve: { conditions: ['@batch-status/source', 'module', 'browser', 'production'] },
  build: {
    outDir: from('dist/page'),
    emptyOutDir: true,
    target: ['chrome123', 'firefox128', 'safari17.5'],
    // The policy of the page forbids addresses that contain what they lead to.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
