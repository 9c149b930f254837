import { untilAborted } from '@batch-status/command';
import type { Rate } from '@batch-status/command/option-parsers';
import { backgroundClock, systemClock } from '@batch-status/time';
import { BoardError, type Board } from '../board/board.ts';
import { defaultLimits, type Limits } from '../board/limits.ts';
import { ownMonitor } from '../board/start-monitor.ts';
import { createDashboard } from '../create-dashboard.ts';
import { accessRule, type AccessOptions } from './access-rule.ts';
import { valueOf } from './environment.ts';
import { baseUrlVariable, openService } from './service.ts';
import { openSharedMonitors } from './shared-monitor.ts';
import type { Surroundings } from './surroundings.ts';
import { StartError } from './usage-error.ts';

export interface ServeOptions extends AccessOptions {
  port: number;
  base: string;
  data: string;
  requests?: Rate;
  maxStaleness?: number;
  redis?: true;
  simulate?: true;
}

/** Serves a dashboard until it is stopped. */
export async function serve(
  batchIds: string[],
  options: ServeOptions,
  { env, stdout, stderr, stop, pageFolder }: Surroundings,
): Promise<void> {
  const rule = accessRule(options, env);
  await using service = await openService(env, options.simulate ?? false, batchIds);
  const { client, simulated, secrets } = service;
  await using shared = options.redis
    ? await openSharedMonitors(
        client,
        valueOf(env, 'REDIS_URL'),
        secrets,
        valueOf(env, baseUrlVariable),
      )
    : undefined;
  const { port, host, base, data, publicUrl } = options;
  const dashboard = createDashboard({
    ...{ port, host, base, publicUrl, data, rule, simulated, secrets, pageFolder },
    clock: backgroundClock,
    patience: 250,
    limits: limitsOf(options, simulated),
    startMonitor: ownMonitor(client, systemClock),
    ...shared,
    log: (message, cause) =>
      stderr.write(`${message} ${cause instanceof Error ? cause.stack : ''}\n`),
  });
  try {
    const { url } = await dashboard.listen().catch(({ message }: Error) => {
      throw new StartError(message);
    });
    const secret = rule.kind === 'token' ? `?token=${rule.token}` : '';
    const what = simulated ? 'The dashboard, with simulated batches' : 'The dashboard';
    stdout.write(`${what}: ${publicUrl?.origin ?? url}${base}${secret}\n`);
    // After printing the link, so that a browser starts while the first requests are prepared.
    const wanted = batchIds.length > 0 ? batchIds : service.batchIds;
    for (const message of follow(dashboard.board, wanted)) stderr.write(`${message}\n`);
    await untilAborted(stop);
  } finally {
    await dashboard.close();
  }
}

/** @returns Why some of the batches are not followed. */
function follow(board: Board, batchIds: readonly string[]): string[] {
  try {
    return board.add(batchIds).batches.flatMap(({ error }) => (error ? [error.message] : []));
  } catch (error) {
    if (error instanceof BoardError) return [error.message];
    throw error;
  }
}

/** A simulation has no plan that others use too. */
const simulatedRate = 5;

function limitsOf(
  { requests, maxStaleness = defaultLimits.maxStaleness }: ServeOptions,
  simulated: boolean,
): Limits {
  if (requests) return { requestsPerSecond: perSecond(requests), maxStaleness };
  const { requestsPerSecond } = defaultLimits;
  return { requestsPerSecond: simulated ? simulatedRate : requestsPerSecond, maxStaleness };
}

/** Above one, a monitor takes only whole numbers. */
function perSecond({ requests, period }: Rate): number {
  const exact = (requests * 1000) / period;
  return exact > 1 ? Math.floor(exact) : exact;
}
