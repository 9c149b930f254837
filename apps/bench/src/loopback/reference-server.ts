/**
 * The reference server with authentication, rate limit, and CORS. Given a number of calls, it has a
 * batch `changing` of that size, whose calls fail and are dialed again. That batch changes before
 * every response, since the clock advances with every reading.
 */
import { createReferenceServer } from '@batch-status/reference-server';
import { reportUsage } from './report-usage.ts';

const createdAt = 1_703_097_600_000;
const statusPath = (batchId: string): string => `/v1/api/batch-calls/${batchId}/status`;
const keys = { 'x-api-key': 'test-key', 'x-workspace-id': 'test-workspace' };

reportUsage();
const [calls] = process.argv.slice(2).map(Number);
let time = createdAt;
const server = createReferenceServer({
  ...(calls ? { now: () => (time += 5) } : {}),
  // More than any load sends, so that the limiter counts every request and refuses none.
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
  // A failing call takes a third of `meanCallDuration` on average, and about half at most.
  time += (calls / concurrency) * meanCallDuration * 500;
  while ((await lastEnd()) < time - 60_000);
}
process.stdout.write(`${url}\n`);

async function lastEnd(): Promise<number> {
  const response = await fetch(url + statusPath('changing'), { headers: keys });
  const { recent_calls } = (await response.json()) as { recent_calls: { failedAt: number }[] };
  return recent_calls[0]?.failedAt ?? 0;
}
