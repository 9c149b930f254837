import type { RecentCall } from '@batch-status/spec';
import type { Course } from '../run/course.ts';
import { countUntil } from './counts.ts';
import type { Form } from './form.ts';

/** The calls that ended most recently, latest first. */
export function recentCallsAt(
  course: Course,
  time: number,
  createdAt: number,
  { recent, showsNumbers }: Form,
): RecentCall[] {
  const calls: RecentCall[] = [];
  let completed = countUntil(course.completed, time);
  let failed = countUntil(course.failed, time);
  while (calls.length < recent && completed + failed > 0) {
    const completedAt = course.completed[completed - 1] ?? -Infinity;
    const failedAt = course.failed[failed - 1] ?? -Infinity;
    const ended = Math.max(completedAt, failedAt);
    const isCompleted = ended === completedAt;
    const call = isCompleted
      ? course.completedCalls[completed - 1]
      : course.failedCalls[failed - 1];
    const named = {
      jobId: `call_${call}`,
      ...(showsNumbers ? { phone_number: numberOf(call ?? 0) } : {}),
    };
    if (isCompleted) {
      const talked = (course.talkTime[completed] ?? 0) - (course.talkTime[completed - 1] ?? 0);
      const duration = Math.round(talked / 1000);
      calls.push({ ...named, status: 'completed', completedAt: createdAt + ended, duration });
      completed--;
    } else {
      calls.push({ ...named, status: 'failed', failedAt: createdAt + ended, error: 'No answer' });
      failed--;
    }
  }
  return calls;
}

/** A number that is reserved for fiction. */
const numberOf = (call: number): string => `+15550${String(100 + (call % 100)).padStart(6, '0')}`;
