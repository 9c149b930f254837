import {
  systemClock,
  watch,
  type BatchStatusSource,
  type Clock,
  type WatchOptions,
} from '@batch-status/client-core';
import { describe, expect, test } from 'vitest';
import { quick, type FailingClientUnderTest, type Suite } from '../suite.ts';

const digested = (digest: string): Error => Object.assign(new Error('not a failure'), { digest });

/** What frameworks throw to steer rendering, by who throws it. */
const controlFlow: [string, unknown][] = [
  ['Next.js at dynamic server usage', digested('DYNAMIC_SERVER_USAGE')],
  ['Next.js when a prerender ends', digested('HANGING_PROMISE_REJECTION')],
  ['Next.js when it interrupts a prerender', digested('NEXT_PRERENDER_INTERRUPTED')],
  ['Next.js to render in the page', digested('BAILOUT_TO_CLIENT_SIDE_RENDERING')],
  ['redirect() of Next.js', digested('NEXT_REDIRECT;replace;/login;307;')],
  ['React to postpone', Object.assign(new Error(), { $$typeof: Symbol.for('react.postpone') })],
  ['React to suspend', Promise.resolve()],
  ['redirect() of React Router', Response.redirect('http://127.0.0.1/login')],
  ['redirect() of SvelteKit', { status: 303, location: '/login' }],
];

async function firstUpdate(
  source: BatchStatusSource,
  id: string,
  options: WatchOptions = {},
): Promise<unknown> {
  for await (const update of watch(source, id, options)) return update;
  return undefined;
}

type WatchEnd = Pick<WatchOptions, 'signal' | 'clock'>;

/** How a client behaves in a component that a framework renders on a server. */
export function describeRendering(
  { name, clientWith, idFor, arrived }: Suite,
  createFailing: FailingClientUnderTest['createFailing'],
): void {
  describe(`${name}: rendering on a server`, () => {
    /** Waits for the error of a call. It is in an array, because `await` would take out a promise. */
    const thrownBy = (call: Promise<unknown>): Promise<unknown[]> =>
      call.then(
        () => expect.unreachable('the call succeeded'),
        (thrown: unknown) => [thrown],
      );

    test.each(controlFlow)(
      'a request that rejects with what a framework throws is not retried: %s',
      async (_, reason) => {
        let requests = 0;
        const client = createFailing({ retry: quick }, () => {
          requests += 1;
          return reason;
        });
        const [thrown] = await thrownBy(client.getBatchStatus('any'));
        expect(thrown).toBe(reason);
        expect(requests).toBe(1);
        const [thrownByWatch] = await thrownBy(firstUpdate(client, 'any'));
        expect(thrownByWatch).toBe(reason);
        expect(requests).toBe(2);
      },
    );

    test.each(controlFlow)(
      'a function for a key may throw what a framework throws: %s',
      async (_, reason) => {
        const client = clientWith({
          apiKey: () => {
            throw reason;
          },
        });
        const [thrown] = await thrownBy(client.getBatchStatus('any'));
        expect(thrown).toBe(reason);
      },
    );

    // Next.js fails to prerender a page that reads them before it requests data.
    test.each<[string, (client: BatchStatusSource, id: string, end: WatchEnd) => Promise<unknown>]>(
      [
        ['a call', (client, id, end) => client.getBatchStatus(id, { signal: end.signal })],
        ['a watch', (client, id, end) => firstUpdate(client, id, end)],
      ],
    )('%s reads neither the date nor random numbers before its request', async (_, request) => {
      const { clock, reads } = noticedClock();
      const id = idFor('no-response');
      const end = new AbortController();
      const thrown = thrownBy(request(clientWith({ clock }), id, { signal: end.signal, clock }));
      await arrived(id);
      expect(reads).toEqual([]);
      end.abort('enough');
      expect(await thrown).toEqual(['enough']);
    });
  });
}

/** The system clock, and the names of what was read of it. */
function noticedClock(): { clock: Clock; reads: string[] } {
  const reads: string[] = [];
  const noticed = (name: 'now' | 'random') => (): number => {
    reads.push(name);
    return systemClock[name]();
  };
  return { clock: { ...systemClock, now: noticed('now'), random: noticed('random') }, reads };
}
