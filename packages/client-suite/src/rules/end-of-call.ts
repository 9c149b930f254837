import { describe, expect, test } from 'vitest';
import type { Fault } from '../faults.ts';
import { StillClock } from '../still-clock.ts';
import type { Suite } from '../suite.ts';

/** How a call ends before its answer. */
export function describeEndOfCall({
  name,
  clientWith,
  idFor,
  seen,
  arrived,
  failure,
}: Suite): void {
  describe(`${name}: the end of a call`, () => {
    test.each<Fault>(['never-answered', 'drip'])(
      'comes with its deadline, whatever the server does: %s',
      async (fault) => {
        const clock = new StillClock();
        const id = idFor(fault);
        const call = clientWith({ clock }).getBatchStatus(id);
        void arrived(id).then(() => clock.expire());
        await expect(call).rejects.toMatchObject({ name: 'TimeoutError', code: 'deadline' });
        expect(await seen(id)).toHaveLength(1);
      },
    );

    test("comes with its deadline by the machine's own clock too", async () => {
      const { error } = await failure('never-answered', { deadline: 50 });
      expect(error).toMatchObject({ name: 'TimeoutError', code: 'deadline', attempts: 1 });
    });

    test('comes at once when the next pause would outlast the deadline', async () => {
      const clock = new StillClock(900);
      const { error, requests } = await failure('retry-after-a-second-once', {
        clock,
        deadline: 900,
      });
      expect(error).toMatchObject({ code: 'api_error', status: 503, attempts: 1 });
      expect(clock.pauses).toEqual([]);
      expect(requests).toHaveLength(1);
    });

    test.each<Fault>(['never-answered', 'drip'])(
      'comes at once when it is aborted, with the reason given: %s',
      async (fault) => {
        const abort = new AbortController();
        const reason = new Error('enough');
        const id = idFor(fault);
        const call = clientWith().getBatchStatus(id, { signal: abort.signal });
        void arrived(id).then(() => abort.abort(reason));
        await expect(call).rejects.toBe(reason);
        expect(await seen(id)).toHaveLength(1);
      },
    );

    test('comes at once when it is aborted in a pause', async () => {
      const abort = new AbortController();
      const reason = new Error('enough');
      const id = idFor('retry-after-a-second-once');
      const call = clientWith().getBatchStatus(id, {
        signal: abort.signal,
        // It is told of a pause that is about to begin.
        onEvent: ({ type }) => type === 'retry' && queueMicrotask(() => abort.abort(reason)),
      });
      await expect(call).rejects.toBe(reason);
      expect(await seen(id)).toHaveLength(1);
    });

    test('has come before anything is sent when the signal was aborted', async () => {
      const id = idFor('good');
      const signal = AbortSignal.abort(new Error('never mind'));
      await expect(clientWith().getBatchStatus(id, { signal })).rejects.toThrow('never mind');
      expect(await seen(id)).toEqual([]);
    });
  });
}
