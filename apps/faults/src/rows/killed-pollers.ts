import { startRedis } from '@batch-status/loopback/redis';
import { steadyTime } from '@batch-status/time';
import { Api, type Arrival } from '../following/api.ts';
import { Followers } from '../following/followers.ts';
import { runScript } from '../stage/run-row.ts';
import {
  demandNone,
  problemsOfBudget,
  problemsOfEnds,
  problemsOfPauses,
} from '../verdict/following.ts';

const maxRequestsPerSecond = 10;
const maxStaleness = 10_000;
const kills = 8;

/**
 * Kills processes that poll: half of them while the server has their request, and half when it has just
 * responded. Of both, half hit the response that says that a batch is complete.
 */
await runScript(async () => {
  const ids = Array.from({ length: 20 }, (_, nth) => `batch_${nth}`);
  await using redis = await startRedis();
  await using api = await Api.open(Object.fromEntries(ids.map((id) => [id, Infinity])));
  const settings = { url: api.url, redis: redis.port };
  await using followers = await Followers.open({ ...settings, maxRequestsPerSecond, maxStaleness });
  await Promise.all([0, 1, 2].map(() => followers.start(ids)));

  for (let kill = 0; kill < kills; kill += 1) {
    const ending = kill >= kills / 2 ? ids[kill]! : undefined;
    const isTarget = (arrival: Arrival): boolean =>
      ending === undefined || (arrival.batchId === ending && arrival.isComplete);
    const killed = new Promise<void>((resolve) => {
      const killOnce = async (arrival: Arrival): Promise<void> => {
        if (!isTarget(arrival)) return;
        api.before = () => {};
        api.after = () => {};
        await followers.kill(arrival.process);
        resolve();
      };
      if (kill % 2 === 0) api.before = killOnce;
      else api.after = (arrival) => void killOnce(arrival);
    });
    if (ending !== undefined) api.end(ending);
    await killed;
    const killedAt = steadyTime();
    const isPolled = (id: string): boolean =>
      api.arrivalsOf(id).some(({ at, isComplete }) => at > killedAt || isComplete);
    // Two others are left, and poll.
    await Promise.all([followers.start(ids), api.until(() => ids.every(isPolled))]);
  }
  for (const id of ids) api.end(id);
  await followers.ended();
  demandNone([
    ...problemsOfBudget(api.arrivals, maxRequestsPerSecond),
    ...problemsOfEnds(followers.events(), followers.names, ids),
    ...problemsOfPauses(api.arrivals, maxStaleness),
  ]);
  return { kills, requests: api.arrivals.length };
});
