import * as bodies from './bodies.ts';
import { entryOf, type Entry, type Recorded } from './har.ts';

const { start, processing, complete, bare, nulls, completedCall, failedCall, otherCall } = bodies;
const largest = Number.MAX_SAFE_INTEGER;

/** Responses that the contract allows but no simulated batch gives. */
export function edges(): Entry[] {
  return [...batches, ...twice(processing), ...twice(complete), ...errors, ...others].map(
    (recorded, index) => entryOf({ ...recorded, at: start + index * 1000 }),
  );
}

type Answer = Omit<Recorded, 'at'>;

const json = { 'content-type': 'application/json' };
const ok = (body: object, batchId: string): Answer => ({
  batchId,
  status: 200,
  headers: json,
  text: JSON.stringify(body),
});

const withCalls = (...calls: object[]): object => ({ ...processing, recent_calls: calls });
const someTime = { startTime: 0, lastCompletedTime: 0, completedTime: 0 };

const bodiesOfBatches: object[] = [
  bare,
  { ...bare, ...nulls },
  { ...bare, more: 'than the contract names' },
  ...['queued', 'processing', 'completed', 'cancelled', 'failed', 'awaiting_carrier'].map(
    (status) => ({ ...processing, status }),
  ),
  { ...complete, recent_calls: [] },
  { ...bare, waiting: largest, total: largest },
  {
    ...complete,
    startTime: largest,
    lastCompletedTime: largest,
    completedTime: largest,
    recent_calls: [],
  },
  // All times are equal, and as early as possible.
  {
    ...complete,
    ...someTime,
    averageCallDuration: 0,
    recent_calls: [
      { ...completedCall, completedAt: 0, duration: 0 },
      { ...failedCall, failedAt: 0 },
    ],
  },
  withCalls({ ...otherCall, status: 'another' }),
  ...[completedCall, failedCall, otherCall].flatMap((call) => [
    withCalls({ jobId: call['jobId'], status: call['status'] }),
    withCalls({ ...call, more: 'than the contract names' }),
    withCalls(withNulls(call)),
    ...aloneIn(call, { jobId: call['jobId'], status: call['status'] }).map((one) => withCalls(one)),
  ]),
  ...Object.entries(nulls).map(([name, value]) => ({ ...bare, [name]: value })),
  // The shortest and longer texts and lists, and two equal calls.
  ...['', 'x'.repeat(300)].map((status) => ({ ...processing, status })),
  withCalls(
    { ...completedCall, jobId: '', phone_number: '' },
    { ...failedCall, error: '' },
    { ...otherCall, status: '' },
    { ...otherCall, status: 'waiting for a carrier' },
    { ...otherCall, status: 'x'.repeat(300), jobId: 'call_'.repeat(60) },
  ),
  withCalls(...Array.from({ length: 120 }, () => completedCall)),
];

const batches = bodiesOfBatches.map((body, index) => ok(body, `batch_edge_${index}`));

/** The same batch, requested again before anything changed. */
const twice = (body: Record<string, unknown>): Answer[] =>
  [1, 2].map(() => ok(body, `batch_twice_${String(body['status'])}`));

const errors: Answer[] = [400, 401, 403, 404, 429, 500, 410, 503].flatMap((status) =>
  [
    { error: 'Something is wrong' },
    { error: 'Something is wrong', message: null },
    { ...bodies.apiError, more: 'than the contract names' },
    { error: '', message: '' },
  ].map((body) => ({ ...ok(body, 'batch_error'), status })),
);

const others: Answer[] = [
  { batchId: 'batch_edge_0', status: 304 },
  { batchId: 'batch_edge_0', status: 304, headers: { 'cache-control': 'no-store' } },
  {
    batchId: 'batch_error',
    status: 429,
    headers: { ...json, 'retry-after': 'Wed, 20 Dec 2023 18:40:00 GMT' },
    text: JSON.stringify(bodies.apiError),
  },
  ...[500, 410, 503].map((status) => ({
    batchId: 'batch_error',
    status,
    headers: { ...json, 'retry-after': '120' },
    text: JSON.stringify(bodies.apiError),
  })),
];

/** Only the given members, with each of the others by itself. */
function aloneIn(call: object, required: object): object[] {
  return Object.entries(call)
    .filter(([name]) => !Object.hasOwn(required, name))
    .map(([name, value]) => ({ ...required, [name]: value }));
}

function withNulls(call: object): object {
  const entries = Object.entries(call).map(([name, value]) => [
    name,
    name === 'jobId' || name === 'status' ? value : null,
  ]);
  return Object.fromEntries(entries);
}
