import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { stringify } from 'yaml';

import { commandFile } from '../package-command.ts';
import { runMeasured } from '../process/measured-process.ts';
import type { Table } from '../reports/table.ts';
import { milliseconds } from '../reports/units.ts';
import { figuresOf } from '../rounds/figures.ts';

const rounds = 7;
const server = 'https://api.example.test';
const us = '@batch-status/contract-tests';

/** CPU of a process that verifies one exchange against a large contract, by ours and by a peer. */
export async function benchLargeContracts(): Promise<Table[]> {
  const folder = await mkdtemp(join(tmpdir(), 'contracts-'));
  try {
    const recording = join(folder, 'recording.har');
    await writeFile(recording, JSON.stringify({ log: { version: '1.2', entries: [entry] } }));
    const description = await largeDescription();
    const json = join(folder, 'contract.json');
    await writeFile(
      json,
      JSON.stringify(withPaths(description, ['/first', '/second', '/third']), null, 2),
    );
    const yaml = join(folder, 'contract.yaml');
    await writeFile(
      yaml,
      stringify(withPaths(description, ['/first']), { aliasDuplicateObjects: false }),
    );
    return [
      await tableOf('verify-contract-json', json, recording),
      await tableOf('verify-contract-yaml', yaml, recording),
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function tableOf(name: string, contract: string, recording: string): Promise<Table> {
  const command = commandFile(us, 'contract-tests');
  const candidates: Record<string, string[]> = {
    'redocly drift': [
      ...[commandFile('@redocly/cli', 'redocly'), 'drift', recording],
      ...['--api', contract, '--min-severity', 'warning'],
    ],
    [us]: [command, 'verify', '--contract', contract, recording],
  };
  const runs: number[][] = [];
  for (let round = 0; round < rounds; round++) {
    const row: number[] = [];
    for (const args of Object.values(candidates)) {
      const run = await runMeasured(args);
      if (run?.code !== 0) throw new Error(`An exchange was not verified: ${run?.stdout}`);
      row.push(run.cpu);
    }
    runs.push(row);
  }
  const { size } = await stat(contract);
  const format = contract.endsWith('.json') ? 'JSON' : 'YAML';
  return {
    name,
    title: `One exchange against a large contract in ${format}`,
    note: `Milliseconds of CPU of a process that verifies one exchange against ${(size / 1e6).toFixed(0)} MB of ${format}: the webhooks of GitHub as operations.`,
    unit: milliseconds,
    figures: figuresOf(Object.keys(candidates), runs),
  };
}

interface Description {
  openapi: string;
  info: object;
  webhooks: Record<string, object>;
  components: object;
}

async function largeDescription(): Promise<Description> {
  const file = import.meta.resolve('@octokit/openapi-webhooks/generated/api.github.com.json');
  return JSON.parse(await readFile(fileURLToPath(file), 'utf8')) as Description;
}

/** A description with all webhooks as operations, once under each prefix, and an operation to verify. */
function withPaths(
  { openapi, info, webhooks, components }: Description,
  prefixes: readonly string[],
): object {
  const paths: Record<string, object> = { '/things/{id}': { get: operation } };
  for (const prefix of prefixes) {
    for (const [name, item] of Object.entries(webhooks)) {
      paths[`${prefix}/${name}`] = withoutIds(item);
    }
  }
  return { openapi, info, servers: [{ url: server }], paths, components };
}

/** Operations must have different ids, or none. */
const withoutIds = (item: object): object =>
  JSON.parse(JSON.stringify(item), (name: string, value: unknown) =>
    name === 'operationId' && typeof value === 'string' ? undefined : value,
  ) as object;

const operation = {
  parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
  responses: {
    '200': {
      description: 'A thing.',
      content: {
        'application/json': {
          schema: {
            type: 'object',
            required: ['id'],
            properties: { id: { type: 'string' }, count: { type: 'integer', minimum: 0 } },
          },
        },
      },
    },
  },
};

const body = '{"id":"thing_1","count":2}';
const entry = {
  startedDateTime: '2026-01-01T00:00:00.000Z',
  time: 10,
  request: {
    method: 'GET',
    url: `${server}/things/thing_1`,
    headers: [],
    queryString: [],
    cookies: [],
  },
  response: {
    status: 200,
    headers: [{ name: 'content-type', value: 'application/json' }],
    content: { size: body.length, mimeType: 'application/json', text: body },
  },
};
