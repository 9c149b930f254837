import type { Job } from 'bullmq';

/** The errors by which a processor gives a job back. BullMQ recognizes them by these names too. */
const givingBack: ReadonlySet<unknown> = new Set([
  ...['DelayedError', 'RateLimitError', 'WaitingError', 'WaitingChildrenError'],
]);

/** Whether a job that ended with this error has not ended, but is in the queue again. */
export function isGivenBack(error: unknown): boolean {
  const { name, message } = (error ?? {}) as { name?: unknown; message?: unknown };
  return givingBack.has(name) || message === 'bullmq:rateLimitExceeded';
}

/**
 * Whether BullMQ runs a job again after this error. It is BullMQ's own decision, by the number of
 * attempts, the kind of error, and the backoff strategy, since another one would leave a call that
 * waits for nothing.
 */
export async function isRetried(job: Job, error: unknown): Promise<boolean> {
  const decide = job['shouldRetryJob'] as (error: unknown) => Promise<[boolean, number]>;
  const [isRetry] = await decide.call(job, error);
  return isRetry;
}

/** Why a call failed, as it is recorded. */
export const failureOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
