import { expect, test } from 'vitest';

declare global {
  interface ImportMeta {
    readonly env: Record<string, string | undefined>;
  }
}

test('the suite runs in the expected runtime', () => {
  expect(runtime()).toBe(import.meta.env['TEST_RUNTIME'] ?? 'node');
});

function runtime(): string {
  if ('document' in globalThis) return 'chromium';
  if ('Deno' in globalThis) return 'deno';
  return 'Bun' in globalThis ? 'bun' : 'node';
}
