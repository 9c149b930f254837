import type {
  MonitorPause,
  PendingMessage,
  ProblemMessage,
  UpdateMessage,
} from '@batch-status/node';

/**
 * What the server sends to a page, as events of one stream. The first event is a `board` with all
 * batches. The page has one in it too, unless it is large. After it, at most once per second, `changes`
 * has those that changed; it is also sent when nothing changed, so that a page notices a stream that is
 * cut off. Times are in milliseconds since the epoch, by the clock of the server: a page compares them
 * with `now`, never with its own clock.
 */
export type BoardEvent = BoardSnapshot | BoardChanges;

export interface BoardSnapshot extends BoardState {
  type: 'board';
  batches: BoardBatch[];
}

export interface BoardChanges extends BoardState {
  type: 'changes';
  /** The batches that changed, as a whole. */
  batches: BoardBatch[];
  /** The ids of the batches that were removed. */
  removed: string[];
}

/** What concerns all batches. It is small, so it is sent as a whole. */
export interface BoardState {
  /** The time at the server when it sent this. */
  now: number;
  /** Another value means that the server was updated: the page must be loaded again. */
  version: string;
  /** Whether the batches are those of a simulation. */
  simulated: boolean;
  /** Whether the viewer may add and remove batches. A share link may not. */
  canChange: boolean;
  capacity: Capacity;
  /** Why and until when no batch is polled. */
  pause?: Pause | undefined;
  /**
   * Why the service refuses the key, while it does. It concerns all batches: they stay `followed`, and
   * the dashboard tries one of them again each minute.
   */
  keyRefused?: ProblemMessage | undefined;
  /** Why no history is being saved, or absent if it is. */
  historyProblem?: string | undefined;
}

export interface Capacity {
  /** The most requests per second that the dashboard sends. */
  requestsPerSecond: number;
  /** How old data may get, in milliseconds. */
  maxStaleness: number;
  /** The most batches that can be followed with these two. */
  batches: number;
}

export interface Pause extends Pick<MonitorPause, 'kind' | 'since' | 'until'> {
  problem: ProblemMessage;
}

export interface BoardBatch {
  batchId: string;
  addedAt: number;
  /**
   * `followed`: it is polled. `ended`: it completed. `givenUp`: an error that a retry cannot fix ended
   * it, and `failure` says which. The last two are no longer polled until someone asks again.
   */
  state: 'followed' | 'ended' | 'givenUp';
  /** The last that is known. The numbers of calls are masked, and a share link has no calls. */
  last: UpdateMessage | PendingMessage;
  /**
   * When the progress of `last` was computed, which is what its time left counts from. A batch that is
   * received again unchanged has a later `receivedAt`.
   */
  computedAt?: number | undefined;
  failure?: ProblemMessage | undefined;
  /** Since when it is in its phase, as far as the dashboard saw. */
  phaseSince: number;
  /** Since when every request has failed. */
  failingSince?: number | undefined;
  /** The calls that were seen. A share link has no reasons, since they may name people. */
  seen: SeenCalls;
}

/** The calls that the dashboard saw end. More may have ended between two responses. */
export interface SeenCalls {
  calls: number;
  failed: number;
  /** Why calls failed, the most frequent reason first. Phone numbers are masked. */
  reasons: { reason: string; calls: number }[];
}

/** A point of the history of a batch. */
export interface HistoryPoint {
  receivedAt: number;
  waiting: number;
  active: number;
  completed: number;
  failed: number;
  total: number;
}
