import type { Grant } from '@batch-status/client-core/sharing';
import { decodeBatch } from './encode-state.ts';
import type { ActiveJob, Jobs } from './jobs.ts';
import type { RunScript } from './monitor-scripts.ts';
import type { GrantedBatch } from './turn-reply.ts';

/** A grant whose job this process has taken. */
export interface RedisGrant extends Grant {
  /** The version, as Redis has it. */
  base: string;
  active: ActiveJob;
}

/** In milliseconds. */
export interface GrantTimes {
  deadline: number;
  lockDuration: number;
  /** After how long a request whose process has died is repeated. */
  recovery: number;
}

/**
 * Takes the jobs of the batches that a turn has granted, so that no other process polls them.
 *
 * It never rejects, because the other results of a turn would be lost with it. What could not be given
 * back is free by itself: a place a second after the deadline, and a batch after `recovery`.
 */
export class GrantedJobs {
  readonly #jobs: Jobs;
  readonly #run: RunScript;
  readonly #times: GrantTimes;

  constructor(jobs: Jobs, run: RunScript, times: GrantTimes) {
    this.#jobs = jobs;
    this.#run = run;
    this.#times = times;
  }

  /** @param at When the places were taken, by the clock of Redis. */
  async take(granted: readonly GrantedBatch[], at: number): Promise<RedisGrant[]> {
    const jobs = await this.#jobs.start(granted.map(({ batchId }) => batchId));
    const open = new Map(granted.map((each) => [each.batchId, each]));
    const grants: RedisGrant[] = [];
    const others: ActiveJob[] = [];
    for (const active of jobs) {
      const own = open.get(active.batchId);
      if (own) grants.push(grantOf(own, active, at));
      else others.push(active);
      open.delete(active.batchId);
    }
    const rest = [...open.values()];
    for (const active of others) {
      const exchanged = await this.#exchange(active, rest.shift()!);
      if (exchanged) grants.push(grantOf(exchanged, active, at));
    }
    // Another process still has their jobs.
    for (const batch of rest) {
      await this.giveBack(batch, false, this.#times.lockDuration).catch(ignore);
    }
    return grants;
  }

  /** Gives back the place of a batch, and makes it due again after a delay in milliseconds. */
  async giveBack(
    { token, batchId, base }: Pick<GrantedBatch, 'token' | 'batchId' | 'base'>,
    wasSent: boolean,
    delay: number,
  ): Promise<void> {
    const kind = wasSent ? 'back' : 'unsent';
    const plan = [0, delay, 0, 0, '', 0, 0, '', 0];
    await this.#run('finish', [token, batchId, kind, base, '', '', ...plan]);
  }

  /** BullMQ has delivered another job than that of the batch: its batch gets the place. */
  async #exchange(
    active: ActiveJob,
    { token, batchId: granted }: GrantedBatch,
  ): Promise<GrantedBatch | undefined> {
    const { deadline, lockDuration, recovery } = this.#times;
    const { batchId } = active;
    try {
      const args = [batchId, token, granted, deadline, recovery];
      const [base, report, plan] = (await this.#run('exchange', args)) as string[];
      if (base !== undefined) return { batchId, token, base, report: report!, plan: plan! };
      await this.#jobs.end(active);
      await this.giveBack({ token, batchId: '', base: '' }, false, 0);
    } catch {
      // Otherwise, this process would keep the lock of the job forever.
      await this.#jobs.delay(active, lockDuration);
    }
    return undefined;
  }
}

const ignore = (): void => {};

function grantOf(
  { batchId, token, base, report, plan }: GrantedBatch,
  active: ActiveJob,
  at: number,
): RedisGrant {
  const known = plan === '' ? undefined : decodeBatch(report, plan);
  return { batchId, token, base, version: Number(base), known, at, active };
}
