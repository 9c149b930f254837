import type { MemberFault } from '@batch-status/spec';
import type { ErrorCode } from '../errors/errors.ts';
import { pathOf } from './base-url.ts';

/** An event of a call, for logs and metrics. It contains no headers, bodies, or secrets. */
export type CallEvent = AttemptEvent | ResponseEvent | RetryEvent | FaultEvent;

/** The members of every event. */
export interface CallEventBase {
  method: 'GET';
  /** The path of the request, without origin and query. */
  path: string;
  /** The number of the request in its call, from 1. */
  attempt: number;
  /** When it happened, in milliseconds since the epoch. */
  at: number;
}

/** A request is about to be sent. */
export interface AttemptEvent extends CallEventBase {
  type: 'attempt';
}

/** A response other than a redirect was received. */
export interface ResponseEvent extends CallEventBase {
  type: 'response';
  status: number;
  /** From sending the request to the last byte, in milliseconds. */
  duration: number;
  /** Whether the response was a 304 to a conditional request. */
  notModified: boolean;
  /** How long the server asks to wait, in milliseconds. */
  retryAfter: number | undefined;
}

/** A request failed and will be retried. */
export interface RetryEvent extends CallEventBase {
  type: 'retry';
  reason: ErrorCode;
  /** The pause before the next request, in milliseconds. */
  delay: number;
}

/** An optional member breaks the contract. It was removed from the batch. */
export interface FaultEvent extends CallEventBase {
  type: 'fault';
  /** The last of 100 in one response has `more`, the number of faults without an event. */
  fault: MemberFault;
}

/** Called with each event of a call, at once. If it throws, its error is reported as uncaught, and the call goes on. */
export type CallEventListener = (event: CallEvent) => void;

/** The call of an event, and the listeners to call. */
export interface CallEventContext {
  /** The URL of the request, or its path. */
  url: string;
  listeners: readonly CallEventListener[];
  /** The number of its last request, from 1. */
  attempts: number;
}

type WithoutContext<Event> = Event extends CallEvent
  ? Omit<Event, 'method' | 'path' | 'attempt'>
  : never;

/** Calls the listeners. If one throws, its error is reported as uncaught, and the call goes on. */
export function emit(call: CallEventContext, event: WithoutContext<CallEvent>): void {
  for (const listener of call.listeners) {
    try {
      listener({ method: 'GET', path: pathOf(call.url), attempt: call.attempts, ...event });
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}

/** The listener in an array, or an empty array. */
export const listenersOf = (onEvent: CallEventListener | undefined): CallEventListener[] =>
  onEvent ? [onEvent] : [];
