import { createRandom, simulate, type SimulatedBatch } from '@batch-status/simulation';

/** One entry of a recording, as a proxy writes it. */
export interface Recorded {
  /** As JSON. */
  entry: string;
  /** Absent if the response has no body. */
  body: string | undefined;
}

const watchers = 48;
/** In milliseconds. Each watcher sends a request every 15 seconds. */
const pause = 15_000 / watchers;
const server = 'http://api.example.test';

interface Watcher {
  batchId: string;
  batch: SimulatedBatch;
  /** Whether it sends the `ETag` of its latest body. */
  isConditional: boolean;
  etag: string | undefined;
}

/**
 * The exchanges of 48 clients that watch one batch after the other, without end: long and short
 * batches, some with redialed calls, and now and then an error. Two of three clients send
 * conditional requests. The same seed gives the same exchanges.
 */
export function* recordedExchanges(seed: number): Generator<Recorded> {
  const random = createRandom(seed);
  const chosen = (low: number, high: number): number => Math.round(low * (high / low) ** random());
  let begun = 0;
  const begin = (now: number): Watcher => ({
    batchId: `batch_${seed}${String(++begun).padStart(9, '0')}`,
    batch: simulate(begun, {
      createdAt: Math.round(now),
      calls: chosen(5, 800),
      concurrency: chosen(1, 20),
      startDelay: chosen(1000, 240_000),
      failureRate: random() * 0.3,
      redialRate: random() < 0.2 ? 0.5 : 0,
      redialDelay: 60_000,
    }),
    isConditional: random() < 2 / 3,
    etag: undefined,
  });

  let now = 1_703_097_600_000;
  const all = Array.from({ length: watchers }, () => begin(now - random() * 600_000));
  for (let turn = 0; ; turn++, now += pause) {
    const index = turn % watchers;
    const watcher = all[index]!;
    if (random() < 0.004) {
      yield exchange(watcher, now, random, { status: 502, body: '{"error":"Bad gateway"}' });
      continue;
    }
    const etag = `"${watcher.batchId}-${watcher.batch.revision(now)}"`;
    if (watcher.isConditional && watcher.etag === etag) {
      yield exchange(watcher, now, random, { status: 304, etag });
    } else {
      watcher.etag = etag;
      const body = JSON.stringify(watcher.batch(now));
      yield exchange(watcher, now, random, { status: 200, etag, body });
    }
    if (now > watcher.batch.completedTime) all[index] = begin(now);
  }
}

interface RecordedResponse {
  status: number;
  etag?: string;
  body?: string;
}

function exchange(
  { batchId, isConditional, etag: known }: Watcher,
  now: number,
  random: () => number,
  { status, etag, body }: RecordedResponse,
): Recorded {
  const time = Math.round(5000 + random() * 60_000) / 1000;
  const size = body === undefined ? 0 : Buffer.byteLength(body);
  const headers = [
    ['content-type', 'application/json'],
    ['etag', etag],
    ['cache-control', 'private, no-cache'],
    ['retry-after', '5'],
    ['date', new Date(now).toUTCString()],
    ['connection', 'keep-alive'],
    ['content-length', String(size)],
  ];
  const entry = {
    startedDateTime: new Date(now).toISOString(),
    time,
    request: {
      method: 'GET',
      url: `${server}/v1/api/batch-calls/${batchId}/status`,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: named([
        ['host', 'api.example.test'],
        ['accept', 'application/json'],
        ['x-api-key', 'placeholder-27ab0c'],
        ['x-workspace-id', 'placeholder-9fe201'],
        ['if-none-match', isConditional ? known : undefined],
        ['user-agent', 'batch-status/1.0.0 node/24.21.0'],
      ]),
      queryString: [],
      headersSize: -1,
      bodySize: 0,
    },
    response: {
      status,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: named(body === undefined ? headers.slice(1, -1) : headers),
      content:
        body === undefined
          ? { size: 0, mimeType: '' }
          : { size, mimeType: 'application/json', text: body },
      redirectURL: '',
      headersSize: -1,
      bodySize: size,
    },
    cache: {},
    timings: { send: 0.1, wait: time - 0.4, receive: 0.3 },
  };
  return { entry: JSON.stringify(entry), body };
}

function named(headers: (readonly (string | undefined)[])[]): { name: string; value: string }[] {
  return headers.flatMap(([name, value]) =>
    name === undefined || value === undefined ? [] : [{ name, value }],
  );
}
