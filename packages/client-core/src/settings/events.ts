import type { MemberFault } from '@batch-status/spec';
import type { ErrorCode } from '../errors/errors.ts';
import { demand } from './options.ts';

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

/** Which call an event is about, and who is told. */
export interface CallEventContext extends Pick<CallEventBase, 'path'> {
  listeners: readonly CallEventListener[];
}

type WithoutContext<Event> = Event extends CallEvent ? Omit<Event, 'method' | 'path'> : never;

/** A listener that throws must not fail the call: its error surfaces as an uncaught one. */
export function tell(
  { listeners, path }: CallEventContext,
  event: WithoutContext<CallEvent>,
): void {
  for (const listener of listeners) {
    try {
      listener({ method: 'GET', path, ...event });
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}

/**
 * @returns The listener in a list, or an empty one.
 * @throws {ConfigurationError} for what cannot be called.
 */
export function listenersOf(onEvent: CallEventListener | undefined): CallEventListener[] {
  if (onEvent === undefined) return [];
  demand(typeof onEvent === 'function', 'onEvent', onEvent, 'a function');
  return [onEvent];
}
