import type { Job } from 'bullmq';
import type { CallRecorder } from './call-recorder.ts';
import { failureOf, isGivenBack, isRetried } from './fate.ts';

/**
 * Runs a job after recording that its call was dialed, and then records how it ended. It returns or
 * throws only once the end is recorded, because then BullMQ learns of it.
 *
 * @param elapsed Returns milliseconds since any fixed moment.
 * @returns The result of the job, or nothing if its call must not be dialed.
 */
export async function runRecorded<Result>(
  job: Job,
  recorder: CallRecorder,
  dial: () => Promise<Result>,
  elapsed: () => number,
): Promise<Result> {
  if (!(await recorder.dial())) return undefined as Result;
  const startedAt = elapsed();
  let result: Result;
  try {
    result = await dial();
  } catch (error) {
    if (isGivenBack(error)) await recorder.giveBack();
    else {
      const duration = elapsed() - startedAt;
      const again = await isRetried(job, error);
      await recorder.end({ duration, failure: failureOf(error), again });
    }
    throw error;
  }
  await recorder.end({ duration: elapsed() - startedAt, failure: null });
  return result;
}
