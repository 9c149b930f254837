import type { Log } from 'sarif';
import { beforeAll, describe, expect, test } from 'vitest';

import { ContractFiles } from './contract-files.ts';
import { faultsOfJUnit, faultsOfSarif } from './report-schemas.ts';
import { states, writeStates } from './report-states.ts';
import { contractTests, type Result } from './run.ts';

const formats = ['text', 'json', 'sarif', 'junit', 'github', 'markdown'] as const;
type Format = (typeof formats)[number];

const results = new Map<string, Result>();
const resultOf = (name: string, format: Format): Result => results.get(`${name} ${format}`)!;
const logOf = (name: string): Log => JSON.parse(resultOf(name, 'sarif').stdout) as Log;

beforeAll(async () => {
  await using files = await ContractFiles.make();
  await writeStates(files);
  for (const [name, { args }] of Object.entries(states)) {
    const paths = args.map((arg) => arg.replace('@', `${files.folder}/`));
    for (const format of formats) {
      results.set(`${name} ${format}`, await contractTests('verify', '--format', format, ...paths));
    }
  }
});

/** The output without the escapes of its format. */
function plain(name: string, format: Format): string {
  const { stdout, stderr } = resultOf(name, format);
  // On a terminal, text is followed by what is on standard error.
  const output = format === 'text' ? stdout + stderr : stdout;
  return output.replaceAll('\\', '').replaceAll('&quot;', '"');
}

describe.each(Object.entries(states))('%s', (name, { code, says, isComplete = false }) => {
  test.each(formats)('%s has the file, the reason, and the exit code', (format) => {
    for (const said of says) expect(plain(name, format)).toContain(said);
    expect(plain(name, format)).not.toMatch(/undefined|\[object|NaN/);
    const { stderr, ...result } = resultOf(name, format);
    expect(result.code).toBe(code);
    expect(stderr === '').toBe(code === 0);
  });

  test('JSON is one document', () => {
    const { findings, verdict } = JSON.parse(resultOf(name, 'json').stdout) as Record<
      string,
      object
    >;
    expect(findings).toBeInstanceOf(Array);
    expect(verdict).toHaveProperty('problems');
  });

  test('SARIF conforms to the schema of SARIF 2.1.0', () => {
    expect(faultsOfSarif(logOf(name))).toEqual([]);
  });

  test('SARIF has results only if everything was checked, since missing ones close alerts', () => {
    const [run] = logOf(name).runs;
    expect('results' in run!).toBe(isComplete);
    const [invocation] = run!.invocations!;
    expect(invocation).toMatchObject({ executionSuccessful: isComplete, exitCode: code });
    const notifications = invocation!.toolExecutionNotifications ?? [];
    expect(notifications.some(({ level }) => level === 'error')).toBe(!isComplete);
  });

  test('JUnit has an error or a failure, and GitHub an error, unless the exit code is 0', () => {
    expect(/<(?:error|failure) /.test(resultOf(name, 'junit').stdout)).toBe(code !== 0);
    expect(/^::error /m.test(resultOf(name, 'github').stdout)).toBe(code !== 0);
  });

  test('Markdown ends with one line that sums up the run', () => {
    const lines = resultOf(name, 'markdown').stdout.trimEnd().split('\n');
    expect(lines.at(-1)).toMatch(/^\d+ exchanges? checked|^The run ended/);
  });
});

test("JUnit conforms to Jenkins' schema in every state", async () => {
  const reports = Object.keys(states).map((name) => [name, resultOf(name, 'junit').stdout]);
  const faults = await faultsOfJUnit(Object.fromEntries(reports) as Record<string, string>);
  expect(faults).toEqual([]);
});

test('the schemas reject what is wrong', async () => {
  const wrong = '<testsuites><testsuite name="a"><testcase/></testsuite></testsuites>';
  expect(await faultsOfJUnit({ wrong })).not.toEqual([]);
  expect(faultsOfSarif({ ...logOf('a finding'), runs: [{ tool: {} }] })).not.toEqual([]);
});

test('SARIF keeps the findings of a run that is not successful as notifications', () => {
  const [run] = logOf('a truncated file').runs;
  expect(run!.invocations![0]!.toolExecutionNotifications).toMatchObject([
    { descriptor: { id: 'unreadable-file' }, level: 'error' },
    { associatedRule: { id: 'schema' }, level: 'error' },
  ]);
});

test.each([
  ['a contract that does not exist', 'none.yaml'],
  ['a damaged contract', 'broken.yaml'],
  ['an unknown operation', 'contract.yaml'],
])('the location of an error in the contract is the contract: %s', (name, file) => {
  const [notification] = logOf(name).runs[0]!.invocations![0]!.toolExecutionNotifications!;
  const uri = expect.stringMatching(new RegExp(`${file}$`)) as string;
  expect(notification!.locations).toMatchObject([
    { physicalLocation: { artifactLocation: { uri } } },
  ]);
  expect(resultOf(name, 'github').stdout).toMatch(new RegExp(`^::error file=[^,]*${file},`));
});

test.each([
  ['a contract that does not exist', 'good'],
  ['a truncated file', 'cut'],
  ['a file that does not exist', 'missing'],
])('JUnit has only an error for a file that was not checked: %s', (name, file) => {
  const suite = new RegExp(
    `<testsuite name="[^"]*${file}\\.har" tests="1" failures="0" errors="1"`,
  );
  expect(resultOf(name, 'junit').stdout).toMatch(suite);
});

describe('300 equal findings', () => {
  const name = '300 equal findings';

  test.each(['text', 'github', 'markdown', 'junit'] as const)(
    'are one with three examples in %s',
    (format) => {
      const { stdout } = resultOf(name, format);
      expect(stdout.match(/entry \d+/g)).toEqual(['entry 0', 'entry 1', 'entry 2']);
      expect(stdout).toMatch(/300 times|\| 300 \|/);
    },
  );

  test('are one result with its count in SARIF', () => {
    expect(logOf(name).runs[0]!.results).toMatchObject([
      {
        occurrenceCount: 300,
        relatedLocations: { length: 3 },
        message: { text: expect.stringContaining('300 times') },
      },
    ]);
  });

  test('are all in JSON', () => {
    const { findings } = JSON.parse(resultOf(name, 'json').stdout) as { findings: object[] };
    expect(findings).toHaveLength(300);
  });
});
