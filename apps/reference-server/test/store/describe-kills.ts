import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { sqliteStore } from '@batch-status/server/sqlite';
import { createRandom, simulate, transitions } from '@batch-status/simulation';
import type { BatchStatus } from '@batch-status/spec';
import { expect, onTestFinished, test } from 'vitest';
import { DataFileError } from '../../src/index.ts';
import { acknowledgedScenario, acknowledgedSeed } from './acknowledging-writer.ts';
import { credentials } from '../running-server.ts';

const fileOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

function run(file: string, ...args: string[]): ChildProcess {
  const child = spawn(process.execPath, ['--conditions=@batch-status/source', file, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

async function newFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'killed-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, 'batches.db');
}

/** The counts of a batch, and the same counted call by call. */
function audit(file: string, batchId: string): { stored: object; counted: object } {
  using database = new DatabaseSync(file);
  expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
  const stored = database
    .prepare(
      'SELECT number, total, active, completed, failed, waiting, completed_time FROM batch WHERE id = ?',
    )
    .get(batchId)!;
  const rows = database
    .prepare('SELECT state, count(*) AS calls FROM call WHERE batch = ? GROUP BY state')
    .all(stored['number']!);
  const { waiting = 0, ...counted } = Object.fromEntries(
    rows.map(({ state, calls }) => [state, calls as number]),
  );
  const dialed = rows.reduce((sum, { calls }) => sum + (calls as number), 0);
  // A call without a row was never dialed.
  const never = (stored['total'] as number) - dialed;
  const none = { active: 0, completed: 0, failed: 0 };
  const { number: _number, completed_time, ...counts } = stored;
  // The calls of a batch that has ended are deleted.
  if (completed_time !== null) return { stored: counts, counted: counts };
  return {
    stored: counts,
    counted: { ...none, total: stored['total'], ...counted, waiting: waiting + never },
  };
}

/** How many calls the batch of a killed command has. */
const calls = 20_000;

/** Tests with this many processes that are killed one after the other, all with one file. */
export function describeKills({ writers, commands }: { writers: number; commands: number }): void {
  test('every acknowledged transition survives kill -9 at any point, and counts once', async () => {
    const file = await newFile();
    const random = createRandom(7);
    const all = [...transitions(acknowledgedSeed, acknowledgedScenario)];
    let acknowledged = 0;
    for (let kills = 0; kills < writers; kills++) {
      // A writer begins before what it wrote last, as one must that does not know what arrived.
      const writer = run(fileOf('acknowledging-writer.ts'), file, String(acknowledged));
      const goal = acknowledged + 1 + Math.floor(random() * 150);
      for await (const line of createInterface(writer.stdout!)) {
        acknowledged = Number(line);
        // No other process reads between two statements of the writer.
        expect(() => sqliteStore(file)).toThrow(DataFileError);
        if (acknowledged >= goal || acknowledged === all.length) break;
      }
      await kill(writer);
      const { stored, counted } = audit(file, 'b');
      expect(stored).toEqual(counted);
      const store = sqliteStore(file);
      const { revision } = store.read('b')!;
      await store.close();
      expect(revision).toBeGreaterThanOrEqual(acknowledged);
    }
    const store = sqliteStore(file);
    onTestFinished(() => store.close());
    await store.transition('b', all);
    const last = store.read('b')!;
    expect(last.revision).toBe(all.length);
    expect(last.status).toEqual(simulate(acknowledgedSeed, acknowledgedScenario)(Infinity));
  });

  test('after kill -9, the command continues its batches and records what was due in between', async () => {
    const file = await newFile();
    const random = createRandom(11);
    let before = simulate(1, { calls })(-Infinity);
    for (let kills = 0; kills < commands; kills++) {
      const args = [
        '--port',
        '0',
        '--data',
        file,
        '--calls',
        String(calls),
        '--concurrency',
        '200',
      ];
      const server = run(fileOf('../../src/bin.ts'), ...args, '--speed', '10');
      const [line] = (await once(createInterface(server.stdout!), 'line')) as [string];
      const url = `${/http:\S+\d/.exec(line)![0]}/v1/api/batch-calls/demo/status`;
      const read = async (): Promise<BatchStatus> =>
        (await (await fetch(url, { headers: credentials })).json()) as BatchStatus;
      const { completed } = before;
      const least = 3 + random() * 40;
      // However fast it is read, it is killed only once calls have ended since the last time.
      for (
        let reads = 0;
        reads < least || (before.completed === completed && !before.isComplete);
        reads++
      ) {
        const now = await read();
        expect(now.startTime).toBe(before.startTime ?? now.startTime);
        expect(now.completed).toBeGreaterThanOrEqual(before.completed);
        expect(now.failed).toBeGreaterThanOrEqual(before.failed);
        expect(now.waiting).toBeLessThanOrEqual(before.waiting);
        expect(now.waiting + now.active + now.completed + now.failed).toBe(calls);
        before = now;
      }
      await kill(server);
      const { stored, counted } = audit(file, 'demo');
      expect(stored).toEqual(counted);
    }
  });
}
