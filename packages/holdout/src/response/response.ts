import type { BatchStatus } from '@batch-status/spec';
import type { Course } from '../run/course.ts';
import { countsAt, type Counts } from './counts.ts';
import type { Form } from './form.ts';
import { recentCallsAt } from './recent-calls.ts';

/** The body of a response at a time, in milliseconds since `createdAt`. */
export function responseAt(
  course: Course,
  form: Form,
  createdAt: number,
  time: number,
): BatchStatus {
  const counts = countsAt(course, time);
  const isComplete = time >= course.finishedAt;
  const startedAt = course.dialed[0];
  const hasStarted = startedAt !== undefined && startedAt <= time;
  const completedAt = course.completed[counts.completed - 1];
  const body: BatchStatus = {
    status: statusOf(course, form, counts, { time, isComplete, hasStarted }),
    isComplete,
    ...counts,
  };
  if (isComplete) body.completedTime = createdAt + course.finishedAt;
  else if (form.completedTime === 'null') body.completedTime = null;
  if (form.startTime !== 'absent') {
    body.startTime = form.startTime === 'present' && hasStarted ? createdAt + startedAt : null;
  }
  if (form.lastCompletedTime !== 'absent') {
    body.lastCompletedTime =
      form.lastCompletedTime === 'present' && completedAt !== undefined
        ? createdAt + completedAt
        : null;
  }
  if (form.averageCallDuration !== 'absent') {
    body.averageCallDuration =
      form.averageCallDuration === 'present' ? average(course, counts, form.rounding) : null;
  }
  if (form.recentCalls !== 'absent') {
    body.recent_calls =
      form.recentCalls === 'present' ? recentCallsAt(course, time, createdAt, form) : null;
  }
  return body;
}

function average({ talkTime }: Course, { completed }: Counts, rounding: number): number | null {
  if (completed === 0) return null;
  const seconds = (talkTime[completed] ?? 0) / completed / 1000;
  return Math.round(seconds / rounding) / Math.round(1 / rounding);
}

function statusOf(
  { cancel }: Course,
  { queued }: Form,
  counts: Counts,
  at: { time: number; isComplete: boolean; hasStarted: boolean },
): string {
  if (cancel && cancel.at <= at.time) return 'cancelled';
  if (at.isComplete) return counts.completed === 0 ? 'failed' : 'completed';
  return at.hasStarted ? 'processing' : queued;
}
