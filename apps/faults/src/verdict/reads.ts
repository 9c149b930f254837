import type { BatchStatus } from '@batch-status/spec';
import type { Observation } from '../stage/reader.ts';
import type { WitnessEvent } from '../witness/witness.ts';

/** How old a response may be, in milliseconds. */
const oldest = 2000;

export interface ReadRules {
  /** The statuses of responses besides 200 and 304; 0 if there may be no response. */
  failures: readonly number[];
  /** When Redis lost what it had not saved. Counts before say nothing about those after. */
  lossAt?: number | undefined;
}

/** What is wrong with the responses that a reader got for one batch. */
export function problemsOfReads(
  observations: readonly Observation[],
  events: readonly WitnessEvent[],
  { failures, lossAt }: ReadRules,
): string[] {
  const problems = new Set<string>();
  const acknowledged = firstAcknowledgements(events);
  const bySending = observations.toSorted((one, other) => one.sentAt - other.sentAt);
  const byReceipt = observations.toSorted((one, other) => one.receivedAt - other.receivedAt);
  let received = 0;
  let completed = 0;
  for (const { status, batch, sentAt } of bySending) {
    for (; byReceipt[received] && byReceipt[received]!.receivedAt <= sentAt; received++) {
      const { batch: before, sentAt: then } = byReceipt[received]!;
      if (lossAt === undefined || then > lossAt)
        completed = Math.max(completed, before?.completed ?? 0);
    }
    if (lossAt !== undefined && sentAt <= lossAt) completed = 0;
    if (!batch) {
      if (!failures.includes(status)) problems.add(`A response had the status ${status}.`);
      continue;
    }
    for (const problem of problemsOfBatch(batch)) problems.add(problem);
    if (batch.completed < completed) {
      problems.add(`\`completed\` fell from ${completed} to ${batch.completed}.`);
    }
    const ended = acknowledged.filter((at) => at <= sentAt - oldest).length;
    if (lossAt === undefined && batch.completed + batch.failed < ended) {
      problems.add(`A response was more than ${oldest} ms old: it had not all of ${ended} ends.`);
    }
  }
  return [...problems];
}

function problemsOfBatch(batch: BatchStatus): string[] {
  const { waiting, active, completed, failed, total } = batch;
  const problems = [];
  const counts = { waiting, active, completed, failed };
  for (const [name, count] of Object.entries(counts)) {
    if (count < 0) problems.push(`\`${name}\` was ${count}.`);
  }
  const sum = waiting + active + completed + failed;
  if (sum > total) problems.push(`The sum of the counts was ${sum}, and \`total\` ${total}.`);
  const { startTime, lastCompletedTime, completedTime, averageCallDuration, recent_calls } = batch;
  for (const time of [lastCompletedTime, completedTime]) {
    if (time != null && startTime != null && time < startTime) {
      problems.push('A time was before `startTime`.');
    }
  }
  for (const call of recent_calls ?? []) {
    const { duration, completedAt, failedAt } = call as Record<string, unknown>;
    if (typeof duration === 'number' && duration < 0) problems.push('A duration was negative.');
    const time = completedAt ?? failedAt;
    if (typeof time === 'number' && startTime != null && time < startTime) {
      problems.push('A recent call ended before `startTime`.');
    }
  }
  if (averageCallDuration != null && averageCallDuration < 0) {
    problems.push('`averageCallDuration` was negative.');
  }
  return problems;
}

function firstAcknowledgements(events: readonly WitnessEvent[]): number[] {
  const times = new Map<string, number>();
  for (const { kind, call, at } of events) {
    if (kind === 'acknowledged' && !times.has(call)) times.set(call, at);
  }
  return [...times.values()];
}
