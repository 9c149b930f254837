import { expect, test } from 'vitest';

test('the suite runs in the runtime that it claims to run in', () => {
  expect(runtime()).toBe(process.env['TEST_RUNTIME'] ?? 'node');
});

function runtime(): string {
  if ('Deno' in globalThis) return 'deno';
  return 'Bun' in globalThis ? 'bun' : 'node';
}
