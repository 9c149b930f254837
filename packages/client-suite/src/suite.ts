import type { BatchStatusSource, ClientOptions } from '@batch-status/client-core';
import type { SeenRequest } from './faults/fault-server.ts';
import type { Fault } from './faults/faults.ts';
import type { TlsFault } from './faults/tls-servers.ts';

export interface ClientUnderTest {
  /** The name of the client, for the titles of its tests. */
  name: string;
  create: (options: ClientOptions) => BatchStatusSource;
  /** The URL of the fault server. */
  serverUrl: string;
}

/** A client under test, and how to make its transport fail. */
export interface FailingClientUnderTest extends ClientUnderTest {
  /** Creates a client whose transport throws what `reason` returns, instead of sending a request. */
  createFailing: (options: ClientOptions, reason: () => unknown) => BatchStatusSource;
}

export const apiKey = 'planted-key-51f0';
export const workspaceId = 'planted-workspace-9ac3';
/** Retries with almost no pauses. */
export const quick = { baseDelay: 1, maxDelay: 2 };

export type Suite = ReturnType<typeof suiteFor>;

/** Functions that send the calls of a client to the fault server. */
export function suiteFor({ name, create, serverUrl }: ClientUnderTest) {
  const clientWith = (options: ClientOptions = {}): BatchStatusSource =>
    create({ baseUrl: serverUrl, apiKey, workspaceId, retry: quick, ...options });

  const idFor = (fault: Fault): string => `${fault}~${crypto.randomUUID()}`;

  const seen = async (id: string): Promise<SeenRequest[]> => {
    const response = await fetch(`${serverUrl}/seen?${encodeURIComponent(id)}`);
    return (await response.json()) as SeenRequest[];
  };

  /** The URL of a server whose TLS fails. */
  const tlsUrl = async (fault: TlsFault): Promise<string> => {
    const response = await fetch(`${serverUrl}/tls`);
    return ((await response.json()) as Record<TlsFault, string>)[fault];
  };

  /** Resolves once the server has received a request for a batch. */
  const arrived = async (id: string): Promise<void> => {
    await fetch(`${serverUrl}/arrived?${encodeURIComponent(id)}`);
  };

  async function success(fault: Fault, options?: ClientOptions) {
    const id = idFor(fault);
    return { batch: await clientWith(options).getBatchStatus(id), requests: await seen(id) };
  }

  return { name, serverUrl, clientWith, idFor, seen, tlsUrl, arrived, success };
}
