import type { MemberFault } from '@batch-status/spec';
import { ConfigurationError, type ErrorCode } from './errors.ts';

/** What happens during a call, for logs and metrics: no headers, no body, no secret. */
export type CallEvent = AttemptEvent | ResponseEvent | RetryEvent | FaultEvent;

interface CallEventBase {
  method: 'GET';
  /** The path asked for, without origin and query. */
  path: string;
  /** Which request of the call this is about, from 1. */
  attempt: number;
  /** When it happened, in milliseconds since the epoch. */
  at: number;
}

/** A request is about to be sent. */
export interface AttemptEvent extends CallEventBase {
  type: 'attempt';
}

/** An answer was received that is no redirect. */
export interface ResponseEvent extends CallEventBase {
  type: 'response';
  status: number;
  /** From sending the request to the last byte, in milliseconds. */
  duration: number;
  /** The server said that nothing has changed. */
  notModified: boolean;
  /** How long the server asked to wait, in milliseconds. */
  retryAfter: number | undefined;
}

/** A request failed, and another one follows. */
export interface RetryEvent extends CallEventBase {
  type: 'retry';
  reason: ErrorCode;
  /** The pause before the next request, in milliseconds. */
  delay: number;
}

/** An optional member is not what the contract promises; it is left out of the batch. */
export interface FaultEvent extends CallEventBase {
  type: 'fault';
  fault: MemberFault;
}

export type CallEventListener = (event: CallEvent) => void;

/** A listener that throws must not fail the call: its error surfaces as an uncaught one. */
export function tell(listener: CallEventListener | undefined, event: CallEvent): void {
  if (!listener) return;
  try {
    listener(event);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

/** @throws {ConfigurationError} for what cannot be called. */
export function validateListener(
  listener: CallEventListener | undefined,
): CallEventListener | undefined {
  if (listener === undefined || typeof listener === 'function') return listener;
  throw new ConfigurationError('onEvent is no function; pass one that takes an event.');
}
