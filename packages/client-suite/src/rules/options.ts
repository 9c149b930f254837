import { describe, expect, test } from 'vitest';
import type { Suite } from '../suite.ts';

/** How a client uses a function for a key, beyond what the cases state. */
export function describeOptions({ name, clientWith }: Suite): void {
  describe(`${name}: options`, () => {
    test('a function for a key that throws is named, and its error is the cause', async () => {
      const cause = new Error('no vault');
      const call = clientWith({ apiKey: () => Promise.reject(cause) }).getBatchStatus('any');
      await expect(call).rejects.toMatchObject({ code: 'invalid_argument', cause });
      await expect(call).rejects.toThrow('apiKey');
    });
  });
}
