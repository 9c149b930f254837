import type { WatchUpdate } from '@batch-status/node';
import { VirtualClock } from '@batch-status/simulation';
import { expect, test } from 'vitest';
import type { Watched } from '../../src/display/watched.ts';
import { record, type Following } from '../../src/watch/following.ts';
import { anUpdate } from '../an-update.ts';

const following = {
  clock: new VirtualClock(),
  mask: (batch) => batch,
  describe: String,
  onChange: () => undefined,
} satisfies Partial<Following> as unknown as Following;

test('the expected end counts from the update, and a response without news does not move it', () => {
  const watched: Watched = { batchId: 'demo' };
  record(watched, { ...anUpdate, receivedAt: 5_000 }, following);
  const expectedEnd = {
    ...{ likely: 29_000, low: 25_000, high: 35_000, confidence: 'medium' },
    since: 5_000,
  };
  expect(watched.expectedEnd).toEqual(expectedEnd);
  const times = { receivedAt: 9_000, nextCheckAt: 14_000 };
  record(watched, { type: 'confirmation', ...times }, following);
  expect(watched.expectedEnd).toEqual(expectedEnd);
});

test('an update without a forecast removes the expected end', () => {
  const watched: Watched = { batchId: 'demo' };
  record(watched, anUpdate, following);
  const { timeLeft: _, ...progress } = anUpdate.progress;
  record(watched, { ...anUpdate, progress } satisfies WatchUpdate, following);
  expect(watched.expectedEnd).toBeUndefined();
});
