import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

/** Runs the tests of one area, which `test-area.ts` names. */
export default defineConfig({
  ...base,
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: { ...base.test, include: (process.env['MUTANT_TESTS'] ?? '').split(' ') },
});
