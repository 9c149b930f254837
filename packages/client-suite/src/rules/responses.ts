import { watch, type CallEvent } from '@batch-status/client-core';
import { describe, expect, test } from 'vitest';
import { goodBatch, plantedPhoneNumber } from '@batch-status/loopback/batches';
import { StillClock } from '../still-clock.ts';
import { apiKey, workspaceId, type Suite } from '../suite.ts';

/** How a client handles a successful response. */
export function describeResponses({ name, clientWith, idFor, seen, success }: Suite): void {
  describe(`${name}: a response`, () => {
    test('becomes the batch, after one request with both credentials', async () => {
      const { batch, requests } = await success('good');
      expect(batch).toEqual(goodBatch);
      expect(requests).toHaveLength(1);
      expect(requests[0]?.headers).toMatchObject({
        'x-api-key': apiKey,
        'x-workspace-id': workspaceId,
        accept: 'application/json',
      });
    });

    test.each(['bom', 'gzip', 'proto-member', 'retry-after-on-success'] as const)(
      'is parsed in every form: %s',
      async (fault) => {
        const { batch } = await success(fault);
        expect(batch).toMatchObject({ completed: 95, total: 150 });
        expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
      },
    );

    test('has times and Retry-After with requestBatchStatus', async () => {
      const at: number[] = [];
      const client = clientWith({ onEvent: (event) => at.push(event.at) });
      const response = await client.requestBatchStatus!(idFor('retry-after-on-success'));
      const [sentAt, receivedAt] = at;
      const serverTime = Date.UTC(2026, 10, 18, 12);
      expect(response).toEqual({
        batch: goodBatch,
        sentAt,
        receivedAt,
        serverTime,
        retryAfter: 30_000,
      });
      const refused = client.requestBatchStatus!(idFor('not-found'));
      await expect(refused).rejects.toMatchObject({ code: 'not_found' });
    });

    test('keeps unknown statuses, members, and kinds of calls', async () => {
      const { batch } = await success('unknown-members');
      expect(batch).toEqual({ ...goodBatch, status: 'paused', region: 'eu', recent_calls: null });
    });

    test('loses invalid optional members, and an event reports each', async () => {
      const events: CallEvent[] = [];
      const { batch } = await success('odd-optional-members', {
        onEvent: (event) => events.push(event),
      });
      expect(batch).not.toHaveProperty('startTime');
      expect(batch.recent_calls).toEqual([
        { jobId: 'call_1', status: 'completed', phone_number: plantedPhoneNumber },
        { jobId: 'call_4', status: 'ringing', line: 7 },
      ]);
      const faults = events
        .filter((event) => event.type === 'fault')
        .map(({ fault }) => fault.path);
      expect(faults).toEqual([
        '/startTime',
        '/recent_calls/0',
        '/recent_calls/1/duration',
        '/recent_calls/2/jobId',
      ]);
    });

    test('does not end a watch if a member is nested too deeply to be compared', async () => {
      const options = { everyCheck: true, clock: new StillClock(), maxStaleness: 2_000 };
      const updates = watch(clientWith(), idFor('nested-member-of-call'), options);
      for (let check = 0; check < 3; check++) {
        expect(await updates.next()).toMatchObject({ value: { batch: { total: 150 } } });
      }
      await updates.return();
    });

    test('loses calls whose status is not a string', async () => {
      const { batch } = await success('odd-statuses-of-calls');
      expect(batch.recent_calls).toEqual([{ jobId: 'call_3', status: 'ringing' }]);
    });

    test('loses any number of invalid recent calls, and events report the first hundred', async () => {
      const events: CallEvent[] = [];
      const { batch } = await success('many-faults', { onEvent: (event) => events.push(event) });
      expect(batch).toEqual({ ...goodBatch, recent_calls: [] });
      const faults = events.filter((event) => event.type === 'fault');
      expect(faults).toHaveLength(100);
      expect(faults.at(-1)!.fault.more).toBe(9_900);
    });

    test('is not cached if the cache may have no bytes', async () => {
      const id = idFor('etag-kept');
      const client = clientWith({ maxCacheBytes: 0 });
      for (let nth = 0; nth < 2; nth += 1) await client.getBatchStatus(id);
      const conditions = (await seen(id)).map(({ headers }) => headers['if-none-match']);
      expect(conditions).toEqual([undefined, undefined]);
    });

    test('comes from the cache after a 304', async () => {
      const id = idFor('etag-kept');
      const events: CallEvent[] = [];
      const client = clientWith({ onEvent: (event) => events.push(event) });
      const first = await client.getBatchStatus(id);
      const second = await client.getBatchStatus(id);
      expect(second).toEqual(first);
      expect(second).not.toBe(first);
      expect((await seen(id)).map(({ headers }) => headers['if-none-match'])).toEqual([
        undefined,
        '"r1"',
      ]);
      expect(events.filter((event) => event.type === 'response')).toMatchObject([
        { status: 200, notModified: false, retryAfter: undefined },
        { status: 304, notModified: true, retryAfter: 7000 },
      ]);
    });
  });
}
