import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { ContractFiles, Answer } from './contract-files.ts';

/** How a run of `verify` can end. */
export interface State {
  /** The arguments. `@` stands for the folder of the files. */
  args: string[];
  code: number;
  /** What each format contains: the file, and the reason. */
  says: string[];
  /** Whether everything was checked, so that alerts of other findings may be closed. */
  isComplete?: boolean;
}

const contract = ['--contract', '@contract.yaml'];
const isComplete = true;

export const states: Record<string, State> = {
  'a good recording': { args: [...contract, '@good.har'], code: 0, says: [], isComplete },
  'a finding': {
    args: [...contract, '@bad.har'],
    code: 1,
    says: ['bad.har', 'found a string'],
    isComplete,
  },
  '300 equal findings': {
    args: [...contract, '@many.har'],
    code: 1,
    says: ['many.har', 'found a string'],
    isComplete,
  },
  'a truncated file': {
    args: [...contract, '@bad.har', '@cut.har'],
    code: 2,
    says: ['cut.har', 'ends within its entries', 'found a string'],
  },
  'an empty recording': {
    args: [...contract, '@empty.har'],
    code: 1,
    says: ['empty.har', 'contains no exchange'],
  },
  'an empty recording beside a good one': {
    args: [...contract, '@good.har', '@empty.har'],
    code: 1,
    says: ['empty.har', 'contains no exchange'],
  },
  'an empty file': {
    args: [...contract, '@nothing.har'],
    code: 2,
    says: ['nothing.har', 'is empty'],
  },
  'no exchange with a path of the contract': {
    args: [...contract, '@good.har', '@other.har'],
    code: 1,
    says: ['other.har', 'other path 1'],
  },
  'no exchange on the servers of the contract': {
    args: ['--contract', '@named.yaml', '@elsewhere.har'],
    code: 1,
    says: ['elsewhere.har', 'other server 1', 'does not name its hosts: elsewhere.example.'],
  },
  'no response': {
    args: [...contract, '@lost.har'],
    code: 1,
    says: ['lost.har', '1 without a response'],
  },
  'entries that are not exchanges': {
    args: [...contract, '@good.har', '@entries.har'],
    code: 2,
    says: ['entries.har', 'entry 0', '1 more such entry', 'Entry 2'],
  },
  'a file that cannot be decompressed': {
    args: [...contract, '@good.har', '@broken.har.gz'],
    code: 2,
    says: ['broken.har.gz'],
  },
  'a file that does not exist': {
    args: [...contract, '@bad.har', 'missing.har'],
    code: 2,
    says: ['No file matches missing.har', 'found a string'],
  },
  'no file that exists': {
    args: [...contract, 'missing.har'],
    code: 2,
    says: ['No file matches missing.har'],
  },
  'a contract that does not exist': {
    args: ['--contract', 'none.yaml', '@good.har'],
    code: 2,
    says: ['none.yaml does not exist', '--contract'],
  },
  'a damaged contract': {
    args: ['--contract', '@broken.yaml', '@good.har'],
    code: 2,
    says: ['broken.yaml:', 'not valid YAML'],
  },
  'an unsupported contract': {
    args: ['--contract', '@old.yaml', '@good.har'],
    code: 2,
    says: ['old.yaml is Swagger 1.2', 'api-spec-converter'],
  },
  'a recording as the contract': {
    args: ['--contract', '@good.har', '@good.har'],
    code: 2,
    says: ['good.har is a recording, not a contract'],
  },
  'a contract as the recording': {
    args: [...contract, '@contract.yaml'],
    code: 2,
    says: ['contract.yaml is not a HAR'],
  },
  'a schema that cannot be used': {
    args: ['--contract', '@unusable.yaml', '@good.har'],
    code: 1,
    says: ['good.har', 'was not checked'],
    isComplete,
  },
  'a body that was left out': {
    args: ['--contract', '@files.yaml', '@left.har'],
    code: 0,
    says: ['body of the 200 of GET /files/{id} (application/pdf)'],
    isComplete,
  },
  'an unknown operation': {
    args: [...contract, '--operation', 'x', '@good.har'],
    code: 2,
    says: ['no operation "x". It has: GET /things/{id}'],
  },
  'an unknown rule': {
    args: [...contract, '--rule', 'x', '@good.har'],
    code: 2,
    says: ['no rule "x". The rules are: duplicate-member,'],
  },
  'no exchange with the chosen operation': {
    args: [...contract, '--operation', 'get /things/{id}', '@other.har'],
    code: 1,
    says: ['other.har', 'other path 1'],
  },
  'a file that is not a baseline': {
    args: [...contract, '--baseline', '@no-baseline.json', '@good.har'],
    code: 2,
    says: ['no-baseline.json is not a baseline'],
  },
  'a finding that the baseline lacks': {
    args: [...contract, '--baseline', '@baseline.json', '@bad.har'],
    code: 1,
    says: ['bad.har', 'found a string'],
    isComplete,
  },
};

const har = (...entries: unknown[]): object => ({ log: { entries } });

const contractWith = (path: string, response: object): object => ({
  openapi: '3.1.0',
  paths: { [path]: { get: { responses: { 200: response } } } },
});

/** Writes the files that the states name. */
export async function writeStates(files: ContractFiles): Promise<void> {
  const right: Answer = { body: 1 };
  const wrong: Answer = { body: 'one' };
  const whole = JSON.stringify({ log: { entries: [] } });
  const pdf = { description: '', content: { 'application/pdf': { schema: { minLength: 1 } } } };
  const text = { description: '', content: { 'application/json': { schema: { type: 'text' } } } };
  const elsewhere = {
    request: { method: 'GET', url: 'http://elsewhere.example/x' },
    response: { status: 200 },
  };
  const leftOut = {
    request: { method: 'GET', url: 'http://localhost/files/1', headers: [] },
    response: {
      status: 200,
      headers: [{ name: 'content-type', value: 'application/pdf' }],
      content: { size: 100 },
    },
  };
  await files.contract({ type: 'integer' }, {}, { servers: [{ url: 'http://localhost' }] });
  await files.recording([right], 'good.har');
  await files.recording([wrong], 'bad.har');
  await files.recording(
    Array.from({ length: 300 }, () => wrong),
    'many.har',
  );
  await files.recording([{ ...right, path: '/others' }], 'other.har');
  await files.recording([{ ...right, status: 0 }], 'lost.har');
  for (const [name, content] of Object.entries<unknown>({
    'cut.har': whole.slice(0, -3),
    'empty.har': whole,
    'nothing.har': '',
    'elsewhere.har': har(elsewhere),
    'entries.har': har({ request: 1 }, { request: 2 }, 3),
    'left.har': har(leftOut),
    'named.yaml': { ...contractWith('/x', pdf), servers: [{ url: 'https://api.example' }] },
    'files.yaml': contractWith('/files/{id}', pdf),
    'unusable.yaml': contractWith('/things/{id}', text),
    'broken.yaml': 'openapi: [',
    'old.yaml': { swaggerVersion: '1.2' },
    'no-baseline.json': {},
    'baseline.json': { version: 1, findings: [] },
  })) {
    await files.write(name, content);
  }
  const noGzip = Buffer.from('\u001F\u008B\u0008 not compressed', 'latin1');
  await writeFile(join(files.folder, 'broken.har.gz'), noGzip);
}
