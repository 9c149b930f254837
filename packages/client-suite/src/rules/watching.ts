import { watch } from '@batch-status/client-core';
import { describe, expect, test } from 'vitest';
import type { Suite } from '../suite.ts';

/** How watches over a client end. */
export function describeWatching({ name, clientWith, idFor, seen, arrived }: Suite): void {
  describe(`${name}: a watch`, () => {
    test('stops at once while a request is in progress', async () => {
      const id = idFor('no-response');
      const updates = watch(clientWith(), id);
      const next = updates.next();
      await arrived(id);
      const end = { done: true, value: undefined };
      expect(await updates.return()).toEqual(end);
      expect(await next).toEqual(end);
      expect(await seen(id)).toHaveLength(1);
    });
  });
}
