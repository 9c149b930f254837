import type { Finding } from '@batch-status/conformance';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Log } from 'sarif';
import { describe, expect, test } from 'vitest';

import { formatNames, type Format } from '../src/reports/format-names.ts';
import { formats } from '../src/reports/formats.ts';
import type { ReportContext } from '../src/reports/report.ts';
import type { Verdict } from '../src/checking/verdict.ts';

const findings: Finding[] = [
  {
    rule: 'schema',
    severity: 'error',
    message: 'The body: found <a> & "b", 100 % | wrong,\nin two lines.',
    in: { file: 'recordings/a b.har', entry: 3, pointer: '/waiting' },
    contract: { file: 'openapi/batch-status.yaml', line: 6, column: 3, pointer: '/info' },
  },
  {
    rule: 'transition',
    severity: 'warning',
    message: 'It fell.',
    in: { file: 'recordings/a b.har', entry: 4 },
    contract: { file: 'gone.yaml', line: 1, column: 1, pointer: '' },
  },
];

const verdict = (changes: Partial<Verdict> = {}): Verdict => ({
  files: ['recordings/a b.har', 'clean.har'],
  checked: 9,
  unanswered: 0,
  outOfScope: { preflight: 1, method: 0, path: 2, server: 0 },
  otherHosts: {},
  undocumented: 0,
  unjudged: {},
  unjudgedBodies: 0,
  transitions: { judged: 0, unordered: 0 },
  errors: 1,
  warnings: 1,
  unreadable: 0,
  problems: [],
  ...changes,
});

function report(
  format: Format,
  found: Finding[] = findings,
  failOn: Finding['severity'] = 'error',
  came: Partial<Verdict> = {},
  more: Partial<ReportContext> = {},
): string {
  const lines: string[] = [];
  const { finding, end } = formats[format]({
    print: (text) => lines.push(text),
    contract: 'api.yaml',
    bodies: false,
    failOn,
    ...more,
  });
  for (const one of found) finding(one);
  end(verdict(came));
  return lines.join('\n');
}

test.each([findings, []])('JSON is one document, with findings and without', (...found) => {
  expect(JSON.parse(report('json', found))).toEqual({ findings: found, verdict: verdict() });
});

describe('SARIF', () => {
  test('locates the promise, and relates the recording that breaks it', () => {
    const { version, runs } = JSON.parse(report('sarif')) as Log;
    expect(version).toBe('2.1.0');
    const [run] = runs;
    expect(run!.tool.driver).toMatchObject({
      name: 'contract-tests',
      rules: [{ id: 'schema' }, { id: 'transition' }],
    });
    expect(run!.invocations).toEqual([{ executionSuccessful: true, exitCode: 1 }]);
    expect(run!.results!.map(({ ruleId, level }) => [ruleId, level])).toEqual([
      ['schema', 'error'],
      ['transition', 'warning'],
    ]);
    expect(run!.results![0]).toMatchObject({
      message: { text: findings[0]!.message },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'openapi/batch-status.yaml' },
            region: { startLine: 6, startColumn: 3 },
          },
        },
      ],
      relatedLocations: [
        { physicalLocation: { artifactLocation: { uri: 'recordings/a%20b.har' } } },
      ],
    });
  });

  test('has an empty list of results only if everything was checked', () => {
    const { runs } = JSON.parse(report('sarif', [])) as Log;
    expect(runs[0]).toMatchObject({ results: [], invocations: [{ executionSuccessful: true }] });
  });

  test('of a part of the contract does not replace the one of the whole', () => {
    const { runs } = JSON.parse(
      report('sarif', [], 'error', {}, { selection: '--rule schema' }),
    ) as Log;
    expect(runs[0]!.automationDetails).toEqual({ id: 'contract-tests --rule schema/' });
  });
});

describe('a run that ended early', () => {
  const early = (format: Format): string =>
    report(format, findings, 'error', {
      checked: 0,
      failure: 'The disk is full.',
      problems: [{ kind: 'run-stopped', severity: 'error', message: 'The disk is full.' }],
      unfinished: ['clean.har'],
    });

  test.each(['github', 'markdown'] as const)('has its reason in the format %s', (format) => {
    expect(early(format).replaceAll('\\', '')).toContain('The disk is full.');
  });

  test('has its findings and its reason in JSON', () => {
    const { findings: found, verdict: end } = JSON.parse(early('json')) as Record<string, unknown>;
    expect(found).toEqual(findings);
    expect(end).toMatchObject({ failure: 'The disk is full.' });
  });

  test('has its reason in JUnit, and no passed file', () => {
    const xml = early('junit');
    expect(XMLValidator.validate(xml)).toBe(true);
    expect(xml).toMatch(
      /<testsuite name="clean\.har" tests="1" failures="0" errors="1" skipped="0">[^]*clean\.har was not checked to its end\. The disk is full\./,
    );
  });

  test('is not successful in SARIF', () => {
    const { runs } = JSON.parse(early('sarif')) as Log;
    expect(runs[0]).not.toHaveProperty('results');
    expect(runs[0]!.invocations).toMatchObject([
      {
        executionSuccessful: false,
        exitCode: 2,
        toolExecutionNotifications: [
          { level: 'error', message: { text: 'The disk is full.' } },
          { associatedRule: { id: 'schema' } },
          { associatedRule: { id: 'transition' } },
        ],
      },
    ]);
  });
});

describe('JUnit', () => {
  const parsed = (xml: string): { testsuites: { testsuite: Record<string, unknown>[] } } => {
    expect(XMLValidator.validate(xml)).toBe(true);
    const isArray = (name: string): boolean => name === 'testsuite' || name === 'testcase';
    return new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', isArray }).parse(
      xml,
    ) as ReturnType<typeof parsed>;
  };

  test('has a suite for each file and a case for each finding', () => {
    const { testsuite: suites } = parsed(report('junit')).testsuites;
    expect(suites).toMatchObject([
      {
        name: 'recordings/a b.har',
        tests: '2',
        failures: '1',
        skipped: '1',
        testcase: [
          {
            classname: 'recordings/a b.har',
            name: 'schema: The body: found <a> & "b", 100 % | wrong, in two lines',
            failure: { type: 'schema', message: expect.stringContaining('<a> & "b"') },
          },
          { name: 'transition: It fell', skipped: 'It fell.' },
        ],
      },
      { name: 'clean.har', tests: '1', failures: '0', testcase: [{ name: 'fits the contract' }] },
    ]);
  });

  test('contains only characters that XML allows', () => {
    const message = 'A <b> & "c"\u0000\u001b\uffff.';
    const xml = report('junit', [{ ...findings[0]!, message }]);
    expect(xml).toContain('message="A &lt;b&gt; &amp; &quot;c&quot;."');
    expect(parsed(xml).testsuites.testsuite[0]).toMatchObject({
      testcase: [{ failure: { message: 'A <b> & "c".' } }],
    });
  });

  test('fails a warning if warnings are failures', () => {
    const [suite] = parsed(report('junit', findings, 'warning')).testsuites.testsuite;
    expect(suite).toMatchObject({ failures: '2', skipped: '0' });
  });

  test('fails if nothing was checked', () => {
    const xml = report('junit', [], 'error', { checked: 0 });
    expect(parsed(xml).testsuites.testsuite.at(-1)).toMatchObject({
      failures: '1',
      testcase: [{ failure: { type: 'nothing-verified' } }],
    });
  });
});

test('workflow commands of GitHub keep a finding on one line', () => {
  expect(report('github').split('\n')).toEqual([
    '::error file=openapi/batch-status.yaml,line=6,col=3,title=schema::recordings/a b.har, entry 3: The body: found <a> & "b", 100 %25 | wrong,%0Ain two lines.',
    '::warning file=gone.yaml,line=1,col=1,title=transition::recordings/a b.har, entry 4: It fell.',
    '9 exchanges checked, 3 out of scope (preflight 1, other path 2), 1 error, 1 warning.',
  ]);
});

test('workflow commands of GitHub escape separators in the names of files', () => {
  const [finding] = findings;
  const contract = { ...finding!.contract, file: 'C:/a,b.yaml' };
  expect(report('github', [{ ...finding!, contract }])).toContain('file=C%3A/a%2Cb.yaml,line=6');
});

test('for GitHub it is an error if nothing was checked', () => {
  expect(report('github', [], 'error', { checked: 0 })).toMatch(
    /^::error title=nothing-verified::0 exchanges checked, .* Nothing was checked: [^\n]*$/,
  );
});

test('Markdown is a table in which no text of a finding becomes markup', () => {
  const rows = report('markdown').split('\n');
  expect(rows[2]).toContain(String.raw`found \<a\> & "b", 100 % \| wrong, in two lines.`);
  expect(rows.slice(0, 4).every((row) => /^\|.*\|$/.test(row))).toBe(true);
  expect(rows.at(-1)).toContain('9 exchanges checked');
});

test.each(formatNames)(
  'the format %s names what the baseline accepts and no longer occurs',
  (format) => {
    const stale = [1, 2, 3, 4].map((number) => ({
      rule: 'schema' as const,
      message: `The body of the 200 of GET /${number}: found a string`,
      contract: '#/paths/~1a',
    }));
    const came = { stale, accepted: 7 };
    const text = report(format, [], 'error', came, { baseline: 'accepted.json' });
    expect(text).toContain('The body of the 200 of GET /3: found a string');
  },
);

test('text of a run that goes on has each finding at once, and how often it occurred at the end', () => {
  const lines: string[] = [];
  const { finding, end } = formats.text({
    print: (text) => lines.push(text),
    contract: 'api.yaml',
    bodies: false,
    failOn: 'error',
    live: true,
  });
  const [first] = findings;
  const at = (entry: number): Finding => ({ ...first!, in: { ...first!.in, entry } });
  finding(at(3));
  const shown = lines.length;
  expect(lines.slice(0, 2)).toEqual([
    'recordings/a b.har, entry 3',
    expect.stringContaining('error schema: The body'),
  ]);
  finding(at(5));
  finding(at(8));
  expect(lines).toHaveLength(shown);
  end(verdict());
  expect(lines[shown]).toMatch(
    /^3 times, also in recordings\/a b\.har, entry 5 and recordings\/a b\.har, entry 8\n {2}schema: The body/,
  );
});

test('text has the lines of the contract unless the file is missing', () => {
  const text = report('text');
  expect(text).toMatch(/\n +> 6 \| {3}summary: .*\n +\| {3}\^\n/);
  expect(text).toContain('    gone.yaml:1:1 \n9 exchanges');
});
