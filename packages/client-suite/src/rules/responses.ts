import { watch, type CallEvent } from '@batch-status/client-core';
import { describe, expect, test } from 'vitest';
import { goodBatch } from '@batch-status/loopback/batches';
import { StillClock } from '../still-clock.ts';
import type { Suite } from '../suite.ts';

/** How a client handles a successful response, beyond what the cases state. */
export function describeResponses({ name, clientWith, idFor, success }: Suite): void {
  describe(`${name}: a response`, () => {
    test('has the times of its events with requestBatchStatus', async () => {
      const at: number[] = [];
      const client = clientWith({ onEvent: (event) => at.push(event.at) });
      const response = await client.requestBatchStatus!(idFor('retry-after-on-success'));
      const [sentAt, receivedAt] = at;
      expect(response).toMatchObject({ sentAt, receivedAt });
    });

    test('does not end a watch if a member is nested too deeply to be compared', async () => {
      const options = { everyCheck: true, clock: new StillClock(), maxStaleness: 2_000 };
      const updates = watch(clientWith(), idFor('nested-member-of-call'), options);
      for (let check = 0; check < 3; check++) {
        expect(await updates.next()).toMatchObject({ value: { batch: { total: 150 } } });
      }
      await updates.return();
    });

    test('loses any number of invalid recent calls, and events report the first hundred', async () => {
      const events: CallEvent[] = [];
      const { batch } = await success('many-faults', { onEvent: (event) => events.push(event) });
      expect(batch).toEqual({ ...goodBatch, recent_calls: [] });
      const faults = events.filter((event) => event.type === 'fault');
      expect(faults).toHaveLength(100);
      expect(faults.at(-1)!.fault.more).toBe(9_900);
    });

    test('from the cache is a new object', async () => {
      const id = idFor('etag-kept');
      const client = clientWith();
      const first = await client.getBatchStatus(id);
      const second = await client.getBatchStatus(id);
      expect(second).toEqual(first);
      expect(second).not.toBe(first);
    });
  });
}
