import { isDeepStrictEqual } from 'node:util';
import {
  pendingMessage,
  problemMessage,
  updateMessage,
  type MonitorConfirmation,
  type MonitorPending,
  type MonitorUpdate,
  type PendingMessage,
  type ProblemMessage,
  type UpdateMessage,
} from '@batch-status/node';
import type { BoardBatch, HistoryPoint } from '../wire/board.ts';
import type { Discretion } from './discretion.ts';
import { CallCounter, type SavedCalls } from './seen-calls.ts';

/** What the data file has of a batch. */
export type SavedBatch = Omit<BoardBatch, 'seen' | 'batchId'> & { seen: SavedCalls };

type Last = UpdateMessage | PendingMessage;

/** A batch on the board: the last that is known of it, whether it is followed or not. */
export class ShownBatch {
  readonly batchId: string;
  readonly #addedAt: number;
  readonly #discretion: Discretion;
  readonly #calls: CallCounter;
  #state: BoardBatch['state'];
  #last: Last;
  /** When the progress of the last update was computed. */
  #computedAt: number | undefined;
  #failure: ProblemMessage | undefined;
  #phaseSince: number;
  #failingSince: number | undefined;
  /** The last point of the history, or the newest that would be the same. */
  #recorded: HistoryPoint | undefined;
  /** Encoded once for all viewers, until it changes. */
  readonly #encoded = new Map<'whole' | 'shared', string>();

  constructor(batchId: string, now: number, discretion: Discretion, saved?: SavedBatch) {
    this.batchId = batchId;
    this.#discretion = discretion;
    this.#addedAt = saved?.addedAt ?? now;
    this.#state = saved?.state ?? 'followed';
    this.#computedAt = saved?.computedAt;
    this.#failure = saved?.failure;
    this.#phaseSince = saved?.phaseSince ?? now;
    this.#failingSince = saved?.failingSince;
    this.#calls = new CallCounter(saved?.seen);
    this.#last = saved?.last ?? { type: 'pending', batchId, waitingSince: now, nextCheckAt: now };
  }

  get state(): BoardBatch['state'] {
    return this.#state;
  }

  get last(): Last {
    return this.#last;
  }

  get failure(): ProblemMessage | undefined {
    return this.#failure;
  }

  /** It is polled again. What was known of it stays until there is something newer. */
  follow(now: number): void {
    this.#changed();
    this.#state = 'followed';
    this.#failure = undefined;
    this.#failingSince = undefined;
    this.#last = withoutProblem({ ...this.#last, nextCheckAt: now });
  }

  /**
   * @param counted What other dashboards have counted too.
   * @returns Points of the history, if the counts are new.
   */
  update(update: MonitorUpdate, now: number, counted?: SavedCalls): HistoryPoint[] {
    this.#changed();
    const batch = this.#discretion.batch(update.batch);
    const message = updateMessage(this.batchId, { ...update, batch });
    this.#last = this.#withProblem(message, update.problem, now);
    this.#computedAt = message.receivedAt;
    const isEnd = message.phase === 'complete' && !update.problem;
    this.#state = isEnd ? 'ended' : 'followed';
    this.#calls.see(message.batch.recent_calls ?? []);
    if (counted) this.#calls.adopt(counted);
    return this.#points(message);
  }

  pending(pending: MonitorPending, now: number): void {
    this.#changed();
    const { nextCheckAt, askedToWaitUntil } = pendingMessage(this.batchId, pending);
    const last = { ...this.#last, nextCheckAt, askedToWaitUntil };
    // The first report has no problem, also if the batch is tried again because all requests failed.
    this.#last = pending.problem ? this.#withProblem(last, pending.problem, now) : last;
  }

  confirm({ receivedAt, nextCheckAt, askedToWaitUntil }: MonitorConfirmation, now: number): void {
    if (this.#last.type !== 'update') return;
    this.#changed();
    if (this.#recorded) this.#recorded = { ...this.#recorded, receivedAt: Math.round(receivedAt) };
    const times = {
      receivedAt: Math.round(receivedAt),
      nextCheckAt: Math.round(nextCheckAt),
      askedToWaitUntil: askedToWaitUntil && Math.round(askedToWaitUntil),
    };
    this.#last = this.#withProblem({ ...this.#last, ...times }, undefined, now);
  }

  /** Every request fails, and the next one follows later. */
  fail(error: ProblemMessage, nextCheckAt: number, now: number): void {
    this.#changed();
    this.#last = this.#withProblem({ ...this.#last, nextCheckAt }, error, now);
  }

  giveUp(error: ProblemMessage): void {
    this.#changed();
    this.#state = 'givenUp';
    this.#failure = this.#discretion.problem(error);
    const { nextCheckAt: _none, ...last } = this.#last;
    this.#last = withoutProblem(last as Last);
  }

  get view(): BoardBatch {
    return {
      batchId: this.batchId,
      addedAt: this.#addedAt,
      state: this.#state,
      last: this.#last,
      computedAt: this.#computedAt,
      failure: this.#failure,
      phaseSince: this.#phaseSince,
      failingSince: this.#failingSince,
      seen: this.#calls.seen,
    };
  }

  /** As a viewer with a share link sees it: without calls and all that may name people. */
  get sharedView(): BoardBatch {
    const { last, seen, ...view } = this.view;
    return { ...view, last: withoutCalls(last), seen: { ...seen, reasons: [] } };
  }

  /** As JSON. */
  encoded(kind: 'whole' | 'shared'): string {
    let text = this.#encoded.get(kind);
    if (text === undefined) {
      text = JSON.stringify(kind === 'whole' ? this.view : this.sharedView);
      this.#encoded.set(kind, text);
    }
    return text;
  }

  save(): SavedBatch {
    const { batchId: _id, ...view } = this.view;
    return { ...view, seen: this.#calls.save() };
  }

  #changed(): void {
    this.#encoded.clear();
  }

  #withProblem(last: Last, problem: ProblemMessage | undefined, now: number): Last {
    if (last.type === 'update' && (this.#last.type !== 'update' || last.phase !== this.#last.phase))
      this.#phaseSince = now;
    this.#failingSince = problem ? (this.#failingSince ?? now) : undefined;
    if (!problem) return withoutProblem(last);
    return { ...last, problem: this.#discretion.problem(problemMessage(problem)) };
  }

  /** Also the point before the change: without it, a change after a quiet hour looks like a slow one. */
  #points({ receivedAt, batch }: UpdateMessage): HistoryPoint[] {
    const { waiting, active, completed, failed, total } = batch;
    const point = { receivedAt, waiting, active, completed, failed, total };
    const before = this.#recorded;
    this.#recorded = point;
    if (!before) return [point];
    return isDeepStrictEqual({ ...before, receivedAt }, point) ? [] : [before, point];
  }
}

function withoutProblem(last: Last): Last {
  const { problem: _solved, ...rest } = last;
  return rest;
}

/** Only members that the contract names, and none of those that may contain personal data. */
export function withoutCalls(last: Last): Last {
  if (last.type === 'pending') return last;
  const { status, isComplete, waiting, active, completed, failed, total } = last.batch;
  const { startTime, lastCompletedTime, completedTime, averageCallDuration } = last.batch;
  return {
    ...last,
    batch: {
      ...{ status, isComplete, waiting, active, completed, failed, total },
      ...(startTime !== undefined && { startTime }),
      ...(lastCompletedTime !== undefined && { lastCompletedTime }),
      ...(completedTime !== undefined && { completedTime }),
      ...(averageCallDuration !== undefined && { averageCallDuration }),
    },
  };
}
