import { Checker, exchangeFromHarEntry } from '@batch-status/conformance';
import { expect, test } from 'vitest';
import type { RecordedEntry } from '@batch-status/har';

import { Redactor } from '../../src/redactor.ts';
import { bank } from './bank.ts';
import type { Form } from './forms.ts';
import { tracesIn, type Traces } from './traces.ts';

/** What can be read anywhere in an exchange. */
const tracesOf = (entry: RecordedEntry, traces: Traces): string[] =>
  textsIn(entry).flatMap((text) => tracesIn(text, traces));

export function testForms(forms: readonly Form[]): void {
  test.each(forms.map((form) => [form.name, form] as const))(
    'does not remain: %s',
    (_, { entry, planted, hidden }) => {
      expect(tracesOf(entry, planted)).not.toEqual([]);
      const redacted = new Redactor(bank, Buffer.from('a key of a test')).redacted(entry);
      expect(tracesOf(redacted, hidden)).toEqual([]);
      expect(findingsIn(redacted)).toEqual(findingsIn(entry));
    },
  );
}

/** All names and values. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  if (typeof value !== 'object' || value === null) return [];
  return [...Object.keys(value), ...Object.values(value).flatMap(textsIn)];
}

function findingsIn(entry: RecordedEntry): object[] {
  const checker = new Checker(bank, { strict: true });
  const exchange = exchangeFromHarEntry(entry, { file: 'a recording', entry: 0 });
  return [...checker.check(exchange), checker.summary];
}
