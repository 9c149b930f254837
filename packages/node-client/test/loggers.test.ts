import { batchOf, goodBatch, plantedPhoneNumber } from '@batch-status/loopback/batches';
import { Dispatcher } from 'undici';
import { describe, expect, test } from 'vitest';
import {
  createBatchStatusClient,
  watch,
  WatchError,
  type NodeClientOptions,
} from '../src/index.ts';
import { loggers } from './loggers.ts';

const apiKey = 'planted-key-77c1';
const digits = plantedPhoneNumber.slice(1);

/** An error as HTTP libraries throw it: with the request and the response. */
const indiscreet = (): Error =>
  Object.assign(new TypeError(`${plantedPhoneNumber} was not sent with ${apiKey}`), {
    config: { headers: { 'x-api-key': apiKey } },
    data: `{"phone_number":"${plantedPhoneNumber}"}`,
    cause: Object.assign(new Error('inner'), { body: { called: plantedPhoneNumber, apiKey } }),
  });

class FailingDispatcher extends Dispatcher {
  readonly #code: string;

  constructor(code: string) {
    super();
    this.#code = code;
  }

  override dispatch(): boolean {
    throw Object.assign(indiscreet(), { code: this.#code });
  }
}

async function errorOf(options: NodeClientOptions): Promise<unknown> {
  await using client = createBatchStatusClient({ apiKey, workspaceId: undefined, ...options });
  return client.getBatchStatus('any', { retry: false }).catch((error: unknown) => error);
}

async function watchError(): Promise<unknown> {
  const getBatchStatus = async () => ({ ...goodBatch, ...batchOf() });
  const controller = new AbortController();
  const updates = watch({ getBatchStatus }, 'any', { signal: controller.signal });
  const { value: update } = await updates.next();
  controller.abort();
  return new WatchError('stalled', 'No call has ended for 60 s.', update!);
}

const errors: Record<string, () => Promise<unknown>> = {
  'of the network': () => errorOf({ dispatcher: new FailingDispatcher('ECONNRESET') }),
  'of a closed dispatcher': () => errorOf({ dispatcher: new FailingDispatcher('UND_ERR_CLOSED') }),
  'of a function for a key': () => errorOf({ workspaceId: () => Promise.reject(indiscreet()) }),
  'of a watch': watchError,
};

describe.each(Object.entries(loggers))('%s', (_logger, log) => {
  test('prints what other errors contain', async () => {
    const text = await log(indiscreet());
    expect(text).toContain(apiKey);
    expect(text).toContain(digits);
  });

  test.each(Object.entries(errors))(
    'prints no key and no phone number of an error %s',
    async (_of, make) => {
      const error = await make();
      expect(error).toMatchObject({ code: expect.any(String) });
      const text = await log(error);
      expect(text).toContain((error as Error).message);
      expect(text).not.toContain(apiKey);
      expect(text).not.toContain(digits);
    },
  );
});
