import type { BatchStatus } from '@batch-status/spec';
import type { WitnessEvent } from '../witness/witness.ts';

/**
 * What is wrong with the last counts of a batch, compared with what really happened.
 *
 * @param mostUnknown How many calls that completed may count as failed.
 */
export function problemsOfCounts(
  { isComplete, waiting, active, completed, failed, total }: BatchStatus,
  events: readonly WitnessEvent[],
  mostUnknown = 0,
): string[] {
  const dialed = callsOf(events, 'dialed');
  const completedCalls = callsOf(events, 'completed');
  const unknown = completedCalls.size - completed;
  const isAllowed = unknown >= 0 && unknown <= mostUnknown;
  const wanted = isAllowed ? completed : completedCalls.size;
  const expected = {
    ...{ isComplete: true, waiting: 0, active: 0 },
    completed: wanted,
    failed: dialed.size - wanted,
  };
  const found = { isComplete, waiting, active, completed, failed };
  const problems = [];
  if (JSON.stringify(found) !== JSON.stringify(expected)) {
    problems.push(
      `The batch ended as ${JSON.stringify(found)}, the witness saw ${JSON.stringify(expected)}.`,
    );
  }
  if (dialed.size !== total) problems.push(`${dialed.size} of ${total} calls were dialed.`);
  return problems;
}

/** Calls that ran although their ends had been acknowledged before the store was asked. */
export function problemsOfDials(events: readonly WitnessEvent[]): string[] {
  const acknowledged = new Set<string>();
  const askedLate = new Map<string, boolean>();
  const problems = new Set<string>();
  for (const { kind, call, process } of events) {
    const key = `${process} ${call}`;
    if (kind === 'acknowledged') acknowledged.add(call);
    if (kind === 'asked') askedLate.set(key, acknowledged.has(call));
    if (kind === 'dialed' && askedLate.get(key) !== false) {
      problems.add(`${call} ran after its end had been acknowledged.`);
    }
  }
  return [...problems];
}

const callsOf = (events: readonly WitnessEvent[], kind: WitnessEvent['kind']): Set<string> =>
  new Set(events.filter((event) => event.kind === kind).map(({ call }) => call));
