import {
  isBatchStatusError,
  type BatchStatusSource,
  type CallEvent,
  type CallOptions,
  type ClientOptions,
} from '@batch-status/client-core';
import { expect } from 'vitest';
import { everythingIn } from './everything-in.ts';
import type { SeenRequest } from './fault-server.ts';
import type { Fault } from './faults.ts';
import { plantedPhoneNumber } from '@batch-status/loopback/batches';

export interface ClientUnderTest {
  /** What the suite is run for, for its headline. */
  name: string;
  create: (options: ClientOptions) => BatchStatusSource;
  /** Where the fault server listens. */
  serverUrl: string;
}

export const apiKey = 'planted-key-51f0';
export const workspaceId = 'planted-workspace-9ac3';
/** Retries that are not waited for. */
export const quick = { baseDelay: 1, maxDelay: 2 };

export type Suite = ReturnType<typeof suiteFor>;

/** What the rules need to try a client on the fault server. */
export function suiteFor({ name, create, serverUrl }: ClientUnderTest) {
  const clientWith = (options: ClientOptions = {}): BatchStatusSource =>
    create({ baseUrl: serverUrl, apiKey, workspaceId, retry: quick, ...options });

  const idFor = (fault: Fault): string => `${fault}~${crypto.randomUUID()}`;

  const seen = async (id: string): Promise<SeenRequest[]> => {
    const response = await fetch(`${serverUrl}/seen?${encodeURIComponent(id)}`);
    return (await response.json()) as SeenRequest[];
  };

  /** Resolves once the server has a request for a batch. */
  const arrived = async (id: string): Promise<void> => {
    await fetch(`${serverUrl}/arrived?${encodeURIComponent(id)}`);
  };

  /** The error that a call ends in, searched with all events for everything that none may hold. */
  async function failure(fault: Fault, options?: ClientOptions, call?: CallOptions) {
    const id = idFor(fault);
    const told: CallEvent[] = [];
    const error: unknown = await clientWith({ onEvent: (event) => told.push(event), ...options })
      .getBatchStatus(id, call)
      .then(
        () => expect.unreachable(`${fault} was taken for an answer`),
        (thrown: unknown) => thrown,
      );
    if (!isBatchStatusError(error)) throw error;
    const text = everythingIn([error, told]);
    for (const secret of [apiKey, workspaceId, plantedPhoneNumber.slice(1)]) {
      expect(text).not.toContain(secret);
    }
    return { error, requests: await seen(id) };
  }

  async function success(fault: Fault, options?: ClientOptions) {
    const id = idFor(fault);
    const batch = await clientWith(options).getBatchStatus(id);
    return { batch, requests: await seen(id) };
  }

  return { name, serverUrl, clientWith, idFor, seen, arrived, failure, success };
}
