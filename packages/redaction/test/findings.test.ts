import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Checker, exchangeFromHarEntry } from '@batch-status/conformance';
import { describe, expect, test } from 'vitest';
import type { RecordedEntry } from '@batch-status/har';
import { Redactor } from '../src/redactor.ts';
import { contract, recordings } from './our-contract.ts';

const files = (await readdir(recordings, { recursive: true })).filter((name) =>
  name.endsWith('.har'),
);

/** The findings in entries, and their summary. */
function findingsIn(entries: readonly RecordedEntry[]): object[] {
  const checker = new Checker(contract, { strict: true });
  const findings = entries.flatMap((recorded, entry) =>
    checker.check(exchangeFromHarEntry(recorded, { file: 'a recording', entry })),
  );
  return [...findings, checker.summary];
}

describe('a redacted recording', () => {
  test.each(files)('of %s has the same findings as the original', async (file) => {
    const { log } = JSON.parse(await readFile(join(recordings, file), 'utf8')) as {
      log: { entries: RecordedEntry[] };
    };
    const redactor = new Redactor(contract, Buffer.from('a key of a test'));
    const redacted = log.entries.map((entry) => redactor.redacted(entry));
    expect(findingsIn(redacted)).toEqual(findingsIn(log.entries));
    expect(JSON.stringify(redacted)).not.toContain('+1202555');
    expect(redacted.filter(({ comment }) => comment !== undefined)).toEqual([]);
  });
});
