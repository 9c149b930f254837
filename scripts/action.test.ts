import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { publishPackages } from './release/rehearsal/publish-packages.ts';
import { startRegistry, type Registry } from './release/rehearsal/registry.ts';
import { fromRoot, run } from './run.ts';

interface Step {
  name?: string;
  if?: string;
  uses?: string;
  env?: Record<string, string>;
  run?: string;
}

interface Action {
  inputs: Record<string, { default?: string }>;
  runs: { steps: Step[] };
}

interface Outcome {
  code: number;
  log: string;
  /** What the last step wrote into these files of GitHub. */
  output: string;
  summary: string;
}

const source = await readFile(fromRoot('action.yml'), 'utf8');
const action = parse(source) as Action;
const scripts = action.runs.steps.filter((step) => step.run !== undefined);

let folder: string;
let registry: Registry;
let installed: string;

const { ok: hasBash } = await run(['bash', '--version']);
beforeEach(({ skip }) => skip(!hasBash));

beforeAll(async () => {
  if (!hasBash) return;
  folder = await mkdtemp(join(tmpdir(), 'batch-status-action-'));
  registry = await startRegistry();
  await publishPackages(['@batch-status/contract-tests'], registry, folder);
  const workspace = join(folder, 'workspace');
  await cp(fromRoot('openapi/batch-status.yaml'), join(workspace, 'openapi/batch-status.yaml'));
  await cp(fromRoot('recordings'), join(workspace, 'recordings'), { recursive: true });
  await cp(fromRoot('apps/examples/openapi-3-0'), join(workspace, 'shop'), { recursive: true });
  await cp(fromRoot('apps/examples/contract-diff'), join(workspace, 'diff'), { recursive: true });
  installed = join(folder, 'installed');
  const { code, log } = await runStep(scripts[0]!, {}, installed);
  if (code !== 0) throw new Error(log);
});

afterAll(async () => {
  if (!hasBash) return;
  await registry?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** Runs a step as GitHub does: its script in bash, with the inputs put into its environment. */
async function runStep(
  step: Step,
  inputs: Record<string, string>,
  temporary: string,
): Promise<Outcome> {
  const defaults = Object.entries(action.inputs).map(([name, input]) => [
    name,
    input.default ?? '',
  ]);
  const given = { ...(Object.fromEntries(defaults) as Record<string, string>), ...inputs };
  const env = Object.entries(step.env ?? {}).map(([name, value]) => [
    name,
    value.replaceAll(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, input: string) => given[input]!),
  ]);
  const files = await mkdtemp(join(folder, 'step-'));
  const script = join(files, 'script.sh');
  const [output, summary] = [join(files, 'output'), join(files, 'summary')];
  await Promise.all([
    writeFile(script, step.run!),
    writeFile(output, ''),
    writeFile(summary, '# Of an earlier step\n'),
  ]);
  const { code, log } = await new Promise<{ code: number; log: string }>((resolve) => {
    const child = execFile(
      'bash',
      ['--noprofile', '--norc', '-eo', 'pipefail', script],
      {
        cwd: join(folder, 'workspace'),
        maxBuffer: Number.POSITIVE_INFINITY,
        env: {
          ...process.env,
          PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
          'npm_config_@batch-status:registry': registry.url,
          RUNNER_TEMP: temporary,
          GITHUB_ACTION_PATH: fromRoot('').replace(/\/$/, ''),
          GITHUB_OUTPUT: output,
          GITHUB_STEP_SUMMARY: summary,
          ...(Object.fromEntries(env) as Record<string, string>),
        },
      },
      (_, stdout, stderr) => resolve({ code: child.exitCode!, log: stdout + stderr }),
    );
  });
  return {
    code,
    log,
    output: await readFile(output, 'utf8'),
    summary: await readFile(summary, 'utf8'),
  };
}

async function verify(inputs: Record<string, string>): Promise<Outcome> {
  return runStep(scripts[1]!, { contract: 'openapi/batch-status.yaml', ...inputs }, installed);
}

/** Measures what recordings prove. */
async function measure(inputs: Record<string, string>): Promise<Outcome> {
  return runStep(scripts[2]!, { contract: 'openapi/batch-status.yaml', ...inputs }, installed);
}

/** Compares the contract with its base. */
async function compare(inputs: Record<string, string>): Promise<Outcome> {
  return runStep(scripts[3]!, { contract: 'openapi/batch-status.yaml', ...inputs }, installed);
}

/** Breaks nothing unless it is read strictly. */
const undeclaredMember = 'recordings/invalid/undeclared-member.har';

test('inputs cannot become part of a script', () => {
  for (const step of scripts) expect(step.run).not.toContain('${{');
});

test('the README uses the tag that the release workflow moves', async () => {
  const folderOfPackage = 'apps/contract-tests';
  const manifest = await readFile(fromRoot(`${folderOfPackage}/package.json`), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  expect(await readFile(fromRoot(`${folderOfPackage}/README.md`), 'utf8')).toContain(
    `uses: batch-status/batch-status@v${version.split('.')[0]}\n`,
  );
});

test('recordings that conform to the contract pass, and the summary says so', async () => {
  const { code, log, output, summary } = await verify({
    recordings: `recordings/valid/empty.har\nrecordings/valid/c*.har\n${undeclaredMember}\n`,
    server: 'http://127.0.0.1:8787\nhttps://api.example\n',
    'fail-on': 'warning',
  });
  expect(log).toBe('20 exchanges checked, 0 out of scope, 0 errors, 0 warnings.\n');
  expect([code, output]).toEqual([0, 'exit-code=0\n']);
  expect(summary).toBe(
    '# Of an earlier step\n### Recorded traffic checked against its contract\n\n20 exchanges checked, 0 out of scope, 0 errors, 0 warnings.\n\n',
  );
});

test('findings fail the step, and become annotations of the contract and rows of the summary', async () => {
  const { code, log, output, summary } = await verify({
    recordings: 'recordings/invalid/half-a-body.har',
  });
  expect(log).toMatch(
    /^::error file=openapi\/batch-status\.yaml,line=\d+,col=\d+,title=invalid-json::recordings\/invalid\/half-a-body\.har, entry 0: /,
  );
  expect([code, output]).toEqual([1, 'exit-code=1\n']);
  expect(summary).toMatch(/^1 exchange checked, 0 out of scope, 1 error, 0 warnings\.$/m);
  expect(summary).toMatch(/^\| error \| invalid-json \| /m);
});

test('`strict` and `fail-on` make more findings fail', async () => {
  const inputs = { recordings: undeclaredMember, strict: 'true', 'fail-on': 'warning' };
  expect((await verify(inputs)).code).toBe(1);
});

test('checks only responses of the named server', async () => {
  const recordings = 'recordings/valid/empty.har';
  const { code, log } = await verify({ recordings, server: 'https://api.example' });
  expect([code, log]).toEqual([1, expect.stringContaining('Nothing was checked')]);
});

/** A small contract and a recording. */
const shop = { contract: 'shop/shop.yaml', recordings: 'shop/recording.har\n' };

test.each([
  ['min-coverage', 'The coverage'],
  ['min-score', 'The mutation score'],
])('with `%s`, a table is reported, and a lower percentage fails', async (least, title) => {
  const low = await measure({ ...shop, [least]: '0', server: 'https://shop.example/v1\n' });
  expect(low.log).toMatch(/^all +\d+/m);
  expect(low.log).not.toContain('::error');
  expect(low.code).toBe(0);
  expect(low.summary.match(/^### .*$/gm)).toEqual([`### ${title} of the contract`]);
  expect(low.summary).toMatch(/^all +\d+/m);
  const high = await measure({ ...shop, [least]: '100', 'all-operations': 'true' });
  expect(high.log).toContain(`::error title=contract-tests::${title} is too low`);
  expect(high.code).toBe(1);
  const invalid = await measure({ ...shop, [least]: '$(touch owned)' });
  expect(invalid.code).toBe(2);
  expect(await readdir(join(folder, 'workspace'))).not.toContain('owned');
});

test('the worse of coverage and score decides', async () => {
  const { code, summary } = await measure({ ...shop, 'min-coverage': '100', 'min-score': '0' });
  expect(code).toBe(1);
  expect(summary.match(/^### .*$/gm)).toHaveLength(2);
});

test('with `expect-findings`, recordings of violations pass, and others fail', async () => {
  const recordings = 'recordings/invalid/half-a-body.har';
  expect((await verify({ recordings, 'expect-findings': 'true' })).code).toBe(0);
  const sound = 'recordings/valid/empty.har';
  const { code, log } = await verify({ recordings: sound, 'expect-findings': 'true' });
  expect([code, log]).toEqual([1, expect.stringContaining('must have a finding')]);
});

test('without a minimum, nothing is measured', async () => {
  const { code, log, summary } = await measure({ recordings: 'recordings/valid/empty.har' });
  expect([code, log, summary]).toEqual([0, '', '# Of an earlier step\n']);
});

test('what recordings prove is measured even if some have findings', () => {
  expect(action.runs.steps.map((step) => step.if)).toEqual([
    ...[undefined, undefined, undefined],
    "${{ !cancelled() && steps.install.outcome == 'success' }}",
    "${{ !cancelled() && steps.install.outcome == 'success' }}",
  ]);
});

test('with `base`, a change above `allow` fails, and is an annotation and a row of the summary', async () => {
  const inputs = {
    base: 'diff/released.yaml',
    contract: 'diff/openapi.yaml',
    recordings: 'shop/recording.har\n',
    server: 'https://shop.example/v1\n',
  };
  const { code, log, summary } = await compare(inputs);
  expect(code).toBe(1);
  expect(log).toMatch(/^::error file=diff\/openapi\.yaml,line=\d+/m);
  expect(summary).toMatch(/^### Changes of the contract$/m);
  expect(summary).toContain('| major |');
  expect((await compare({ ...inputs, allow: 'major' })).code).toBe(0);
  expect((await compare({ ...inputs, allow: '$(touch owned)' })).code).toBe(2);
  expect(await readdir(join(folder, 'workspace'))).not.toContain('owned');
});

test('without `base`, nothing is compared', async () => {
  const { code, log, summary } = await compare({ recordings: 'shop/recording.har' });
  expect([code, log, summary]).toEqual([0, '', '# Of an earlier step\n']);
});

test('an unreadable recording is an error that says so', async () => {
  const { code, log, output } = await verify({ recordings: 'no-such.har' });
  expect([code, output]).toEqual([2, 'exit-code=2\n']);
  expect(log).toContain('::error title=contract-tests::');
  expect(log).toContain('No file matches no-such.har.');
});

test('`operation` and `rule` choose what is checked, and `baseline` what is accepted', async () => {
  const recordings = 'recordings/invalid/half-a-body.har';
  const log = async (inputs: Record<string, string>): Promise<[number, string]> => {
    const outcome = await verify({ recordings, ...inputs });
    return [outcome.code, outcome.log];
  };
  expect(await log({ rule: 'schema\ninvalid-json', operation: 'getBatchStatus\n' })).toEqual([
    1,
    expect.stringContaining('title=invalid-json'),
  ]);
  expect(await log({ rule: 'schema' })).toEqual([0, expect.stringContaining('1 finding of other')]);
  expect(await log({ operation: 'getOther' })).toEqual([2, expect.stringContaining('It has: ')]);
  const findings = [
    {
      rule: 'invalid-json',
      message: expect.any(String) as string,
      contract: expect.stringMatching(/^#/) as string,
    },
  ];
  const baseline = join(folder, 'workspace/accepted.json');
  await promisify(execFile)(process.execPath, [
    join(installed, 'contract-tests/node_modules/@batch-status/contract-tests/dist/bin.js'),
    'verify',
    '--contract',
    join(folder, 'workspace/openapi/batch-status.yaml'),
    '--write-baseline',
    baseline,
    join(folder, 'workspace', recordings),
  ]);
  expect(JSON.parse(await readFile(baseline, 'utf8'))).toMatchObject({ version: 1, findings });
  expect(await log({ baseline: 'accepted.json' })).toEqual([
    0,
    expect.stringContaining('1 accepted'),
  ]);
});

test('equal findings are one row of the summary', async () => {
  const har = JSON.parse(
    await readFile(fromRoot('recordings/invalid/half-a-body.har'), 'utf8'),
  ) as { log: { entries: unknown[] } };
  har.log.entries = Array.from({ length: 1200 }, () => har.log.entries[0]);
  await writeFile(join(folder, 'workspace/large.har'), JSON.stringify(har));
  const { code, summary } = await verify({ recordings: 'large.har' });
  expect(code).toBe(1);
  expect(summary).toContain('1200 exchanges checked');
  expect(summary.match(/^\| error .* \|$/gm)).toEqual([expect.stringContaining('| 1200 |')]);
});

test('a summary that is too large for GitHub is cut at the end of a line', async () => {
  const paths = Array.from({ length: 1200 }, (_, number) => `/things-${number}`);
  const operation = { get: { responses: { 200: { description: '' } } } };
  const contract = {
    openapi: '3.1.0',
    paths: Object.fromEntries(paths.map((path) => [path, operation])),
  };
  const entries = paths.map((path) => ({
    request: { method: 'GET', url: `http://h${path}`, headers: [] },
    response: { status: 500, headers: [{ name: 'date', value: 'now' }], content: {} },
  }));
  await writeFile(join(folder, 'workspace/large.json'), JSON.stringify(contract));
  await writeFile(join(folder, 'workspace/large.har'), JSON.stringify({ log: { entries } }));
  const { code, summary } = await verify({ recordings: 'large.har', contract: 'large.json' });
  expect(code).toBe(1);
  expect(summary).toContain('1200 exchanges checked');
  const rows = summary.match(/^\| error .* \|$/gm)!;
  expect(rows.length).toBeGreaterThan(900);
  expect(rows.length).toBeLessThanOrEqual(1000);
  expect(summary.trimEnd().endsWith(rows.at(-1)!)).toBe(true);
});

test.each<[string, number, Record<string, string>]>([
  ['strict', 0, { strict: 'a[$(touch owned)]' }],
  ['contract', 2, { contract: '`touch owned`' }],
  [
    'each other input',
    2,
    {
      recordings: '$(touch owned)\n"; touch owned; "\n--output=owned',
      server: '$(touch owned)',
      operation: '$(touch owned)',
      rule: '`touch owned`',
      baseline: '"; touch owned; "',
      'fail-on': 'error; touch owned',
    },
  ],
])('%s is treated as data, not as a command', async (_, expected, inputs) => {
  const { code } = await verify({ recordings: 'recordings/valid/empty.har', ...inputs });
  expect(await readdir(join(folder, 'workspace'))).not.toContain('owned');
  expect(code).toBe(expected);
});

test.each(['$(touch owned)', 'npm:left-pad', '1.0.0 --registry=http://localhost'])(
  'refuses an invalid version: %s',
  async (version) => {
    const { code, log } = await runStep(scripts[0]!, { version }, join(folder, 'none'));
    expect([code, log]).toEqual([
      2,
      expect.stringContaining('The version input must be an npm version'),
    ]);
  },
);
