import type { CallEvent } from '@batch-status/client-core';
import { describe, expect, test } from 'vitest';
import type { Fault } from '../faults.ts';
import type { Suite } from '../suite.ts';

/** Only a page sends preflights. */
const inPage = 'document' in globalThis;

/** How a client makes its requests conditional, and gives it up where that does not work. */
export function describeConditions({ name, clientWith, idFor, seen }: Suite): void {
  /** The conditions of the requests of three calls that must succeed, and the pauses between them. */
  async function conditionsOf(fault: Fault, options: Parameters<typeof clientWith>[0] = {}) {
    const id = idFor(fault);
    const pauses: number[] = [];
    const onEvent = (event: CallEvent): void => {
      if (event.type === 'retry') pauses.push(event.delay);
    };
    const client = clientWith({ onEvent, ...options });
    for (let n = 0; n < 3; n++)
      expect(await client.getBatchStatus(id)).toHaveProperty('total', 150);
    const conditions = (await seen(id)).map(({ headers }) => headers['if-none-match']);
    return { conditions, pauses };
  }

  const anonymous = { apiKey: undefined, workspaceId: undefined };

  describe(`${name}: a conditional request`, () => {
    test.each<[Fault, Parameters<typeof clientWith>[0]]>([
      ['preflight-refused', anonymous],
      ['preflight-refused', { ...anonymous, retry: { attempts: 1 } }],
      ['preflight-refused', { ...anonymous, retry: false }],
      ['preflight-with-fixed-headers', {}],
    ])(
      'is repeated without its condition if a preflight forbids it: %s, %j',
      async (fault, options) => {
        const { conditions, pauses } = await conditionsOf(fault, options);
        expect(conditions).toEqual(
          inPage ? [undefined, undefined, undefined] : [undefined, '"r1"', '"r1"'],
        );
        // One preflight fails. After that, no request has a condition.
        expect(pauses).toEqual(inPage ? [0] : []);
      },
    );

    // Only a page sends preflights. Elsewhere a skipped test would be counted.
    const ofPages: Fault[] = inPage ? ['preflight-ignored'] : [];
    test.each(ofPages)('is not sent again if its preflight gets no response: %s', async (fault) => {
      const client = clientWith({ ...anonymous, retry: false });
      const id = idFor(fault);
      await client.getBatchStatus(id);
      await expect(client.getBatchStatus(id, { deadline: 50 })).rejects.toHaveProperty(
        'code',
        'deadline',
      );
      for (let n = 0; n < 2; n++)
        expect(await client.getBatchStatus(id)).toHaveProperty('total', 150);
      expect(await seen(id)).toHaveLength(3);
    });

    test.each<Fault>(['condition-refused-with-400', 'condition-refused-with-412'])(
      'is repeated without its condition if the server refuses it: %s',
      async (fault) => {
        const { conditions, pauses } = await conditionsOf(fault, { retry: false });
        expect(conditions).toEqual([undefined, '"r1"', undefined, undefined]);
        expect(pauses).toEqual([0]);
      },
    );

    test('has no condition after an error of the server', async () => {
      const { conditions } = await conditionsOf('condition-refused-with-500');
      expect(conditions).toEqual([undefined, '"r1"', undefined, '"r1"', undefined]);
    });

    test('is not sent with conditionalRequests: false', async () => {
      const { conditions } = await conditionsOf('etag-kept', { conditionalRequests: false });
      expect(conditions).toEqual([undefined, undefined, undefined]);
    });
  });
}
