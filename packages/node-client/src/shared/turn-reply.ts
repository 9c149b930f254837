import type { SharedReport } from '@batch-status/client-core/sharing';
import { inGroups } from './in-groups.ts';
import { reportsIn } from './stored-report.ts';

/** What the turn script returns. Redis rounds numbers down, so those with fractions are texts. */
export type TurnReply = [
  now: string,
  seq: number,
  hasMissed: number,
  isKnown: number,
  size: number,
  perSecond: string,
  requestsInProgress: number,
  nextAt: string,
  isDue: number,
  isActive: number,
  serverVersion: string,
  server: string,
  probeAt: string,
  probeGap: string,
  multiple: string,
  granted: string[],
  news: string[],
  dropped: string[],
];

/** A batch that the turn script lets this process request. */
export interface GrantedBatch {
  batchId: string;
  /** The place in the budget. */
  token: string;
  /** The version of what is known. */
  base: string;
  /** What is known, as texts that are empty before the first response. */
  report: string;
  plan: string;
}

/** What is known about the server of the batches, as Redis has it. */
export interface StoredServer {
  version: string;
  /** Empty if nothing is known, or if this process has this version. */
  state: string;
  probeAt: string;
  probeGap: string;
}

/** A {@link TurnReply} by names. */
export interface ReadTurn {
  now: number;
  /** The number of the last report. */
  seq: number;
  hasMissed: boolean;
  /** Whether Redis knew this process before its turn. */
  isKnown: boolean;
  size: number;
  perSecond: number;
  requestsInProgress: number;
  nextAt: number;
  /** Whether batches are due, and wait for a place. */
  isDue: boolean;
  isActive: boolean;
  server: StoredServer;
  multiple: number;
  granted: GrantedBatch[];
  reports: SharedReport[];
  /** Batches that no process follows any more. */
  dropped: string[];
}

export function readTurn(reply: TurnReply): ReadTurn {
  const [now, seq, hasMissed, isKnown, size, perSecond, requestsInProgress, nextAt, ...rest] =
    reply;
  const [isDue, isActive, version, state, probeAt, probeGap, multiple, ...lists] = rest;
  const [granted, news, dropped] = lists;
  return {
    ...{ now: Number(now), seq, size, requestsInProgress, dropped },
    hasMissed: hasMissed === 1,
    isKnown: isKnown === 1,
    isDue: isDue === 1,
    isActive: isActive === 1,
    perSecond: Number(perSecond),
    nextAt: Number(nextAt),
    multiple: Number(multiple),
    server: { version, state, probeAt, probeGap },
    granted: grantedIn(granted),
    reports: reportsIn(news),
  };
}

const grantedIn = (flat: readonly string[]): GrantedBatch[] =>
  inGroups(flat, 5).map(([batchId, token, base, report, plan]) => ({
    ...{ batchId: batchId!, token: token!, base: base! },
    ...{ report: report!, plan: plan! },
  }));
