import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '@batch-status/loopback';
import { startRedis } from '@batch-status/loopback/redis';
import type { EmbeddedSettings } from '../programs/settings.ts';
import { Child } from '../stage/child.ts';
import { runRow } from '../stage/run-row.ts';

const readsWhileFull = 60;
// Otherwise, the first byte beyond the limit would end the process.
const shell = `trap '' XFSZ; exec "$0" "$@"`;

await runRow(async (stage) => {
  await using redis = await startRedis();
  const file = join(stage.folder, 'batches.db');
  const port = await freePort();
  const settings: EmbeddedSettings = {
    ...{ file, port, batchId: 'batch', total: 200, ...stage.settingsOfWitness },
    ...{ queue: redis.port, queueName: 'calls', concurrency: 2, lockDuration: 1500 },
    ...{ maxStalledCount: 20, callTime: 50, killAt: [] },
  };
  const embedded = stage.supervise(() => new Child('embedded', settings, shell));
  await embedded.child.ready;
  const reader = stage.reader(port);
  const limit = (bytes: string | number): void => {
    const { pid } = embedded.child.process;
    execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:unlimited`]);
  };
  for (const count of [40, 120]) {
    await stage.ended(count, reader);
    limit(statSync(`${file}-wal`).size);
    const before = stage.events('acknowledged').length;
    for (let read = 0; read < readsWhileFull; read++) await reader.until(() => true);
    const after = stage.events('acknowledged').length;
    if (after - before > 4) throw new Error('Calls went on while the disk was full.');
    limit('unlimited');
  }
  await stage.judge({ failures: [] });
  return { full: 2 };
});
