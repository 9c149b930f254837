import { Checker, parseContract, type Contract, type Finding } from '@batch-status/conformance';
import { expect, test } from 'vitest';

import { answering } from './answering.ts';
import { recording } from './recording.ts';

/** A contract with one operation, whose body has this schema. */
function contractOf(schema: object): Contract {
  const responses = { 200: { content: { 'application/json': { schema } } } };
  const paths = { '/people/{person}': { post: { responses } } };
  return parseContract(JSON.stringify({ openapi: '3.1.0', paths }), 'people.json');
}

const post = async (url: string): Promise<string> => {
  const response = await fetch(`${url}/people/1`, { method: 'POST' });
  return response.text();
};

test('the original exchange is checked, not the redacted one', async () => {
  const contract = contractOf({ type: 'string', pattern: '^(?:aaaa|bbbb)+$', 'x-sensitive': true });
  const findings: Finding[] = [];
  const checker = new Checker(contract);
  const recorder = await recording(await answering(() => '"aaaabbbb"'), {
    contract,
    checker,
    onFinding: (finding) => findings.push(finding),
  });
  await post(recorder.url);
  const [entry] = await recorder.entries();
  expect(entry!.response.content).toMatchObject({ text: '', _truncated: true });
  expect([findings, checker.summary.checked]).toEqual([[], 1]);
});

test('after an error nothing more is recorded, and the error is reported once', async () => {
  class FailingChecker extends Checker {
    override check(): never {
      throw new Error('No.');
    }
  }
  const contract = contractOf({});
  const failures: string[] = [];
  const recorder = await recording(await answering(() => '{}'), {
    contract,
    checker: new FailingChecker(contract),
    onFailure: ({ message }) => failures.push(message),
  });
  for (let call = 0; call < 3; call++) expect(await post(recorder.url)).toBe('{}');
  expect(await recorder.entries()).toHaveLength(1);
  expect(failures).toEqual(['No.']);
});
