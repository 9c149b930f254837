import type { BatchStatus } from '@batch-status/spec';

/** One attempt to reach somebody. Times are in milliseconds. */
export interface Attempt {
  length: number;
  fails?: boolean;
  /** When the call may be dialed again, if it fails and has another attempt. */
  againAt?: (endedAt: number) => number;
  /** Whether the call counts as failed until then, and not as waiting. */
  rests?: boolean;
}

export interface ScriptedCall {
  /** When the call joins the batch. */
  addedAt: number;
  attempts: readonly Attempt[];
}

/** What happens to a batch. Times are in milliseconds since its creation. */
export interface Script {
  calls: readonly ScriptedCall[];
  /** How many calls may be active from a time on, oldest first. */
  lines: readonly (readonly [from: number, lines: number])[];
  /** How many calls may be dialed in each period, and how long a period is. */
  cap?: readonly [calls: number, period: number];
  /** The least time between two dials. */
  dialGap?: number;
  /** When calls that wait leave the batch. */
  cancelledAt?: number;
  /** Whether active calls are cut off then. */
  cutsOff?: boolean;
  /** From the last end until the batch is complete. */
  completionDelay: number;
  /** How old the counts that the server shows are at most. */
  lump?: number;
}

interface Row {
  at: number;
  waiting: number;
  active: number;
  completed: number;
  failed: number;
  total: number;
  talkTime: number;
  lastCompletedTime: number | null;
}

export interface ScriptedBatch {
  /** The batch that the server shows at a time. */
  at: (time: number) => BatchStatus;
  completedAt: number;
  lastCallEndsAt: number;
}

/** Waiting calls in the order in which they may be dialed, and active calls in that of their ends. */
class Queue<T> {
  readonly #items: { at: number; order: number; item: T }[] = [];
  #order = 0;

  get size(): number {
    return this.#items.length;
  }

  get first(): number {
    return this.#items[0]?.at ?? Infinity;
  }

  add(at: number, item: T): void {
    const order = this.#order++;
    const items = this.#items;
    let low = 0;
    let high = items.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (items[middle]!.at <= at) low = middle + 1;
      else high = middle;
    }
    items.splice(low, 0, { at, order, item });
  }

  take(): T {
    return this.#items.shift()!.item;
  }

  clear(): void {
    this.#items.length = 0;
  }
}

interface Dialable {
  call: ScriptedCall;
  attempt: number;
}

/** Carries out a script from the creation of the batch to its end. */
export function runScript(script: Script, createdAt: number): ScriptedBatch {
  const { lines, cap, dialGap = 0, cancelledAt = Infinity, completionDelay } = script;
  const toJoin = script.calls.toSorted((one, other) => one.addedAt - other.addedAt);
  const waiting = new Queue<Dialable>();
  const active = new Queue<Dialable>();
  const resting = new Queue<Dialable>();
  const counts = { waiting: 0, active: 0, completed: 0, failed: 0, total: 0 };
  const rows: Row[] = [];
  let talkTime = 0;
  let lastCompletedTime: number | null = null;
  let startTime: number | null = null;
  let now = 0;
  let joined = 0;
  let nextDialAt = 0;
  let dialed = 0;
  let periodEnds = 0;
  let lastEnd = 0;
  let isCancelled = false;

  const linesAt = (time: number): number => lines.findLast(([from]) => from <= time)?.[1] ?? 0;

  for (;;) {
    const until = isCancelled ? -1 : now;
    while ((toJoin[joined]?.addedAt ?? Infinity) <= until) {
      waiting.add(now, { call: toJoin[joined]!, attempt: 0 });
      joined += 1;
      counts.waiting += 1;
      counts.total += 1;
    }
    while (active.first <= now) {
      const { call, attempt } = active.take();
      const { length, fails, againAt, rests } = call.attempts[attempt]!;
      counts.active -= 1;
      lastEnd = now;
      if (!fails) {
        counts.completed += 1;
        talkTime += length;
        lastCompletedTime = createdAt + now;
      } else if (againAt && attempt + 1 < call.attempts.length && !isCancelled) {
        counts[rests ? 'failed' : 'waiting'] += 1;
        (rests ? resting : waiting).add(againAt(now), { call, attempt: attempt + 1 });
      } else counts.failed += 1;
    }
    while (resting.first <= until) {
      waiting.add(now, resting.take());
      counts.failed -= 1;
      counts.waiting += 1;
    }
    if (!isCancelled && now >= cancelledAt) {
      isCancelled = true;
      waiting.clear();
      counts.waiting = 0;
      if (script.cutsOff) {
        active.clear();
        counts.active = 0;
        lastEnd = now;
      }
    }
    for (;;) {
      if (waiting.first > now || now < nextDialAt || counts.active >= linesAt(now)) break;
      if (cap) {
        if (now >= periodEnds) {
          dialed = 0;
          periodEnds = (Math.floor(now / cap[1]) + 1) * cap[1];
        }
        if (dialed >= cap[0]) break;
      }
      const dial = waiting.take();
      dialed += 1;
      startTime ??= createdAt + now;
      nextDialAt = now + dialGap;
      counts.waiting -= 1;
      counts.active += 1;
      active.add(now + Math.max(1, Math.round(dial.call.attempts[dial.attempt]!.length)), dial);
    }
    rows.push({ at: createdAt + now, ...counts, talkTime, lastCompletedTime });
    const times = [active.first];
    if (!isCancelled) {
      const isOver = waiting.size + active.size + resting.size === 0 && joined === toJoin.length;
      if (isOver) break;
      times.push(cancelledAt, resting.first, toJoin[joined]?.addedAt ?? Infinity);
      const free = counts.active < linesAt(now);
      const capped = cap && dialed >= cap[0] ? periodEnds : 0;
      if (waiting.size > 0) {
        if (free) times.push(Math.max(waiting.first, nextDialAt, capped, now + 1));
        times.push(lines.find(([from]) => from > now)?.[0] ?? Infinity);
      }
    } else if (counts.active === 0) break;
    now = Math.min(...times);
    if (now === Infinity) throw new Error('A script must end.');
  }
  const completedAt = createdAt + lastEnd + completionDelay;
  const rowAt = (time: number): Row => {
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (rows[middle]!.at <= time) low = middle + 1;
      else high = middle;
    }
    return rows[Math.max(0, low - 1)]!;
  };
  return {
    completedAt,
    lastCallEndsAt: createdAt + lastEnd,
    at(time) {
      const isComplete = time >= completedAt;
      const { lump } = script;
      const shown = lump && !isComplete ? time - ((time - createdAt) % lump) : time;
      const row = rowAt(shown);
      const { completed } = row;
      return {
        batchId: 'b',
        status: isComplete ? 'completed' : row.completed + row.active ? 'processing' : 'queued',
        isComplete,
        total: row.total,
        waiting: row.waiting,
        active: row.active,
        completed,
        failed: row.failed,
        startTime: startTime !== null && startTime <= shown ? startTime : null,
        lastCompletedTime: row.lastCompletedTime,
        completedTime: isComplete ? completedAt : null,
        averageCallDuration: completed ? row.talkTime / completed / 1000 : null,
        recent_calls: [],
      } as unknown as BatchStatus;
    },
  };
}
