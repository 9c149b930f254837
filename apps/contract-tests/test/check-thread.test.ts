import { mkdtemp, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Finding } from '@batch-status/conformance';
import { ExchangeChecker } from '@batch-status/conformance/analysis';
import { entriesFrom, HarReader } from '@batch-status/har';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { checkGroup } from '../src/checking/threads/check-group.ts';
import { CheckThread, smallMemory, threadFor } from '../src/checking/threads/check-thread.ts';
import { unpacked } from '../src/checking/threads/packed-group.ts';
import { checkRecordings } from '../src/checking/check-recordings.ts';
import { entriesPerBatch, writeMany } from './many-entries.ts';
import { contract } from './our-contract.ts';
import { contractTests, root } from './run.ts';

const contractFile = join(root, 'openapi/batch-status.yaml');
const { size: contractBytes } = await stat(contractFile);
/** One of ten has an error. */
const batches = 70;

/** A thread that is free for every second group, whatever the speed of the threads. */
class AlternatingThread extends CheckThread {
  checked = 0;
  #isTurn = false;

  override get isFree(): boolean {
    this.#isTurn = !this.#isTurn;
    return this.#isTurn;
  }

  override check(...args: Parameters<CheckThread['check']>): ReturnType<CheckThread['check']> {
    this.checked++;
    return super.check(...args);
  }
}

/** A thread that ends while it checks the second group. */
class EndingThread extends CheckThread {
  checked = 0;

  override check(...args: Parameters<CheckThread['check']>): ReturnType<CheckThread['check']> {
    const answer = super.check(...args);
    if (++this.checked === 2) void this[Symbol.asyncDispose]();
    return answer;
  }
}

let folder: string;
let file: string;
let cutFile: string;
let thread: AlternatingThread;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'check-thread-'));
  file = join(folder, 'whole.har');
  cutFile = join(folder, 'cut.har');
  await writeMany(file, batches);
  await writeMany(cutFile, batches, true);
  thread = new AlternatingThread(
    { contract: contractFile, options: {} },
    smallMemory(contractBytes),
  );
});
afterAll(async () => {
  await thread[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

interface Said {
  findings: Finding[];
  unreadable: string[];
  summary: object;
}

/** The results for a recording, with or without a second thread. */
async function said(recording: string, helper?: CheckThread): Promise<Said> {
  const findings: Finding[] = [];
  const unreadable: string[] = [];
  const summary = await checkRecordings({
    contract: contractFile,
    files: [recording],
    onFinding: (finding) => findings.push(finding),
    onProblem: ({ message }) => unreadable.push(message),
    ...(helper ? { thread: helper } : {}),
  });
  return { findings, unreadable, summary };
}

test('another thread has the same results for a group', async () => {
  const checker = new ExchangeChecker(contract);
  const reader = new HarReader(checker.headers);
  let findings = 0;
  for await (const group of reader.groups(file)) {
    const here = checkGroup(checker, group, reader);
    expect(unpacked(await thread.check(group), file)).toEqual(here);
    const last = entriesFrom(group, group.count - 1);
    expect(unpacked(await thread.check(last), file).exchanges).toEqual(here.exchanges.slice(-1));
    findings += here.exchanges.flatMap((exchange) => exchange.findings).length;
  }
  expect(findings).toBe(batches / 10);
});

test.each([
  ['a whole recording', () => file],
  ['one that was cut off', () => cutFile],
])('two threads find the same in the same order: %s', async (_, recording) => {
  const before = thread.checked;
  const alone = await said(recording());
  expect(await said(recording(), thread)).toEqual(alone);
  expect(thread.checked - before).toBeGreaterThan(2);
  expect(alone).toMatchObject({ summary: { checked: batches * entriesPerBatch } });
  expect(alone.findings.length).toBeGreaterThan((2 * batches) / 10);
});

test('if a thread ends early, the other one checks everything', async () => {
  const ending = new EndingThread(
    { contract: contractFile, options: {} },
    smallMemory(contractBytes),
  );
  const reader = new HarReader(new ExchangeChecker(contract).headers);
  for await (const group of reader.groups(file)) {
    await ending.check(group);
    break;
  }
  expect(ending.isFree).toBe(true);
  expect(await said(file, ending)).toEqual(await said(file));
  expect([ending.isFree, ending.checked]).toEqual([
    false,
    expect.toSatisfy((checked: number) => checked >= 2) as number,
  ]);
});

test('an error of the other thread in the contract is reported as such', () => {
  const answer = { contractError: 'a.yaml:1:1: no.' };
  expect(() => unpacked(answer, file)).toThrow(
    expect.objectContaining({ name: 'ContractError', message: answer.contractError }),
  );
});

test('only a very long recording starts a second thread', async () => {
  const sparse = join(folder, 'sparse.har');
  await writeFile(sparse, '');
  await truncate(sparse, 99_999_999);
  expect(await threadFor([file], contractFile, {})).toBeUndefined();
  expect(await threadFor([sparse], contractFile, {})).toBeUndefined();
  await using second = await threadFor([file, sparse], contractFile, {});
  expect(second !== undefined).toBe(availableParallelism() > 1);
});

test('a missing contract is reported, even for a long recording', async () => {
  const sparse = join(folder, 'sparse.har');
  await writeFile(sparse, '');
  await truncate(sparse, 100_000_000);
  const { code, stderr } = await contractTests('verify', '--contract', 'none.yaml', sparse);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('none.yaml') });
});
