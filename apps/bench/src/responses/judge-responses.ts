import { judge, type Reply } from '@batch-status/client-core';
import type { Grid } from '../reports/table.ts';
import { median } from '../rounds/statistics.ts';
import { hostileResponses } from './hostile-responses.ts';

const rounds = 9;

/** CPU of validating large responses, compared with parsing them. */
export function benchResponses(): Promise<Grid[]> {
  const figures = Object.entries(hostileResponses).map(([name, makeResponse]) => {
    const { status, body } = makeResponse();
    return { name, values: compare(status, body) };
  });
  return Promise.resolve([
    {
      name: 'responses',
      title: 'CPU of validating a large response',
      note: 'Milliseconds of CPU for a body of 4 MiB: `JSON.parse` alone, and `judge`, which parses, validates, and removes what is invalid. The ratio is the median of each round.',
      columns: [
        { name: 'JSON.parse', format: 'tenths' },
        { name: 'judge', format: 'tenths' },
        { name: 'ratio', format: 'hundredths' },
      ],
      figures,
    },
  ]);
}

function compare(status: number, body: string): [parse: number, judge: number, ratio: number] {
  const bytes = new TextEncoder().encode(body);
  const decoder = new TextDecoder();
  const reply: Reply = {
    ...{ status, bytes, header: () => null, retryAfter: undefined },
    ...{ sentAt: 0, receivedAt: 0 },
    call: {
      url: '/b',
      headers: { 'x-api-key': 'secret-key', 'x-workspace-id': 'workspace' },
      listeners: [() => undefined],
      attempts: 1,
    },
  };
  const parses: number[] = [];
  const judgements: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const parse = cpuOf(() => JSON.parse(decoder.decode(bytes)));
    const judgement = cpuOf(() => judge(reply));
    // The first round compiles the code.
    if (round === 0) continue;
    parses.push(parse);
    judgements.push(judgement);
  }
  const ratios = judgements.map((judgement, nth) => judgement / parses[nth]!);
  return [median(parses), median(judgements), median(ratios)];
}

/** In milliseconds. */
function cpuOf(run: () => unknown): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
