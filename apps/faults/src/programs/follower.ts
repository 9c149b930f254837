import { createBatchStatusClient } from '@batch-status/node';
import { sharedMonitor } from '@batch-status/node/shared';
import { Redis } from 'ioredis';
import { FollowerLog } from '../following/follower-log.ts';
import { sayReady, settings as given, type FollowerSettings } from './settings.ts';

/**
 * Follows batches with a shared monitor, and logs its reports. It ends after its last batch. At
 * SIGUSR2, it no longer follows them.
 */
const { name, url, redis, log, batchIds, ...options } = given as FollowerSettings;
const followed = new FollowerLog(log);
const client = createBatchStatusClient({ baseUrl: url, apiKey: 'key', workspaceId: name });
const connection = new Redis(redis);
connection.on('error', () => {});
const monitor = sharedMonitor(client, { ...options, connection, reportPauses: true });
for (const batchId of batchIds) monitor.add(batchId);
process.on('SIGUSR2', () => {
  for (const batchId of batchIds) monitor.remove(batchId);
});
monitor.end();
sayReady();
for await (const report of monitor) {
  if (report.type === 'pause') {
    followed.append({ process: name, kind: report.pause ? 'paused' : 'resumed' });
  } else {
    const isEnd =
      report.type === 'failure' || (report.type === 'update' && report.phase === 'complete');
    const hasProblem = report.type === 'update' && report.problem !== undefined;
    const kind = isEnd ? 'ended' : hasProblem ? 'problem' : 'reported';
    followed.append({ process: name, kind, batchId: report.batchId });
  }
}
connection.disconnect();
await client.close();
