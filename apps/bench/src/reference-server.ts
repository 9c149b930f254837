/**
 * The reference server with all its checks on. `batch` is unchanged; `small` and `large` change
 * before every answer, since the time moves whenever it is asked for. They have 150 and 1,000,000
 * calls, all of which were dialled before, fail and are dialled again.
 */
import { createReferenceServer } from '@batch-status/reference-server';
import { reportCpu } from './report-cpu.ts';

const createdAt = 1_703_097_600_000;
const statusPath = (batchId: string): string => `/v1/api/batch-calls/${batchId}/status`;
const keys = { 'x-api-key': 'test-key', 'x-workspace-id': 'test-workspace' };

reportCpu();
const [calls] = process.argv.slice(2).map(Number);
let time = createdAt;
const server = createReferenceServer({
  ...(calls ? { now: () => (time += 5) } : {}),
  // More than can come, so that every request is counted and none refused.
  rateLimit: { requests: 100, period: 0.001 },
});
const { url } = await server.listen();
if (calls) {
  const concurrency = 20;
  const meanCallDuration = 1;
  server.addBatch('changing', {
    calls,
    concurrency,
    meanCallDuration,
    failureRate: 1,
    redialRate: 1,
    redialDelay: 0,
    maxAttempts: 1000,
  });
  // A failing call lasts at most about half the mean, in the mean a third of it.
  time += (calls / concurrency) * meanCallDuration * 500;
  while ((await lastEnd()) < time - 60_000);
}
process.stdout.write(`${url}\n`);

async function lastEnd(): Promise<number> {
  const response = await fetch(url + statusPath('changing'), { headers: keys });
  const { recent_calls } = (await response.json()) as { recent_calls: { failedAt: number }[] };
  return recent_calls[0]?.failedAt ?? 0;
}
