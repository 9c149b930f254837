import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';

import { createReferenceServer, type ReferenceServer } from '@batch-status/reference-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { ContractFiles } from './contract-files.ts';
import { har, record, type Entry } from './record.ts';
import { contractTests } from './run.ts';

const credentials = { 'x-api-key': 'planted-key', 'x-workspace-id': 'planted-workspace' };
let folder: string;
let server: ReferenceServer;
/** A batch from start to end, and a response of every kind that the server has. */
let entries: Entry[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'contract-tests-'));
  let now = Date.UTC(2024, 0, 1);
  server = createReferenceServer({
    now: () => now,
    apiKey: credentials['x-api-key'],
    workspaceId: credentials['x-workspace-id'],
  });
  const { url } = await server.listen();
  server.addBatch('b1', { calls: 40, failureRate: 0.2 });
  const status = `${url}/v1/api/batch-calls/b1/status`;

  entries = [];
  const ask = async (address: string, headers: Record<string, string>): Promise<Entry> => {
    const entry = await record(address, headers, now);
    entries.push(entry);
    return entry;
  };
  let last = await ask(status, credentials);
  for (; !(await isComplete(last)); last = await ask(status, credentials)) now += 20_000;
  const etag = last.response.headers.find(({ name }) => name === 'etag')!.value;
  await ask(status, { ...credentials, 'if-none-match': etag });
  await ask(status, {});
  await ask(`${url}/v1/api/batch-calls/nobody/status`, credentials);
  await ask(`${url}/v1/api/batch-calls/%00/status`, credentials);
  await ask(`${url}/favicon.ico`, {});
});

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

async function isComplete({ response }: Entry): Promise<boolean> {
  return (JSON.parse(response.content.text!) as Body).isComplete;
}

/** Writes a recording with these entries, or another text, and returns its path. */
async function written(name: string, content: Entry[] | string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(har(content)));
  return file;
}

/** The recording with one entry changed. */
function tampered(index: number, change: (entry: Entry) => void): Entry[] {
  const copy = structuredClone(entries);
  change(copy.at(index)!);
  return copy;
}

interface Body {
  isComplete: boolean;
  waiting: unknown;
  total: unknown;
  recent_calls: { jobId?: string }[];
}

function withBody(change: (body: Body) => void): (entry: Entry) => void {
  return ({ response: { content } }) => {
    const body = JSON.parse(content.text!) as Body;
    change(body);
    content.text = JSON.stringify(body);
  };
}

describe('the responses of the reference server', () => {
  test('conform to the contract from start to end, and in every error', async () => {
    const statuses = new Set(entries.map(({ response }) => response.status));
    expect([...statuses].toSorted((a, b) => a - b)).toEqual([200, 304, 400, 401, 404]);
    const result = await contractTests('verify', await written('good.har', entries));
    expect(result).toEqual({
      code: 0,
      stdout: `${entries.length - 1} exchanges checked, 1 out of scope (other path 1), 0 errors, 0 warnings.\n`,
      stderr: '',
    });
  });

  test('are read even if the recorder kept a body encoded with Zstandard', async () => {
    const coded = (body: string) =>
      tampered(1, ({ response }) => {
        response.headers.push({ name: 'content-encoding', value: 'zstd' });
        response.content.text = zstdCompressSync(body).toString('base64');
        response.content.encoding = 'base64';
      });
    const { text } = entries[1]!.response.content;
    const valid = await contractTests('verify', await written('zstd.har', coded(text!)));
    expect(valid).toMatchObject({ code: 0, stdout: expect.stringContaining('0 errors') });
    const invalid = await contractTests('verify', await written('zstd.har', coded('{}')));
    expect(invalid).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('found no "status"'),
    });
  });

  test('are read from base64, and from several files by a glob', async () => {
    const encoded = tampered(1, ({ response: { content } }) => {
      content.text = Buffer.from(content.text!).toString('base64');
      content.encoding = 'base64';
    });
    await written('glob-1.har', encoded);
    await written('glob-2.har', entries);
    const { code, stdout } = await contractTests('verify', join(folder, 'glob-*.har'));
    // The last exchange occurs twice, and neither ended before the other began.
    expect(stdout).toContain(
      `${2 * (entries.length - 1)} exchanges checked, 2 out of scope (other path 2), 1 pair in unknown order, 0 errors`,
    );
    expect(code).toBe(0);
  });
});

describe('a breach of the contract is a finding that locates it in the recording and in the contract', () => {
  test.each([
    [
      'a count that is a phone number',
      1,
      withBody((body) => (body.waiting = '+15550001234')),
      /schema: .* at \/waiting: found a string, wanted an integer\.\n    openapi\/batch-status\.yaml:\d+:\d+ \/components\/schemas\/CallCount\/type\n.*\n +> \d+ \|       type: integer\n +\|       \^\n/,
    ],
    [
      'a call without an id',
      1,
      withBody((body) => delete body.recent_calls[0]!.jobId),
      /schema: .* at \/recent_calls\/0: found no "jobId".*\n.*Call\/required\n/,
    ],
    ['a missing body', 1, (entry) => delete entry.response.content.text, /missing-body/],
    [
      'a body that was cut off',
      1,
      ({ response }) => (response.content.text = response.content.text!.slice(0, -9)),
      /invalid-json/,
    ],
    [
      'a status that is not declared',
      1,
      ({ response }) => (response.status = 302),
      /undeclared-status/,
    ],
    [
      'a page of HTML',
      1,
      ({ response }) => (response.headers = [{ name: 'Content-Type', value: 'text/html' }]),
      /undeclared-media-type/,
    ],
  ] as [string, number, (entry: Entry) => void, RegExp][])('%s', async (name, at, change, said) => {
    const file = await written(`${name}.har`, tampered(at, change));
    const { code, stdout, stderr } = await contractTests('verify', file);
    expect(stdout).toContain(`${file}, entry ${at}\n  error `);
    expect(stdout).toMatch(said);
    expect(stdout).toContain('1 error, 0 warnings.');
    const reason = 'contract-tests: The recordings do not fit the contract: 1 error.\n';
    expect({ code, stderr }).toEqual({ code: 1, stderr: reason });
    expect(stdout.replaceAll(folder, '')).not.toMatch(/\d{8,}|planted/);
  });

  test('as JSON, for programs', async () => {
    const broken = tampered(
      1,
      withBody((body) => (body.total = null)),
    );
    const file = await written('json.har', broken);
    const { code, stdout } = await contractTests('verify', '--format', 'json', file);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: { files: [file], errors: 1, outOfScope: { path: 1, server: 0 } },
      findings: [{ rule: 'schema', in: { file, entry: 1, pointer: '/total' } }],
    });
  });

  test('a recording without exchanges in scope fails', async () => {
    const { code, stdout } = await contractTests(
      'verify',
      await written('other.har', entries.slice(-1)),
    );
    expect(stdout).toContain('0 exchanges checked, 1 out of scope');
    expect(stdout).toContain('Nothing was checked');
    expect(code).toBe(1);
  });
});

test.each(['text', 'json', 'sarif', 'junit', 'github', 'markdown'])(
  'the format %s contains no value of a recording',
  async (format) => {
    const planted = tampered(1, ({ request, response }) => {
      const body = {
        '+15550001234': 'Ada',
        waiting: '+15550001234',
        status: 5550001234,
        recent_calls: [{ phone_number: 5550001234, error: 7 }],
      };
      response.content.text = JSON.stringify(body);
      response.headers.push({ name: 'retry-after', value: '+15550001234' });
      request.url = request.url.replace('b1', '15550001234');
    });
    const file = await written(`planted-${format}.har`, planted);
    const { code, stdout, stderr } = await contractTests(
      'verify',
      '--strict',
      '--format',
      format,
      file,
    );
    expect(code).toBe(1);
    expect(stdout.length).toBeGreaterThan(100);
    expect((stdout + stderr).replaceAll(folder, '')).not.toMatch(/555|Ada|planted-(key|workspace)/);
  },
);

describe('files that contain a body', () => {
  test('the example of the reference page conforms', async () => {
    const example = 'openapi/examples/processing.json';
    const { code, stdout } = await contractTests('verify', '--response', '200', example);
    expect(stdout).toContain('1 exchange checked, 0 out of scope, 0 errors');
    expect(code).toBe(0);
  });

  test('a body of another status does not conform', async () => {
    const example = 'openapi/examples/not-found.json';
    const { code, stdout } = await contractTests('verify', '--response', '200', example);
    expect(stdout).toContain(`${example}\n  error schema: `);
    expect(code).toBe(1);
  });
});

test('a body has the media type and the headers that its response declares', async () => {
  await using files = await ContractFiles.make();
  const problem = {
    description: '',
    headers: { 'X-Id': { required: true, schema: { type: 'integer' } } },
    content: { 'application/problem+json': { schema: { required: ['title'] } } },
  };
  const contract = await files.contract({}, { 404: problem });
  const verify = async (body: object) => {
    const file = await files.write('body.json', body);
    return contractTests('verify', '--contract', contract, '--response', '404', file);
  };
  expect(await verify({ title: 'Gone' })).toMatchObject({ code: 0 });
  expect(await verify({})).toMatchObject({ code: 1 });
});

describe('wrong usage gives a one-line message and exit code 2', () => {
  test.each([
    ['no file', () => ['nowhere.har'], 'No file matches nowhere.har.'],
    [
      'a folder',
      () => ['recordings'],
      'No file matches recordings. For the files of a folder, use a glob',
    ],
    ['folders', () => ['recordings/*'], 'No file matches recordings/*. For the files of a folder'],
    [
      'no contract',
      () => ['--contract', 'none.yaml', 'package.json'],
      'The contract none.yaml does not exist. Name your OpenAPI description with --contract <file>.',
    ],
    [
      'the URL of a contract',
      () => ['--contract', 'https://h/api.yaml', 'package.json'],
      'https://h/api.yaml is a URL. Download it',
    ],
    ['no status', () => ['--response', 'two', 'a.json'], 'It must have three digits'],
    [
      'no such operation',
      () => ['--response', '200', '--operation', 'x', 'openapi/examples/queued.json'],
      'has no operation "x". It has: getBatchStatus.',
    ],
    [
      'another contract than the default one',
      () => ['--contract', 'package.json', 'package.json'],
      'package.json is not an OpenAPI description: it has neither openapi nor swagger at its top',
    ],
  ])('%s', async (_, args, said) => {
    const { code, stdout, stderr } = await contractTests('verify', ...args());
    expect(stderr).toContain(said);
    expect(stderr).not.toMatch(/\n\s+at |555/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});

test('a schema that cannot be used is a finding', async () => {
  await using files = await ContractFiles.make();
  const contract = await files.contract({ type: 'text' });
  const recording = await files.recording([{ body: 1 }, { body: 2 }]);
  const result = await contractTests('verify', '--contract', contract, recording);
  expect(result).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/the schema cannot be used[^]*2 exchanges checked[^]*2 errors/),
  });
});

test('of a contract on one line, only the part around the place is shown', async () => {
  await using files = await ContractFiles.make();
  const schema = { description: 'a'.repeat(9000), type: 'integer', title: 'b'.repeat(9000) };
  const content = { 'application/json': { schema } };
  const paths = { '/things/{id}': { get: { responses: { 200: { description: '', content } } } } };
  const contract = await files.write('one-line.json', { openapi: '3.1.0', paths });
  const { stdout } = await contractTests(
    'verify',
    '--contract',
    contract,
    await files.recording([{ body: 'x' }]),
  );
  const [line = '', mark = ''] = stdout.split('\n').slice(3);
  expect(line.slice(mark.indexOf('^')).startsWith('"type":"integer"')).toBe(true);
  expect(line.length).toBeLessThan(140);
});

test('JSON and SARIF are whole if the contract cannot be read', async () => {
  for (const format of ['json', 'sarif']) {
    const { code, stdout } = await contractTests(
      'verify',
      '--format',
      format,
      '--contract',
      'none.yaml',
      'package.json',
    );
    expect(code).toBe(2);
    expect(JSON.stringify(JSON.parse(stdout))).toContain('none.yaml does not exist');
  }
});

describe('options choose what is checked, and what fails', () => {
  test('only responses of one server', async () => {
    const file = await written('server.har', entries);
    const { origin } = new URL(entries[0]!.request.url);
    const all = await contractTests('verify', '--server', origin, file);
    expect(all.stdout).toContain(`${entries.length - 1} exchanges checked`);
    const none = await contractTests(
      'verify',
      '--server',
      'https://h/v1',
      '--server',
      'http://i',
      file,
    );
    expect(none).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('0 exchanges checked'),
      stderr: expect.stringMatching(/^contract-tests: Nothing in .* was checked: \d+ out of scope/),
    });
  });

  test('members that the contract does not name, with --strict', async () => {
    const more = tampered(
      1,
      withBody((body) => Object.assign(body, { eta: 1 })),
    );
    const file = await written('strict.har', more);
    expect(await contractTests('verify', file)).toMatchObject({ code: 0 });
    const strict = await contractTests('verify', '--strict', '--fail-on', 'warning', file);
    expect(strict).toMatchObject({ code: 1, stdout: expect.stringContaining('undeclared-member') });
  });

  test('warnings, with --fail-on warning', async () => {
    const lost = tampered(1, ({ response }) => (response.status = 0));
    const file = await written('warning.har', lost);
    const lenient = await contractTests('verify', file);
    expect(lenient).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('1 warning'),
      stderr: '',
    });
    const failing = await contractTests('verify', '--fail-on', 'warning', file);
    const stderr = 'contract-tests: The recordings do not fit the contract: 1 warning.\n';
    expect(failing).toMatchObject({ code: 1, stdout: lenient.stdout, stderr });
  });
});
