import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { simulate } from '@batch-status/simulation';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { runCommand } from '../../src/command/command.ts';
import { createReferenceServer, DataFileError } from '../../src/index.ts';
import { startServer } from '../running-server.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'data-file-'));
  onTestFinished(() => rm(folder, { recursive: true }));
});

test('a server continues the batches of its file and records what was due in between', async () => {
  const data = join(folder, 'batches.db');
  let now = 1_000_000;
  const scenario = { calls: 3000, concurrency: 40, failureRate: 0.2, redialRate: 0.5 };
  const first = await startServer({ data, now: () => now });
  first.addBatch('batch', { ...scenario, seed: 4 });
  const simulated = simulate(4, { ...scenario, createdAt: now });
  now += 300_000;
  expect(await (await first.get('batch')).json()).toEqual(simulated(now));
  await first.close();

  now += 600_000;
  const second = await startServer({ data, now: () => now });
  expect(await (await second.get('batch')).json()).toEqual(simulated(now));
  // What is added under its id does not take its place.
  second.addBatch('batch', { calls: 1 });
  expect(await (await second.get('batch')).json()).toEqual(simulated(now));
  now = simulated.completedTime;
  expect(await (await second.get('batch')).json()).toEqual(simulated(now));
  await second.close();

  const third = await startServer({ data, now: () => now });
  expect(await (await third.get('batch')).json()).toEqual(simulated(now));
});

test.each<[string, string, (file: string) => unknown]>([
  ['is not a database', 'is not a database;', (file) => writeFile(file, 'x'.repeat(5000))],
  [
    "is another program's",
    'belongs to another program;',
    (file) => {
      using other = new DatabaseSync(file);
      other.exec('CREATE TABLE other (x)');
    },
  ],
  [
    "is another version's",
    'was written by another version of @batch-status/server;',
    async (file) => {
      await createReferenceServer({ data: file }).close();
      using ours = new DatabaseSync(file);
      ours.exec('PRAGMA user_version = 99');
    },
  ],
  [
    'is in use',
    'is in use by another process;',
    (file) => {
      const other = createReferenceServer({ data: file });
      onTestFinished(() => other.close());
    },
  ],
])('a file that %s is rejected in one sentence, and stays as it is', async (_, reason, prepare) => {
  const data = join(folder, 'file');
  await prepare(data);
  expect(() => createReferenceServer({ data })).toThrow(DataFileError);
  expect(() => createReferenceServer({ data })).toThrow(`The data file ${data} ${reason}`);
});

test('a file in a missing folder is rejected in one sentence', () => {
  const data = join(folder, 'nowhere', 'file');
  expect(() => createReferenceServer({ data })).toThrow(`The data file ${data} cannot be opened;`);
});

test('an invalid option leaves no file open', async () => {
  const data = join(folder, 'file');
  const wrong = { demo: { calls: -1 }, rateLimit: { requests: 0, period: 1 } };
  for (const [name, value] of Object.entries(wrong)) {
    expect(() => createReferenceServer({ data, [name]: value })).toThrow(RangeError);
  }
  await createReferenceServer({ data }).close();
});

test('the command says in one sentence that its file is in use', async () => {
  const data = join(folder, 'file');
  const other = createReferenceServer({ data });
  onTestFinished(() => other.close());
  let said = '';
  const code = await runCommand(['--port', '0', '--data', data], {
    env: {},
    stdout: { write: () => undefined },
    stderr: { write: (text) => (said += text) },
    stop: AbortSignal.abort(),
  });
  expect(code).toBe(1);
  expect(said).toBe(
    `reference-server: The data file ${data} is in use by another process; stop that process, or choose another file.\n`,
  );
});
