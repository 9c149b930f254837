import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contractFile, recordings } from '../src/verify/commands.ts';
import { recordedExchanges } from '../src/verify/exchanges.ts';
import { entriesIn } from '../src/verify/peers/har.ts';
import { peers } from '../src/verify/peers/peers.ts';

describe.each(Object.entries(peers))('%s', (_, create) => {
  test('reports a wrong type, and reports nothing for a valid response', async () => {
    const objects = await create(contractFile);
    const [right] = await entriesIn(join(recordings, 'valid/from-start-to-end.har'));
    const [wrong] = await entriesIn(join(recordings, 'invalid/wrong-type.har'));
    expect([await objects(right!), await objects(wrong!)]).toEqual([false, true]);
  });
});

test('the same seed gives the same exchanges, and another seed gives different ones', () => {
  const first = (seed: number) => {
    const exchanges = recordedExchanges(seed);
    return Array.from({ length: 100 }, () => exchanges.next().value as unknown);
  };
  expect(first(1)).toEqual(first(1));
  expect(first(2)).not.toEqual(first(1));
});
