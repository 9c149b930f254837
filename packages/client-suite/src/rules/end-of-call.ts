import { describe, expect, test } from 'vitest';
import type { Fault } from '../faults.ts';
import { StillClock } from '../still-clock.ts';
import type { Suite } from '../suite.ts';

/** How a call ends without a response. */
export function describeEndOfCall({
  name,
  clientWith,
  idFor,
  seen,
  arrived,
  failure,
}: Suite): void {
  describe(`${name}: a call without a response`, () => {
    test.each<Fault>(['no-response', 'drip'])('ends at its deadline: %s', async (fault) => {
      const clock = new StillClock();
      const id = idFor(fault);
      const call = clientWith({ clock }).getBatchStatus(id);
      void arrived(id).then(() => clock.expire());
      await expect(call).rejects.toMatchObject({ name: 'TimeoutError', code: 'deadline' });
      expect(await seen(id)).toHaveLength(1);
    });

    test('ends at its deadline by the system clock', async () => {
      const { error } = await failure('no-response', { deadline: 50 });
      expect(error).toMatchObject({ name: 'TimeoutError', code: 'deadline', attempts: 1 });
    });

    test('ends at once if the next pause would exceed the deadline', async () => {
      const clock = new StillClock(900);
      const { error, requests } = await failure('retry-after-a-second-once', {
        clock,
        deadline: 900,
      });
      expect(error).toMatchObject({ code: 'api_error', status: 503, attempts: 1 });
      expect(clock.pauses).toEqual([]);
      expect(requests).toHaveLength(1);
    });

    test.each<Fault>(['no-response', 'drip'])(
      "ends at once with the signal's reason if it is aborted: %s",
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

    test('ends at once if it is aborted during a pause', async () => {
      const abort = new AbortController();
      const reason = new Error('enough');
      const id = idFor('retry-after-a-second-once');
      const call = clientWith().getBatchStatus(id, {
        signal: abort.signal,
        // The event comes just before the pause.
        onEvent: ({ type }) => type === 'retry' && queueMicrotask(() => abort.abort(reason)),
      });
      await expect(call).rejects.toBe(reason);
      expect(await seen(id)).toHaveLength(1);
    });

    test('sends nothing if the signal is already aborted', async () => {
      const id = idFor('good');
      const signal = AbortSignal.abort(new Error('never mind'));
      await expect(clientWith().getBatchStatus(id, { signal })).rejects.toThrow('never mind');
      expect(await seen(id)).toEqual([]);
    });
  });
}
