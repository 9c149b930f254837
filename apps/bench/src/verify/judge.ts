import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { checkExchange, loadContract } from '@batch-status/conformance';

import { repositoryRoot } from '../package-command.ts';
import type { Table } from '../reports/table.ts';
import { milliseconds } from '../reports/units.ts';
import { takeTurns, type Measure } from '../rounds/take-turns.ts';
import { ordinaryBody } from './hostile-bodies.ts';

const rounds = 5;
const growth = 8;

/** How the CPU of checking an exchange grows with its body, and the CPU of loading a large contract. */
export async function benchJudge(): Promise<Table[]> {
  const contract = await loadContract(join(repositoryRoot, 'openapi/batch-status.yaml'));
  const grow =
    (bodyOf: (size: number) => string, size: number): Measure =>
    async () =>
      growthOf(bodyOf, size, (body) => checkExchange(contract, exchangeWith(body)));
  return [
    {
      name: 'judge-growth',
      title: 'Growth of the CPU of checking an exchange',
      note: `The CPU for a body that is ${growth} times as large, divided by the CPU for the body. The ratio is to \`JSON.parse\`.`,
      unit: { name: '×', format: 'tenths' },
      figures: await takeTurns(
        {
          'JSON.parse': async () => growthOf(ordinaryBody, 10_000, JSON.parse),
          'valid calls': grow(ordinaryBody, 5_000),
          'broken calls': grow(brokenCalls, 1_250),
          'broken calls beyond what is reported': grow(brokenCalls, 40_000),
          'duplicate members with rounded integers': grow(duplicates, 1_250),
          'nested arrays': grow(nestedArrays, 25_000),
          'digits of a number': grow((size) => withMember(`"n":${'9'.repeat(size)}`), 125_000),
          'length of a name and a string': grow(longText, 625_000),
        },
        rounds,
      ),
    },
    await loadTable(),
  ];
}

async function loadTable(): Promise<Table> {
  // GitHub's webhooks, 5 MB of OpenAPI 3.1.
  const file = fileURLToPath(
    import.meta.resolve('@octokit/openapi-webhooks/generated/api.github.com.json'),
  );
  const json = await readFile(file, 'utf8');
  return {
    name: 'judge-load',
    title: 'Loading a large contract',
    note: `Milliseconds of CPU to load ${(json.length / 1e6).toFixed(0)} MB of OpenAPI. The ratio is to \`JSON.parse\`.`,
    unit: milliseconds,
    figures: await takeTurns(
      {
        'JSON.parse': async () => cpuOf(() => JSON.parse(json)) / 1000,
        loadContract: async () => {
          const before = process.cpuUsage();
          await loadContract(file);
          const { user, system } = process.cpuUsage(before);
          return (user + system) / 1000;
        },
      },
      rounds,
    ),
  };
}

function growthOf(
  bodyOf: (size: number) => string,
  size: number,
  check: (body: string) => unknown,
): number {
  const small = bodyOf(size);
  const large = bodyOf(size * growth);
  // As many bytes in both measurements, so that the clock of the CPU is fine enough for the small one.
  const forSmall = cpuOf(() => {
    for (let turn = 0; turn < growth; turn += 1) check(small);
  });
  return (growth * cpuOf(() => check(large))) / forSmall;
}

/** In microseconds. */
function cpuOf(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

const exchangeWith = (body: string): Parameters<typeof checkExchange>[1] => ({
  request: {
    method: 'GET',
    url: 'http://127.0.0.1/v1/api/batch-calls/batch_1/status',
    headers: {},
  },
  response: { status: 200, headers: { 'content-type': 'application/json' }, body },
  source: { file: 'recording.har', entry: 0 },
});

const withMember = (member: string): string => ordinaryBody(20).replace('{', `{${member},`);

const brokenCalls = (count: number): string =>
  JSON.stringify({
    ...(JSON.parse(ordinaryBody(0)) as object),
    recent_calls: Array.from({ length: count }, () => ({ jobId: 1, status: 'failed' })),
  });

const duplicates = (count: number): string =>
  withMember(
    `"numbers":[${Array.from({ length: count }, () => '{"n":9007199254740993,"n":1}').join()}]`,
  );

const nestedArrays = (depth: number): string =>
  withMember(`"deep":${'['.repeat(depth)}${']'.repeat(depth)}`);

const longText = (length: number): string =>
  withMember(`"${'x'.repeat(length)}":"${'x'.repeat(length)}"`);
