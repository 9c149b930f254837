import type { Page } from 'playwright';
import type { BoardBatch, BoardSnapshot, HistoryPoint } from '../../src/wire/board.ts';
import type { BoardServer } from './board-server.ts';
import { boardBatch, boardOf, everyState, pendingBatch, serverNow } from './boards.ts';
import { untilSilent } from './open-board.ts';

/** A state of the page that someone may see. */
export interface Scene {
  name: string;
  board: BoardSnapshot;
  /** Relative to the base. */
  path?: string;
  /** What leads to the state once the page is open. */
  act?: (page: Page, server: BoardServer) => Promise<void>;
  /** What the page must say. */
  words: string[];
}

const few = everyState.slice(0, 5);
const problem = { code: 'network', message: 'GET /v1/api/… got no response.' } as const;

/** An hour in which calls of a batch ended faster and slower, until its present counts. */
export function historyOf({ last }: BoardBatch): HistoryPoint[] {
  if (last.type === 'pending') return [];
  const { completed, failed, active, waiting, total } = last.batch;
  return Array.from({ length: 120 }, (_, index) => {
    const share = Math.min(1, (index + 4 * Math.sin(index / 9)) / 119);
    return {
      receivedAt: last.receivedAt - (119 - index) * 30_000,
      waiting: waiting + Math.round((1 - share) * (completed + failed)),
      completed: Math.round(share * completed),
      failed: Math.round(share * failed),
      ...{ active, total },
    };
  });
}

const detailed = boardBatch('renewals-2026-11', {
  throughput: 0.21,
  timeLeft: { likely: 840_000, low: 60_000, high: 4_020_000, confidence: 'low' },
  seen: {
    calls: 310,
    failed: 24,
    reasons: [
      { reason: 'No answer', calls: 15 },
      { reason: 'Number busy', calls: 9 },
    ],
  },
  batch: {
    ...{ completed: 8_412, failed: 301, active: 40, waiting: 3_247, total: 12_000 },
    averageCallDuration: 45.2,
    recent_calls: [
      {
        jobId: 'call_8713',
        status: 'completed',
        phone_number: '•••99',
        completedAt: serverNow - 25_000,
        duration: 42,
      },
      {
        jobId: 'call_8712',
        status: 'failed',
        phone_number: '•••12',
        failedAt: serverNow - 31_000,
        error: 'Number busy',
      },
    ],
  },
});

const overviews: Scene[] = [
  { name: 'overview', board: boardOf(everyState, { simulated: true }), words: ['Simulated'] },
  { name: 'empty', board: boardOf([]), words: ['No batches yet.'] },
  {
    name: 'key-refused',
    board: boardOf([...few, pendingBatch('new-1', problem)], {
      keyRefused: { code: 'unauthorized', message: 'The server answered with 401.' },
    }),
    words: ['The service refuses the key.', 'TRILLET_API_KEY'],
  },
  {
    name: 'unreachable',
    board: boardOf(few, {
      pause: { kind: 'outage', since: serverNow - 600_000, until: serverNow + 4_000, problem },
    }),
    words: ['The API is unreachable.', 'No request has succeeded since', 'Next attempt'],
  },
  {
    name: 'one-unreachable',
    board: boardOf([boardBatch('one', { failingSince: serverNow - 90_000, problem })]),
    words: ['The API is unreachable.', 'Data up to 20 s old', 'Next attempt in'],
  },
  {
    name: 'rate-limit',
    board: boardOf(few, {
      pause: {
        kind: 'refused',
        since: serverNow - 60_000,
        until: serverNow + 24_000,
        problem: { code: 'rate_limited', message: 'The server answered with 429.' },
      },
    }),
    words: ['Over the rate limit.', '--requests'],
  },
  {
    name: 'over-capacity',
    board: boardOf(everyState, {
      capacity: { requestsPerSecond: 0.1, maxStaleness: 60_000, batches: 6 },
    }),
    words: ['Over capacity.', 'only 6 fit', 'Accept 1 min 50 s'],
  },
  {
    name: 'one-too-many',
    board: boardOf(few),
    async act(page, server) {
      server.answer = () => [
        409,
        {
          batches: [{ batchId: 'more', error: { code: 'over_capacity', message: 'It is full.' } }],
          maxStaleness: 65_000,
        },
      ];
      await page.getByLabel('Add batches').fill('more');
      await page.getByRole('button', { name: 'Follow' }).click();
      await page.getByRole('dialog').waitFor();
    },
    words: ['Over capacity', '1 min 5 s', 'Accept older data'],
  },
  {
    name: 'history-not-writable',
    board: boardOf(few, { historyProblem: 'The disk is full.' }),
    words: ['No history is being saved.', 'The disk is full.'],
  },
  {
    name: 'cut-off',
    board: boardOf(few),
    async act(page, server) {
      await untilSilent(page, server);
      server.cut();
      await page.clock.fastForward(600_000);
      await page.getByRole('region', { name: 'This page is cut off' }).waitFor();
    },
    words: ['This page is cut off from its dashboard.', '10 min ago'],
  },
  {
    name: 'shut-out',
    board: boardOf(few),
    async act(page, server) {
      await untilSilent(page, server);
      server.cut(401);
      await page.clock.fastForward(60_000);
      await page.getByText('does not let this browser in').waitFor();
    },
    words: ['Open the link that it printed'],
  },
  {
    name: 'read-only',
    board: boardOf(few.slice(0, 1), { canChange: false }),
    words: ['renewals-2026-11'],
  },
  {
    name: 'settings',
    board: boardOf(few),
    async act(page) {
      await page.getByRole('button', { name: 'Settings' }).click();
      await page.getByRole('dialog').waitFor();
    },
    words: ['Theme', 'Notify me'],
  },
];

const pages: Scene[] = [
  {
    name: 'batch',
    board: boardOf([detailed]),
    path: 'batches/renewals-2026-11',
    words: ['Of the 310 calls seen, 24 failed.', '•••99', 'Number busy', '14 min left'],
  },
  {
    name: 'share',
    board: boardOf([detailed]),
    path: 'batches/renewals-2026-11',
    async act(page, server) {
      const share = { id: 's1', batchId: detailed.batchId, createdAt: 0, expiresAt: serverNow };
      server.answer = (method) =>
        method === 'GET' ? [200, [share]] : [201, { ...share, path: 'batches/x?share=secret' }];
      await page.getByRole('button', { name: 'Share' }).click();
      await page.getByRole('button', { name: 'Create link' }).click();
      await page.getByLabel('The link').waitFor();
      await page.getByRole('button', { name: 'Revoke' }).waitFor();
    },
    words: ['Share this batch', 'Revoke'],
  },
  {
    name: 'not-followed',
    board: boardOf([]),
    path: 'batches/unknown',
    words: ['The dashboard does not follow this batch.', 'Follow it'],
  },
  ...everyState.map(({ batchId }) => ({
    name: `batch-${batchId}`,
    board: boardOf(everyState),
    path: `batches/${batchId}`,
    words: [batchId, 'No call has been seen to end yet.'],
  })),
];

/** Every state of the page. */
export const scenes: readonly Scene[] = [...overviews, ...pages];
