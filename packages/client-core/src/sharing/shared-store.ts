import type { ServerPauseState } from '../polling/server-pause.ts';
import type { FollowedState } from './followed-state.ts';
import type { SharedPlan } from './shared-plan.ts';

/** What is known about a batch, and when it is requested next. */
export interface SharedBatch {
  state: FollowedState;
  plan: SharedPlan;
}

/** What a poll has found. */
export interface SharedReport {
  batchId: string;
  /** A greater one is newer. */
  version: number;
  state: FollowedState;
  /** Whether it is the last one, and why. */
  end?: 'complete' | 'failure' | undefined;
  /** The error of a `failure`. */
  error?: unknown;
}

/** The permission to request one batch once. It occupies a place in the budget. */
export interface Grant {
  batchId: string;
  /** The version of what is known. */
  version: number;
  /** What is known, or `undefined` before the first response. */
  known: SharedBatch | undefined;
  /** When the place in the budget was taken. */
  at: number;
  /** Its place in the budget. */
  token: string;
}

/** Whether the server refuses or fails, and what it accepts. */
export interface ServerState {
  pause: ServerPauseState;
  /** In requests per second. */
  perSecond: number;
  reducedAt: number;
}

/** What a process learns from the store at its turn. */
export interface Turn {
  /** The time of the store. */
  now: number;
  grants: Grant[];
  /** What other processes have found since the last turn. */
  reports: SharedReport[];
  /** Whether some of these reports are gone. Then `follow` returns what is known. */
  hasMissed: boolean;
  /** Whether the store no longer knows that this process follows its batches. */
  isForgotten: boolean;
  /** How many batches are followed. */
  size: number;
  /** The most requests per second at present. */
  perSecond: number;
  requestsInProgress: number;
  /** When another request can be sent at the earliest. */
  nextAt: number;
  /** Whether this process gets the next places. Another one gets them if it does not ask in time. */
  isActive: boolean;
  /** Whether batches wait for a place in the budget. */
  isContended: boolean;
  /** The usual multiple of its pause that a batch waits. */
  multiple: number;
  server: ServerState | undefined;
}

/** What was found, with the plan for the next request. */
export interface Finding {
  /** The time of the store. */
  now: number;
  shared: SharedBatch;
  end?: 'complete' | 'failure' | undefined;
  error?: unknown;
  /** The multiple of its pause that the batch had waited, unless it was due at once. */
  multiple: number | undefined;
  /** How long batches without a response must rest because of this one, in milliseconds. */
  rest: number;
}

/** The end of a request. */
export interface Finished {
  /** The version of what was found, or `undefined` if it does not count: another poll was faster. */
  version: number | undefined;
  /** When another request can be sent at the earliest. */
  nextAt: number;
}

/** A batch that a process begins to follow, or follows. */
export interface Following {
  batchId: string;
  /** The version that this process knows, or -1 if it has just been added. */
  version: number;
  /** What this process knows, in case that no other follows the batch. */
  known: SharedBatch | undefined;
}

/**
 * What the processes of a monitor share: the batches that they follow, what is known about them, and
 * one budget of requests. A process that does not call `turn` for the length of its lease no longer
 * counts.
 */
export interface SharedStore {
  /** @returns What is known of them, where this is newer. */
  follow: (batches: readonly Following[]) => Promise<SharedReport[]>;
  /** A batch that has ended is no longer followed anyway. */
  unfollow: (batchIds: readonly string[]) => Promise<void>;
  /**
   * Renews the lease, returns what is new, and grants at most `most` requests.
   *
   * @param within When the next turn of this process follows at the latest, in milliseconds.
   */
  turn: (most: number, within: number) => Promise<Turn>;
  /** Publishes what was found, and frees the place in the budget a second later. */
  finish: (grant: Grant, finding: Finding) => Promise<Finished>;
  /** Gives back a grant. Its place is free a second later, or at once if no request was sent. */
  giveBack: (grant: Grant, wasSent: boolean) => Promise<void>;
  /** Changes what is known about the server. `change` may be called again, with a newer state. */
  changeServer: (
    change: (state: ServerState | undefined) => { state: ServerState; until: number } | undefined,
  ) => Promise<void>;
  /** Lets these batches be requested at once. */
  hasten: (batchIds: readonly string[]) => Promise<void>;
  /** Ends all interests of this process. */
  close: () => Promise<void>;
}

/** Opens the store of a process. */
export type OpenStore = () => SharedStore;
