import TinyQueue from 'tinyqueue';
import { day } from '../units.ts';
import type { Course } from './course.ts';
import type { Attempt, Plan } from './plan.ts';
import { Timetable } from './timetable.ts';

interface Call {
  at: number;
  call: number;
}

interface ActiveCall extends Call {
  attempt: Attempt;
}

const byTime = (one: Call, other: Call): number => one.at - other.at;

const longest = 100 * day;

/** Runs a batch to its end. */
export function run(plan: Plan): Course {
  const rejections = plan.rejections ?? [];
  const dialed = [...rejections];
  const failed = [...rejections];
  const failedCalls = rejections.map((_, call) => call);
  const skipped: number[] = [];
  const completed: number[] = [];
  const completedCalls: number[] = [];
  const talkTime = [0];
  const requeued: number[] = [];

  const cancelAt = plan.cancel?.at ?? Infinity;
  const active = new TinyQueue<ActiveCall>([], byTime);
  const later = new TinyQueue<Call>([], byTime);
  const lines = new Timetable(plan.lines, (step) => step.lines);
  const list = new Timetable(uploaded(plan), (step) => step.calls);
  const attempts = new Map<number, number>();
  let fresh = rejections.length;
  let talked = 0;

  /** Counts the calls that have ended. */
  const settle = (now: number): void => {
    for (let next = active.peek(); next && next.at <= now; next = active.peek()) {
      active.pop();
      const { at, call, attempt } = next;
      if (attempt.completed) {
        completed.push(at);
        completedCalls.push(call);
        talkTime.push((talked += attempt.length));
        continue;
      }
      failed.push(at);
      failedCalls.push(call);
      if (attempt.retryAt === undefined) continue;
      const retryAt = Math.max(at, Math.round(attempt.retryAt));
      const requeuedAt = plan.requeuesAtOnce ? at : retryAt;
      if (requeuedAt < cancelAt) requeued.push(requeuedAt);
      later.push({ at: retryAt, call });
    }
  };

  /** Takes the next call that may be dialed now, if there is one. */
  const takeCall = (now: number): number | undefined => {
    for (;;) {
      const retry = later.peek();
      const call = retry && retry.at <= now ? later.pop()?.call : undefined;
      if (call === undefined && fresh >= list.value(now)) return undefined;
      const taken = call ?? fresh++;
      const at = plan.mayDial?.(now, taken) ?? now;
      if (at <= now) return taken;
      later.push({ at: Math.ceil(at), call: taken });
    }
  };

  let now = Math.max(0, rejections.at(-1) ?? 0);
  let mayDialFrom = now;
  while (now < cancelAt) {
    settle(now);
    const room = lines.value(now) > active.length;
    let wake: number;
    if (now < mayDialFrom) wake = mayDialFrom;
    else if (room) {
      const call = takeCall(now);
      if (call !== undefined) {
        const attempt = plan.attempt(now, call, attempts.get(call) ?? 0);
        if (attempt.skipped) {
          skipped.push(now);
          continue;
        }
        attempt.length = Math.max(1, Math.round(attempt.length));
        if (attempt.retryAt !== undefined) attempts.set(call, (attempts.get(call) ?? 0) + 1);
        active.push({ at: now + attempt.length, call, attempt });
        dialed.push(now);
        mayDialFrom = now + Math.max(0, Math.round(plan.gap?.(now, dialed.length) ?? 0));
        continue;
      }
      wake = Math.min(active.peek()?.at ?? Infinity, later.peek()?.at ?? Infinity, list.nextAt);
    } else wake = Math.min(active.peek()?.at ?? Infinity, lines.nextAt);
    const isLeft = active.length > 0 || later.length > 0 || fresh < list.value(now);
    if (!isLeft) wake = list.nextAt;
    if (wake === Infinity && !isLeft) break;
    now = Math.min(wake, cancelAt);
    if (now > longest) throw new Error('This plan has calls that are never dialed.');
  }

  settle(now);
  const isCut = plan.cancel?.hangsUp === true && active.length > 0 && now >= cancelAt;
  if (!isCut) settle(Infinity);
  const lastCallEndsAt = isCut ? cancelAt : Math.max(completed.at(-1) ?? 0, failed.at(-1) ?? 0);
  const isCancelled = now >= cancelAt;
  const uploads = uploaded(plan).filter(({ at }) => at < cancelAt);
  const closedAt = Math.max(uploads.at(-1)?.at ?? 0, Math.round(plan.closesAt ?? 0));
  return {
    uploads,
    dialed,
    skipped,
    completed,
    failed,
    requeued: requeued.toSorted((one, other) => one - other),
    completedCalls,
    talkTime,
    failedCalls,
    cancel: isCancelled ? plan.cancel : undefined,
    lastCallEndsAt,
    finishedAt:
      Math.max(lastCallEndsAt, isCancelled ? cancelAt : closedAt) + Math.round(plan.delay ?? 0),
  };
}

/** The uploads, with how many calls are in the list after each one. */
function uploaded(plan: Plan): { at: number; calls: number }[] {
  let calls = 0;
  return plan.uploads.map((upload) => ({
    at: Math.round(upload.at),
    calls: (calls += upload.calls),
  }));
}
