import { describe, expect, test } from 'vitest';
import type { Fault } from '../faults.ts';
import { StillClock } from '../still-clock.ts';
import type { Suite } from '../suite.ts';

/** How a client handles `Retry-After`. */
export function describeRetryAfter({ name, failure, success }: Suite): void {
  describe(`${name}: Retry-After`, () => {
    test('takes precedence over the backoff', async () => {
      const clock = new StillClock();
      const { requests } = await success('retry-after-a-second-once', { clock });
      expect(clock.pauses).toEqual([1000]);
      expect(requests).toHaveLength(2);
    });

    test.each<[Fault, number]>([
      ['retry-after-an-hour', 3_600_000],
      ['retry-after-very-long', 2 ** 31 - 1],
    ])(
      '%s exceeds the deadline: the call fails at once, and its error has the pause',
      async (fault, ms) => {
        const { error, requests } = await failure(fault);
        expect(error).toMatchObject({ code: 'rate_limited', retryAfter: ms, attempts: 1 });
        expect(requests).toHaveLength(1);
      },
    );

    test.each<Fault>([
      'retry-after-in-an-hour',
      'retry-after-in-an-hour-by-rfc-850',
      'retry-after-in-an-hour-by-asctime',
    ])('is parsed as a date: %s', async (fault) => {
      const { error } = await failure(fault, { clock: new StillClock() });
      expect(error.retryAfter).toBe(3_600_000);
    });

    test('is parsed as a date whose day has one digit', async () => {
      const { error } = await failure('retry-after-on-the-third');
      expect(error.retryAfter).toBe(2 ** 31 - 1);
    });

    test.each<Fault>(['retry-after-negative-once', 'retry-after-nonsense-once'])(
      '%s is ignored',
      async (fault) => {
        expect((await success(fault)).requests).toHaveLength(2);
      },
    );
  });
}
