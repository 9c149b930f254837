import { waitUntilComplete, watch } from '@batch-status/client-core';
import { describe, expect, test } from 'vitest';
import { StillClock } from '../still-clock.ts';
import type { Suite } from '../suite.ts';

/** How watches over a client go on and end. */
export function describeWatching({ name, clientWith, idFor, seen, arrived }: Suite): void {
  describe(`${name}: a watch`, () => {
    test('goes on after a single 404 that follows a response', async () => {
      const clock = new StillClock();
      const id = idFor('not-found-once-after-one');
      const batch = await waitUntilComplete(clientWith({ clock }), id, { clock });
      expect(batch.isComplete).toBe(true);
      expect(await seen(id)).toHaveLength(3);
    });

    test('ends with a 404 that persists after a response', async () => {
      const clock = new StillClock();
      const id = idFor('not-found-after-one');
      const wait = waitUntilComplete(clientWith({ clock }), id, { clock });
      await expect(wait).rejects.toMatchObject({ code: 'not_found', status: 404 });
      const { length } = await seen(id);
      expect(length).toBeGreaterThan(3);
      expect(length).toBeLessThan(12);
    });

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
