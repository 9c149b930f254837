import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { batchOf } from '@batch-status/loopback/batches';
import { VirtualClock } from '@batch-status/simulation';
import { expect, onTestFinished, test } from 'vitest';
import { FakeService } from '../fake-service.ts';
import { serveDashboard } from '../serve.ts';
import { EventReader, openStream } from './event-reader.ts';

test('a viewer that reads nothing for ten minutes is sent little, and then only the newest state', async () => {
  const clock = new VirtualClock();
  const service = new FakeService(clock);
  const limits = { requestsPerSecond: 20, maxStaleness: 60_000 };
  const { board, port } = await serveDashboard(service, { clock, limits });
  const ids = Array.from({ length: 100 }, (_, at) => `batch ${at}`);
  const calls = Array.from({ length: 60 }, (_, at) => ({ jobId: `${at}`, status: 'completed' }));
  let produced = 0;
  board.listen({
    changed: (batchId) => {
      produced += board.batch(batchId)!.encoded('whole').length;
    },
    removed: () => undefined,
  });
  board.add(ids);
  let mostQueued = 0;
  const streams: ServerResponse[] = [];
  const collect = (message: unknown): void => {
    streams.push((message as { response: ServerResponse }).response);
  };
  subscribe('http.server.request.start', collect);
  onTestFinished(() => void unsubscribe('http.server.request.start', collect));
  const socket = await openStream(port);
  // The beginning of the answer: from here on, it reads nothing.
  await once(socket, 'readable');
  for (let completed = 0; completed < 600; completed += 1) {
    const batch = batchOf({ completed, total: 1000, recent_calls: calls });
    for (const id of ids) service.batches.set(id, batch);
    await clock.advance(1000);
    mostQueued = Math.max(mostQueued, ...streams.map(({ writableLength }) => writableLength));
  }
  expect(produced).toBeGreaterThan(30_000_000);
  // One event waits at most, however much was produced.
  const largest = JSON.stringify([...board.batches()].map((batch) => batch.view)).length;
  expect(mostQueued).toBeGreaterThan(0);
  expect(mostQueued).toBeLessThan(2 * largest);
  const reader = new EventReader(socket);
  const { now } = await reader.until((event) => event.now === clock.now());
  expect(reader.bytes).toBeLessThan(produced / 2);
  expect(reader.events.find((event) => event.now === now)!.type).toBe('board');
  expect(reader.events.length).toBeLessThan(500);
});
