import { startRedisCluster } from '@batch-status/loopback/redis';
import { steadyTime } from '@batch-status/time';
import { cutAppendOnlyFile } from '../stage/cut-file.ts';
import { batchOnNode, nodeOfKey } from '../stage/nodes.ts';
import { runRow } from '../stage/run-row.ts';

const total = 500;
const workers = 2;
const concurrency = 3;

await runRow(async (stage) => {
  await using cluster = await startRedisCluster({ args: ['--appendonly', 'yes'] });
  const ports = cluster.nodes.map(({ port }) => port);
  const addresses = { store: ports, queue: ports };
  const nodeOfQueue = await nodeOfKey(cluster, '{queue}');
  const node = (nodeOfQueue + 1) % ports.length;
  const batchId = await batchOnNode(cluster, node);
  await stage.create(addresses, { batchId, total });
  const reader = stage.reader(await stage.server(ports), batchId);
  for (let worker = 0; worker < workers; worker++) {
    stage.worker(addresses, { concurrency, maxStalledCount: 20 });
  }
  await stage.ended(300, reader);
  const { folder, kill, restart } = cluster.nodes[node]!;
  await kill();
  // What the server had in memory would be older than the loss.
  await reader.until(({ status }) => status === 503);
  cutAppendOnlyFile(folder);
  await restart();
  const lossAt = steadyTime();
  const { batch } = await reader.until(({ status, sentAt }) => status === 200 && sentAt > lossAt);
  const lostEnds = stage.events('acknowledged').length - batch!.completed - batch!.failed;
  if (lostEnds <= 0) throw new Error('No end was lost.');
  await stage.create(addresses, { batchId, total });
  // The calls that were active when the store's last moment began. BullMQ has removed their jobs.
  const mostUnknown = workers * concurrency;
  await stage.judge({ failures: [503], lossAt, mayRepeat: true, mostUnknown });
  return { lostEnds };
});
