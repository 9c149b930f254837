import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { DataFile, NotWrittenError } from '../../src/data/data-file.ts';
import { temporaryFolder } from '../http/page-folder.ts';

function open(file = ':memory:'): DataFile {
  const data = new DataFile(file);
  onTestFinished(() => data.close());
  return data;
}

const point = { waiting: 1, active: 2, completed: 3, failed: 4, total: 10 };
const day = 86_400_000;

test('history is kept for 30 days, with one point for each ten seconds', () => {
  const data = open();
  data.write(() => {
    data.batches.save('b', '{}');
    for (let second = 0; second < 100; second += 1) {
      data.points.add('b', { ...point, receivedAt: second * 1000 });
    }
    data.points.add('b', { ...point, receivedAt: day });
    data.points.add('unknown', { ...point, receivedAt: 1 });
  });
  const times = () => [...data.points.of('b', 4)].flat().map(({ receivedAt }) => receivedAt);
  expect(times()).toEqual([...Array.from({ length: 10 }, (_, at) => at * 10_000 + 9000), day]);
  expect([...data.points.of('unknown')]).toEqual([]);
  data.points.expire(30 * day + 50_000);
  expect(times()).toEqual([59_000, 69_000, 79_000, 89_000, 99_000, day]);
  data.points.expire(31 * day);
  expect(times()).toEqual([day]);
});

test('a batch that is removed takes its history with it, and batches keep their order', () => {
  const data = open();
  for (const id of ['c', 'a', 'b']) data.batches.save(id, '{}');
  data.points.add('a', { ...point, receivedAt: 1 });
  data.batches.save('c', '{"new":true}');
  data.batches.delete('a');
  data.batches.save('a', '{}');
  expect([...data.points.of('a')]).toEqual([]);
  expect(data.batches.all()).toEqual([
    { batchId: 'c', saved: '{"new":true}' },
    { batchId: 'b', saved: '{}' },
    { batchId: 'a', saved: '{}' },
  ]);
});

test('a secret is made once for each file', () => {
  const file = join(temporaryFolder(), 'data');
  const first = new DataFile(file);
  const secret = first.secret('shares');
  expect(first.secret('shares')).toEqual(secret);
  expect(first.secret('sessions')).not.toEqual(secret);
  first.close();
  expect(open(file).secret('shares')).toEqual(secret);
});

test.skipIf(process.platform === 'win32')('only its owner can read the file', () => {
  const file = join(temporaryFolder(), 'data');
  open(file).write(() => undefined);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('with a full disk, nothing is written in part, and it goes on when there is room', () => {
  const data = open();
  data.write(() => data.batches.save('b', '{}'));
  const fill = (): void => {
    for (let at = 0; at < 1000; at += 1) data.batches.save(`batch ${at}`, 'x'.repeat(1000));
  };
  data.limit(20);
  expect(() => data.write(fill)).toThrow(NotWrittenError);
  expect(data.problem).toBe('The history is not being saved, because the disk is full.');
  expect(data.batches.all()).toHaveLength(1);
  data.limit(1_000_000);
  data.write(fill);
  expect(data.problem).toBeUndefined();
  expect(data.batches.all()).toHaveLength(1001);
});

test('an error that is not one of the disk is not hidden', () => {
  const data = open();
  const write = (): void =>
    data.write(() => {
      data.batches.save('b', '{}');
      throw new TypeError('a mistake');
    });
  expect(write).toThrow(TypeError);
  expect(data.batches.all()).toEqual([]);
  expect(data.problem).toBeUndefined();
});

test.each<[string, string, (file: string) => void]>([
  [
    'another program’s',
    'belongs to another program;',
    (file) => {
      using other = new DatabaseSync(file);
      other.exec('CREATE TABLE t (x)');
    },
  ],
  [
    'of a newer version',
    'was written by another version of @batch-status/dashboard;',
    (file) => {
      new DataFile(file).close();
      using ours = new DatabaseSync(file);
      ours.exec('PRAGMA user_version = 99');
    },
  ],
  ['not a database', 'is not a database;', (file) => writeFileSync(file, 'x'.repeat(10_000))],
  ['in use', 'is in use by another process;', (file) => void open(file)],
])('a file that is %s is refused in one sentence', (_, reason, prepare) => {
  const file = join(temporaryFolder(), 'data');
  prepare(file);
  expect(() => new DataFile(file)).toThrow(`The data file ${file} ${reason}`);
});

test('a file in a folder that does not exist is refused in one sentence', () => {
  const file = join(temporaryFolder(), 'none', 'data');
  expect(() => new DataFile(file)).toThrow(`The data file ${file} cannot be opened;`);
});
