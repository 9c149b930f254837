import { createBatchStatusClient, type Monitor } from '@batch-status/node';
import { sharedMonitor, type SharedMonitorOptions } from '@batch-status/node/shared';

declare const connection: SharedMonitorOptions['connection'];

const options: SharedMonitorOptions = {
  ...{ connection, name: 'campaigns', personalData: false },
  transform: (batch, previous) => ({
    ...batch,
    total: Math.max(batch.total, previous?.total ?? 0),
  }),
};
export const monitor: Monitor = sharedMonitor(createBatchStatusClient(), options);

export async function printPauses(): Promise<void> {
  const pausing = sharedMonitor(createBatchStatusClient(), { connection, reportPauses: true });
  for await (const report of pausing) if (report.type === 'pause') console.log(report.pause?.until);
}
