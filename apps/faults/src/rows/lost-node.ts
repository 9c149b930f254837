import { startRedis, startRedisCluster } from '@batch-status/loopback/redis';
import { steadyTime, systemClock } from '@batch-status/time';
import { Redis } from 'ioredis';
import { batchOnNode } from '../stage/nodes.ts';
import { runRow } from '../stage/run-row.ts';
import type { Observation } from '../stage/reader.ts';

/** The batch of the node that goes has fewer calls than run at once, so others go on. */
const totals = [30, 200, 200];
/** In milliseconds. */
const absence = 20_000;
const longestResponse = 2000;

await runRow(async (stage) => {
  await using queue = await startRedis();
  await using cluster = await startRedisCluster({ args: ['--appendonly', 'yes'] });
  const ports = cluster.nodes.map(({ port }) => port);
  const addresses = { store: ports, queue: queue.port };
  const batchIds = await Promise.all(ports.map((_, node) => batchOnNode(cluster, node)));
  const port = await stage.server(ports);
  const readers = batchIds.map((batchId) => stage.reader(port, batchId));
  for (const [node, batchId] of batchIds.entries()) {
    await stage.create(addresses, { batchId, total: totals[node]! });
  }
  await Promise.all(readers.map((reader) => reader.until(({ batch }) => batch !== undefined)));
  for (let worker = 0; worker < 2; worker++) {
    stage.worker(addresses, { concurrency: 20, maxStalledCount: 20, callTime: 100 });
  }
  await stage.ended(5, readers[0]!);

  const node = cluster.nodes[0]!;
  const gone: [from: number, to: number][] = [];
  for (const way of ['killed', 'stopped'] as const) {
    const from = steadyTime();
    const pid = await processOf(node.port);
    if (way === 'killed') await node.kill();
    else process.kill(pid, 'SIGSTOP');
    await systemClock.sleep(absence);
    gone.push([from, steadyTime()]);
    if (way === 'killed') await node.restart();
    else process.kill(pid, 'SIGCONT');
    await readers[0]!.until(({ batch }) => batch !== undefined);
  }
  await stage.judge({ failures: [503, 404] });
  for (const [index, { observations }] of readers.entries()) {
    for (const [from, to] of gone) {
      const during = observations.filter(
        ({ sentAt }) => sentAt > from && sentAt < to - absence / 10,
      );
      check(during, index === 0);
    }
  }
  return { gone: gone.length };
});

/** What was cached may still be returned in the first 300 ms. */
function check(during: readonly Observation[], isGone: boolean): void {
  if (during.length < 100) throw new Error(`There were only ${during.length} reads.`);
  const slowest = Math.max(...during.map(({ sentAt, receivedAt }) => receivedAt - sentAt));
  if (slowest > longestResponse) throw new Error(`A response took ${Math.round(slowest)} ms.`);
  const refused = during.filter(({ status }) => status === 503);
  if (!isGone && refused.length > 0) {
    throw new Error(`${refused.length} responses for batches on other nodes were 503.`);
  }
  if (isGone && during.length - refused.length > 10) {
    throw new Error(`${during.length - refused.length} responses were not 503.`);
  }
  if (refused.some(({ retryAfter }) => retryAfter === null)) throw new Error('No `Retry-After`.');
}

async function processOf(port: number): Promise<number> {
  const connection = new Redis(port);
  const info = await connection.info('server');
  connection.disconnect();
  return Number(/process_id:(\d+)/.exec(info)![1]);
}
