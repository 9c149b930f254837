import type { BatchStatusSource, CallEvent, ClientOptions } from '@batch-status/client-core';
import { callsOf, type Case, type CaseCall } from '../cases/case.ts';
import type { Surroundings } from './library.ts';
import { RunClock } from './run-clock.ts';
import { arrived, seenRequests, type ListedRequest } from './seen-requests.ts';
import { fromJson } from './special-values.ts';

export const apiKey = 'planted-key-51f0';
export const workspaceId = 'planted-workspace-9ac3';

/** The reason of every signal that a case aborts. */
export const abortReason: Error = new Error('enough');

/** How a call ended, and what it did until then. */
export interface CallRecord {
  call: CaseCall;
  result: { value: unknown } | { error: unknown };
  /** Whether there is a client, so that it was the call that failed. */
  isConstructed: boolean;
  events: CallEvent[];
  /** Its own requests, not those of earlier calls for the same batch. */
  requests: ListedRequest[];
  /** Requests that followed a redirect. */
  redirected: ListedRequest[];
  isSystemClock: boolean;
}

/** Makes the calls of a case, one after the other. `token` makes its batch ids unique. */
export async function sendCalls(
  each: Case,
  { library, serverUrl }: Surroundings,
  token: string,
): Promise<CallRecord[]> {
  const clock = each.clock === 'system' ? undefined : new RunClock(each.random ?? 0.5);
  let events: CallEvent[] = [];
  const options: ClientOptions = {
    baseUrl: serverUrl,
    apiKey,
    workspaceId,
    ...(clock && { clock }),
    onEvent: (event) => events.push(event),
    ...(fromJson(each.options ?? {}, serverUrl) as ClientOptions),
  };
  let client: BatchStatusSource | undefined;
  const records: CallRecord[] = [];
  let [id, seenBefore, batches] = ['', 0, 0];
  for (const call of callsOf(each)) {
    if (id === '' || call.otherBatch || call.fault !== records.at(-1)?.call.fault) {
      id = `${call.fault ?? 'any'}~${token}-${batches++}${call.suffix ?? ''}`;
      seenBefore = 0;
    }
    events = [];
    const batchId = 'batchId' in call ? fromJson(call.batchId, serverUrl) : id;
    let result: CallRecord['result'];
    try {
      // It throws if an option is invalid, as the call then does.
      client ??= library.createBatchStatusClient(options);
      result = { value: await send(client, batchId as string, call) };
    } catch (error) {
      result = { error };
    }
    const seen = await seenRequests(serverUrl, id);
    const requests = seen.slice(seenBefore);
    seenBefore = seen.length;
    const redirected = await seenRequests(serverUrl, `stolen?${id}`);
    const isConstructed = client !== undefined;
    records.push({
      call,
      result,
      isConstructed,
      events,
      requests,
      redirected,
      isSystemClock: !clock,
    });
  }
  await (client as Partial<AsyncDisposable> | undefined)?.[Symbol.asyncDispose]?.();
  return records;

  async function send(
    source: BatchStatusSource,
    batchId: string,
    { operation = 'getBatchStatus', call, interrupt }: CaseCall,
  ): Promise<unknown> {
    const controller = new AbortController();
    const interruptNow = (): void => {
      if (interrupt?.by === 'deadline') clock?.expire();
      else controller.abort(abortReason);
    };
    const callOptions = {
      ...(interrupt?.by === 'abort' && { signal: controller.signal }),
      ...(fromJson(call ?? {}, serverUrl) as object),
    };
    if (interrupt?.at === 'start') interruptNow();
    if (interrupt?.at === 'request') {
      void arrived(serverUrl, batchId, seenBefore + 1).then(interruptNow);
    }
    if (interrupt?.at === 'pause' && clock) {
      clock.onPause = () => {
        queueMicrotask(interruptNow);
        return true;
      };
    }
    const given = call || interrupt ? callOptions : undefined;
    if (operation === 'waitUntilComplete') {
      return library.waitUntilComplete(source, batchId, { ...given, ...(clock && { clock }) });
    }
    return source[operation]!(batchId, given);
  }
}
