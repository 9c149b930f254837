import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { transitions } from '@batch-status/simulation';
import { expect, onTestFinished, test } from 'vitest';
import { sqliteStore } from '../../src/sqlite.ts';
import { selectBatch, selectRecentCalls } from '../../src/sqlite/schema.ts';

test('a batch is read with two lookups by key, and has at most ten rows of recent calls', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'read-cost-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'file');
  const store = sqliteStore(file);
  await store.create({ batchId: 'b', total: 2000, ending: 'explicit' });
  const all = [...transitions(1, { calls: 2000, concurrency: 100 })];
  // Without the last one, which completes the batch.
  await store.transition('b', all.slice(0, -1));
  await store.close();

  using database = new DatabaseSync(file);
  const plan = (sql: string): unknown[] =>
    database
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all('b')
      .map(({ detail }) => detail);
  expect(plan(selectBatch)).toEqual([
    expect.stringMatching(/^SEARCH batch USING INDEX .*\(id=\?\)$/),
  ]);
  expect(plan(selectRecentCalls)[0]).toBe('SEARCH recent_call USING PRIMARY KEY (batch=?)');
  expect(plan(selectRecentCalls)).not.toContainEqual(expect.stringContaining('SCAN'));
  expect(database.prepare('SELECT count(*) AS rows FROM recent_call').get()).toEqual({ rows: 10 });
  expect(database.prepare('SELECT count(*) AS rows FROM call').get()).toEqual({ rows: 2000 });
});
