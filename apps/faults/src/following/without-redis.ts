import { setTimeout as pause } from 'node:timers/promises';
import { startRedis } from '@batch-status/loopback/redis';
import { steadyTime } from '@batch-status/time';
import { Api } from './api.ts';
import { Followers } from './followers.ts';
import { demandNone, problemsOfBudget, problemsOfEnds } from '../verdict/following.ts';

const maxRequestsPerSecond = 10;
const maxStaleness = 10_000;
const away = 60_000;
/** Within this time, the listeners are notified. */
const promised = 15_000;

/** Kills Redis for a minute, while three processes follow batches. Some end meanwhile. */
export async function withoutRedis(args: readonly string[]): Promise<Record<string, number>> {
  const lasts = Array.from({ length: 20 }, (_, nth) => [`batch_${nth}`, 20_000 + 3_500 * nth]);
  await using redis = await startRedis({ args });
  await using api = await Api.open(Object.fromEntries(lasts) as Record<string, number>);
  const { url, batchIds } = api;
  const settings = { url, redis: redis.port, maxRequestsPerSecond, maxStaleness };
  await using followers = await Followers.open(settings);
  for (let count = 0; count < 3; count += 1) await followers.start(batchIds);
  // Each process has a report of each batch, besides the first one that there is none.
  const isKnown = (name: string): boolean => {
    const own = followers
      .events()
      .filter(({ process, kind }) => process === name && kind !== 'paused');
    return batchIds.every((id) => own.filter(({ batchId }) => batchId === id).length > 1);
  };
  await api.until(() => followers.names.every(isKnown));

  await redis.kill();
  const killedAt = steadyTime();
  await pause(away);
  const restartedAt = steadyTime();
  await redis.restart();
  const { names } = followers;
  await followers.ended();

  const events = followers.events();
  const problems = [
    ...problemsOfBudget(api.arrivals, maxRequestsPerSecond),
    ...problemsOfEnds(events, names, batchIds),
  ];
  const meanwhile = api.arrivals.filter(({ at }) => at > killedAt + 1_000 && at < restartedAt);
  if (meanwhile.length > 0) problems.push(`${meanwhile.length} requests were sent without Redis.`);
  for (const name of names) {
    const own = events.filter(({ process, at }) => process === name && at > killedAt);
    const noticed = (kind: string): boolean =>
      own.some((event) => event.kind === kind && event.at < killedAt + promised);
    if (!noticed('paused')) problems.push(`${name} did not report the pause.`);
    if (!noticed('problem')) problems.push(`${name} reported no problem of a batch.`);
    if (!own.some(({ kind }) => kind === 'resumed'))
      problems.push(`${name} did not report the end of the pause.`);
  }
  demandNone(problems);
  const resumed = api.arrivals.find(({ at }) => at > restartedAt)!;
  const resumedAfter = Math.round((resumed.at - restartedAt) / 1_000);
  return { requests: api.arrivals.length, 's until resumed': resumedAfter };
}
