import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { hangLimit } from './scripts/hang-limit.ts';

const conditions = ['@batch-status/source'];
const globalSetup = ['packages/client-suite/src/global-setup.ts'];

const timeouts = { testTimeout: hangLimit, hookTimeout: hangLimit, teardownTimeout: hangLimit };

/** Soaks, which `pnpm test:long` runs. */
const long = '**/*.long.test.ts';
const runtime = process.env['TEST_RUNTIME'];

/** Everything, in Node; in Deno and Bun what the command line asks for. */
const server = defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: [runtime === 'long' ? long : '{openapi,packages,apps,scripts}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/*.browser.test.ts', ...(runtime === 'long' ? [] : [long])],
    globalSetup,
    ...timeouts,
    restoreMocks: true,
    // A worker for each file would start 150 processes and load every module as often.
    isolate: false,
    // By default one processor is kept free, which of two is half of the time.
    maxWorkers: '100%',
  },
});

/** The client suite in a page, which has a different origin than the fault server. */
const browser = defineConfig({
  // `browser` selects the code of client-core that pages load.
  resolve: { conditions: [...conditions, 'browser'] },
  optimizeDeps: { include: ['openapi-fetch'] },
  test: {
    include: [
      'packages/fetch-client/test/{client-suite,runtime,*.browser}.test.ts',
      'apps/examples/test/*.browser.test.tsx',
    ],
    globalSetup,
    ...timeouts,
    api: { host: '127.0.0.1' },
    env: { TEST_RUNTIME: 'chromium' },
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      instances: [{ browser: 'chromium' }],
      provider: playwright({
        launchOptions: {
          executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
          args: [
            '--no-sandbox',
            '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost',
          ],
        },
      }),
    },
  },
});

export default runtime === 'chromium' ? browser : server;
