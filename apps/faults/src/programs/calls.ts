import type { Job } from 'bullmq';
import { systemClock } from '@batch-status/time';
import type { Reach } from '../witness/kill-points.ts';
import type { Witness } from '../witness/witness.ts';
import type { WorkerSettings } from './settings.ts';

interface CallData {
  batchId: string;
  call: string;
}

export const nameOf = ({ data }: Pick<Job, 'data'>): string => {
  const { batchId, call } = data as CallData;
  return `${batchId}/${call}`;
};

type CallSettings = Pick<WorkerSettings, 'callTime' | 'blockedCalls' | 'setBackAt'>;

/**
 * The processor of every row. Calls whose numbers end in 9 fail, and those whose numbers end in 4
 * fail at their first attempt.
 */
export function callMaker(
  { callTime, blockedCalls = [], setBackAt }: CallSettings,
  witness: Witness,
  reach: Reach,
): (job: Job) => Promise<void> {
  let dials = 0;
  return async (job) => {
    const name = nameOf(job);
    witness.append('dialed', name);
    dials += 1;
    if (dials === setBackAt) setClockBack();
    reach('during the call', name);
    if (blockedCalls.includes(name)) blockUntilDialedElsewhere(witness, name);
    await systemClock.sleep(callTime);
    if (name.endsWith('9') || (name.endsWith('4') && job.attemptsMade === 0)) {
      witness.append('failed', name);
      throw new Error('busy');
    }
    witness.append('completed', name);
  };
}

/** Blocks the event loop, as a computation would. The lock of the job expires meanwhile. */
function blockUntilDialedElsewhere(witness: Witness, name: string): void {
  const isElsewhere = (): boolean =>
    witness
      .events()
      .some(
        (event) => event.kind === 'dialed' && event.call === name && event.process !== process.pid,
      );
  const cell = new Int32Array(new SharedArrayBuffer(4));
  while (!isElsewhere()) Atomics.wait(cell, 0, 0, 20);
}

/** Sets the clock of this process back by an hour. */
function setClockBack(): void {
  const now = Date.now.bind(Date);
  Date.now = () => now() - 3_600_000;
}
