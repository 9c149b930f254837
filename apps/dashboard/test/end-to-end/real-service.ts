import { createServer, type ServerResponse } from 'node:http';
import { listenOnLoopback, type LoopbackServer } from '@batch-status/loopback';
import { goodBatch, plantedPhoneNumber } from '@batch-status/loopback/batches';
import {
  createBatchStatusClient,
  type BatchStatus,
  type BatchStatusSource,
  type Clock,
} from '@batch-status/node';

/** What no browser may get: a key, a workspace, and a number, in all forms in which they are planted. */
export const planted = {
  apiKey: 'sk-planted-4711-key',
  workspaceId: 'ws-planted-0815-space',
  number: plantedPhoneNumber,
  digits: plantedPhoneNumber.replace(/\D/g, ''),
  spaced: '555 010 0199',
} as const;

const secrets = Object.values(planted).join(' ');
const json = { 'content-type': 'application/json' };

/** How a service can answer instead of with a batch. Each answer repeats what no browser may get. */
export const serviceFaults = {
  'the key is refused': (sent) => sent.writeHead(401, json).end(errorBody),
  'not found': (sent) => sent.writeHead(404, json).end(errorBody),
  'over the rate limit': (sent) => sent.writeHead(429, json).end(errorBody),
  'over the rate limit for 5 minutes': (sent) =>
    sent.writeHead(429, { ...json, 'retry-after': '300' }).end(errorBody),
  'a page in HTML': (sent) =>
    sent.writeHead(502, { 'content-type': 'text/html' }).end(`<h1>${secrets}</h1>`),
  'half a body': (sent) => {
    const body = bodyOf(goodBatch);
    sent.writeHead(200, { ...json, 'content-length': body.length });
    sent.write(body.slice(0, -10), () => sent.destroy());
  },
  'no answer': (sent) => sent.destroy(),
} satisfies Record<string, (sent: ServerResponse) => void>;

export type ServiceFault = keyof typeof serviceFaults;

const errorBody = JSON.stringify({ error: secrets, message: secrets });

/** Numbers and secrets wherever a service might put them. */
const bodyOf = (batch: BatchStatus): string =>
  JSON.stringify({
    ...batch,
    [secrets]: secrets,
    more: [secrets],
    recent_calls: [
      {
        ...{ jobId: 'call_1', status: 'failed', phone_number: planted.number, more: secrets },
        error: `Busy: ${planted.number}, ${planted.spaced}, ${planted.apiKey}`,
      },
    ],
  });

/** A service on loopback, and a client for it, in the time of a test. */
export interface RealService extends AsyncDisposable {
  source: BatchStatusSource;
  batches: Map<string, BatchStatus>;
  /** By the id of the batch, or for all under `*`. */
  faults: Map<string, ServiceFault>;
  /** The ids of the batches that were asked for. */
  asked: string[];
  /** Resolves once no request is on its way. */
  settled: () => Promise<void>;
}

export async function startRealService(clock: Clock): Promise<RealService> {
  const batches = new Map<string, BatchStatus>();
  const faults = new Map<string, ServiceFault>();
  const asked: string[] = [];
  const server: LoopbackServer = await listenOnLoopback(
    createServer(({ url = '' }, sent) => {
      const batchId = decodeURIComponent(url.split('/').at(-2) ?? '');
      asked.push(batchId);
      sent.setHeader('x-repeated', secrets);
      const fault = faults.get(batchId) ?? faults.get('*');
      if (fault) serviceFaults[fault](sent);
      else sent.writeHead(200, json).end(bodyOf(batches.get(batchId) ?? goodBatch));
    }),
  );
  const { apiKey, workspaceId } = planted;
  const client = createBatchStatusClient({ apiKey, workspaceId, baseUrl: server.url, clock });
  const pending = new Set<Promise<unknown>>();
  return {
    ...{ batches, faults, asked },
    source: {
      getBatchStatus(...given) {
        const request = client.getBatchStatus(...given);
        pending.add(request);
        const forget = (): void => void pending.delete(request);
        request.then(forget, forget);
        return request;
      },
    },
    async settled() {
      while (pending.size > 0) await Promise.allSettled(pending);
    },
    async [Symbol.asyncDispose]() {
      await client.close();
      await server.close();
    },
  };
}
