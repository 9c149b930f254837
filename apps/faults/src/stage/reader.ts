import type { BatchStatus } from '@batch-status/spec';
import { steadyTime } from '@batch-status/time';

/** One request and its response. */
export interface Observation {
  sentAt: number;
  receivedAt: number;
  /** 0 if there was no response. */
  status: number;
  retryAfter: string | null;
  batch: BatchStatus | undefined;
}

/** Reads a batch 20 times in each second. */
const interval = 50;
/** How long it waits for a response, in milliseconds. */
const patience = 10_000;

export class Reader {
  readonly observations: Observation[] = [];
  readonly #url: string;
  readonly #inProgress = new Set<Promise<void>>();
  readonly #listeners = new Set<(observation: Observation) => void>();
  readonly #timer: NodeJS.Timeout;
  #etag = '';
  #batch: BatchStatus | undefined;

  constructor(port: number, batchId: string) {
    this.#url = `http://127.0.0.1:${port}/v1/api/batch-calls/${encodeURIComponent(batchId)}/status`;
    this.#timer = setInterval(() => {
      const reading = this.#read().finally(() => this.#inProgress.delete(reading));
      this.#inProgress.add(reading);
    }, interval);
  }

  /** Resolves with the first observation from now on that the test is true of. */
  until(test: (observation: Observation) => boolean): Promise<Observation> {
    return new Promise((resolve) => {
      const listen = (observation: Observation): void => {
        if (!test(observation)) return;
        this.#listeners.delete(listen);
        resolve(observation);
      };
      this.#listeners.add(listen);
    });
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#inProgress);
  }

  async #read(): Promise<void> {
    const sentAt = steadyTime();
    const [etag, batch] = [this.#etag, this.#batch];
    const observation = await this.#request(etag, batch).catch(() => ({
      ...{ status: 0, retryAfter: null, batch: undefined },
    }));
    const complete = { sentAt, receivedAt: steadyTime(), ...observation };
    this.observations.push(complete);
    for (const listen of this.#listeners) listen(complete);
  }

  async #request(
    etag: string,
    known: BatchStatus | undefined,
  ): Promise<Omit<Observation, 'sentAt' | 'receivedAt'>> {
    const response = await fetch(this.#url, {
      headers: etag === '' ? {} : { 'if-none-match': etag },
      signal: AbortSignal.timeout(patience),
    });
    const { status, headers } = response;
    const text = await response.text();
    const retryAfter = headers.get('retry-after');
    if (status === 304) return { status, retryAfter, batch: known };
    if (status !== 200) return { status, retryAfter, batch: undefined };
    const batch = JSON.parse(text) as BatchStatus;
    this.#etag = headers.get('etag') ?? '';
    this.#batch = batch;
    return { status, retryAfter, batch };
  }
}
