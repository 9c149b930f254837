import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['@batch-status/source'] },
  ssr: { resolve: { conditions: ['@batch-status/source'] } },
  test: {
    include: ['{openapi,packages,apps}/**/*.test.ts', 'scripts/**/*.test.ts'],
    typecheck: { enabled: false },
    globalSetup: ['packages/client-suite/src/global-setup.ts'],
    restoreMocks: true,
  },
});
