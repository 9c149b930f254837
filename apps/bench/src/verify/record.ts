import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listenOnLoopback } from '@batch-status/loopback';

import { credentials, statusUrl } from '../loopback/status-request.ts';
import { buildPackages, commandFile, repositoryRoot } from '../package-command.ts';
import { startMeasured, type Usage } from '../process/measured-process.ts';
import type { Table } from '../reports/table.ts';
import { megabytes, milliseconds } from '../reports/units.ts';
import { takeTurns, type Measure } from '../rounds/take-turns.ts';
import { hostileBodies, ordinaryBody } from './hostile-bodies.ts';

const rounds = 3;

/** Memory and CPU of `contract-tests record`. */
export async function benchRecord(): Promise<Table[]> {
  await buildPackages();
  const hostile = Object.entries(hostileBodies()).map(([name, text]) => [name, cpuFor(text)]);
  return [
    {
      name: 'record-memory',
      title: 'Memory of recording',
      note: 'The peak of resident memory of `record`, in megabytes. The ratio is to a recording of 500 exchanges.',
      unit: megabytes,
      figures: await takeTurns(
        {
          '500 exchanges': memoryAfter(500),
          '5,000 exchanges': memoryAfter(5_000),
          '20,000 exchanges': memoryAfter(20_000),
        },
        rounds,
      ),
    },
    {
      name: 'record-redaction',
      title: 'Recording one large body',
      note: 'Milliseconds of CPU of `record`, from its start until it has passed on the response. The ratio is to a batch of 2 MB.',
      unit: milliseconds,
      figures: await takeTurns(
        { 'a batch of 2 MB': cpuFor(ordinaryBody(18_000)), ...Object.fromEntries(hostile) },
        rounds,
      ),
    },
  ];
}

/** In megabytes. */
const memoryAfter =
  (exchanges: number): Measure =>
  async () =>
    (await record(ordinaryBody(20), exchanges)).memory / 1e6;

/** In milliseconds. */
const cpuFor =
  (body: string): Measure =>
  async () =>
    (await record(body, 1)).cpu;

/** Records this many exchanges with the same body, and returns what the recorder has used. */
async function record(body: string, exchanges: number): Promise<Usage> {
  const folder = await mkdtemp(join(tmpdir(), 'record-'));
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(body);
  });
  const { url: target, close } = await listenOnLoopback(server);
  try {
    await using recorder = await startMeasured([
      ...[commandFile('@batch-status/contract-tests', 'contract-tests'), 'record'],
      ...['--contract', join(repositoryRoot, 'openapi/batch-status.yaml')],
      ...['--target', target, '--output', join(folder, 'recording.har')],
    ]);
    const [url] = /http:\S+\d/.exec(recorder.line)!;
    for (let nth = 0; nth < exchanges; nth++) {
      const response = await fetch(statusUrl(url, 'demo'), { headers: credentials });
      await response.arrayBuffer();
    }
    return await recorder.usage();
  } finally {
    await close();
    await rm(folder, { recursive: true });
  }
}
