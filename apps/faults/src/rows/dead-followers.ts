import { setTimeout as pause } from 'node:timers/promises';
import { startRedis } from '@batch-status/loopback/redis';
import { steadyTime } from '@batch-status/time';
import { Api } from '../following/api.ts';
import { Followers } from '../following/followers.ts';
import { runScript } from '../stage/run-row.ts';
import { demandNone, problemsOfBudget, problemsOfPauses } from '../verdict/following.ts';

const maxRequestsPerSecond = 10;
const maxStaleness = 5_000;
const hour = 3_600_000;
/** Within this time, the interests of a dead process end, in milliseconds. */
const promised = 60_000;

/** Kills two of three processes. Another one removes its batches. */
await runScript(async () => {
  const of = {
    dead: ['batch_dead_1', 'batch_dead_2'],
    shared: ['batch_shared_1', 'batch_shared_2'],
    removed: ['batch_removed_1'],
  };
  const batchIds = Object.values(of).flat();
  await using redis = await startRedis();
  await using api = await Api.open(Object.fromEntries(batchIds.map((id) => [id, hour])));
  const settings = { url: api.url, redis: redis.port };
  await using followers = await Followers.open({ ...settings, maxRequestsPerSecond, maxStaleness });
  const dying = [
    await followers.start([...of.dead, ...of.shared]),
    await followers.start([...of.dead, ...of.shared]),
  ];
  await followers.start(of.shared);
  const leaving = await followers.start(of.removed);
  await api.until(() => batchIds.every((id) => api.arrivalsOf(id).length > 2));

  const removedAt = steadyTime();
  followers.removeAll(leaving);
  for (const name of dying) await followers.kill(name);
  const killedAt = steadyTime();
  await pause(promised + 2 * maxStaleness);

  const lastOf = (ids: readonly string[]): number =>
    Math.max(...ids.map((id) => api.arrivalsOf(id).at(-1)!.at));
  const deadFor = Math.round((lastOf(of.dead) - killedAt) / 1_000);
  const problems = [
    ...problemsOfBudget(api.arrivals, maxRequestsPerSecond),
    ...problemsOfPauses(
      api.arrivals.filter(({ batchId }) => of.shared.includes(batchId)),
      maxStaleness,
    ),
  ];
  if (deadFor * 1_000 > promised)
    problems.push(`Batches of a dead process were polled for ${deadFor} s.`);
  // A request may be in progress, and a process asks what is new once in a second.
  if (lastOf(of.removed) - removedAt > 2_000) problems.push('A removed batch was polled.');
  if (steadyTime() - lastOf(of.shared) > maxStaleness)
    problems.push('Batches of a living process were not polled.');
  demandNone(problems);
  return { 'processes killed': dying.length, 's until forgotten': deadFor };
});
