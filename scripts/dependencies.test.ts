import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { packageBin } from './package-bin.ts';
import { fromRoot } from './run.ts';

interface Breach {
  file: string;
  text: string;
  /** Part of the linter's message or help. */
  why: string;
}

const breach = (file: string, text: string, why: string): Breach => ({ file, text, why });
const importing = (from: string): string => `import { it } from '${from}';\nit();\n`;

const core = 'packages/client-core/src';
const server = 'apps/reference-server/src';
const breaches: Breach[] = [
  breach('packages/spec/src/a.ts', importing('@batch-status/client-core'), 'See Dependencies'),
  breach(`${core}/b.ts`, importing('node:fs'), 'every runtime'),
  breach(`${core}/c.ts`, 'setTimeout(() => undefined, 5);\n', 'Time comes from a Clock'),
  breach(`${core}/d.ts`, 'setInterval(() => undefined, 5);\n', 'Time comes from a Clock'),
  breach(
    `${core}/e.ts`,
    'export const at: number = performance.now();\n',
    'Time comes from a Clock',
  ),
  breach(`${core}/f.ts`, 'export const at: number = Date.now();\n', 'Take the time from a Clock'),
  breach(`${core}/g.ts`, 'export const it: number = Math.random();\n', 'Take chance from a Clock'),
  breach('packages/time/src/a.ts', importing('node:fs'), 'every runtime'),
  breach('packages/spec/src/f.ts', 'setTimeout(() => undefined, 5);\n', 'Time comes from a Clock'),
  breach('apps/cli/src/g.ts', 'export const at: number = Date.now();\n', 'Take the time from a Cl'),
  breach(
    'apps/reference-server/src/h.ts',
    "import { setTimeout } from 'node:timers/promises';\nawait setTimeout(5);\n",
    'Time comes from a Clock',
  ),
  breach(
    'apps/contract-tests/src/i.ts',
    "import { performance } from 'node:perf_hooks';\nperformance.now();\n",
    'Time comes from a Clock',
  ),
  breach(
    'apps/cli/src/l.ts',
    "import { aborted } from 'node:util';\nawait aborted(AbortSignal.abort(), {});\n",
    'Garbage collection can remove',
  ),
  breach('apps/cli/src/h.ts', 'process.hrtime.bigint();\n', 'Take the time from a Clock'),
  breach(`${core}/k.ts`, 'AbortSignal.timeout(5);\n', 'Sleep by a Clock'),
  breach(`${core}/h.ts`, 'console.log(1);\n', 'Unexpected console statement'),
  breach(
    'apps/cli/src/i.ts',
    importing('@batch-status/client-core/src/judge.ts'),
    'from its index.ts',
  ),
  breach(
    'apps/cli/src/j.ts',
    importing('../../../packages/client-core/src/call/judge.ts'),
    'by its name',
  ),
  breach('apps/cli/test/z.ts', importing('../../reference-server/src/index.ts'), 'by its name'),
  breach('packages/invariants/src/k.ts', importing('@batch-status/spec'), 'See Dependencies'),
  breach(
    'packages/invariants/src/l.ts',
    importing('@batch-status/conformance/analysis'),
    'See Dependencies',
  ),
  breach(
    'packages/json-schema/src/l.ts',
    importing('@batch-status/invariants'),
    'See Dependencies',
  ),
  breach(
    'packages/redaction/src/l.ts',
    importing('@batch-status/contract-proof'),
    'See Dependencies',
  ),
  breach(
    'packages/contract-proof/src/l.ts',
    importing('@batch-status/redaction'),
    'See Dependencies',
  ),
  breach('packages/har/src/l.ts', importing('@batch-status/contract-tests'), 'See Dependencies'),
  breach('openapi/rules/l.ts', importing('@batch-status/conformance'), 'See Dependencies'),
  breach('packages/fetch-client/src/m.ts', "export * from './n.ts';\n", 'Barrel file'),
  breach('apps/cli/src/o.ts', "import './p.ts';\nexport const o = 1;\n", 'Dependency cycle'),
  breach(
    `${core}/time/q.ts`,
    importing('../settings/options.ts'),
    'time may import no other folder',
  ),
  breach(`${core}/errors/r.ts`, importing('../settings/options.ts'), 'errors may import no other'),
  breach(`${core}/forecast/s.ts`, importing('../watch/update.ts'), 'forecast may import no other'),
  breach(
    `${core}/settings/t.ts`,
    importing('../call/transport.ts'),
    'settings may import time, err',
  ),
  breach(
    `${core}/call/u.ts`,
    importing('../forecast/phase.ts'),
    'call may import time, errors, set',
  ),
  breach(`${core}/watch/v.ts`, importing('../monitor/agenda.ts'), 'watch may import time, errors'),
  breach(
    `${core}/proxy/w.ts`,
    importing('../monitor/agenda.ts'),
    'proxy may import time, errors, settings, call, watch.',
  ),
  breach(`${core}/proxy/x.ts`, importing('node:http'), 'every runtime'),
  breach(`${core}/watch/x.ts`, importing('../proxy/answer.ts'), 'watch may import time, errors'),
  breach(`${core}/monitor/w.ts`, importing('../index.ts'), 'monitor may import errors, settings'),
  breach(`${core}/polling/w.ts`, importing('../monitor/monitor.ts'), 'polling may import time'),
  breach('apps/cli/src/display/w.ts', importing('../terminal/bar.ts'), 'display may import text'),
  breach(
    'apps/contract-tests/src/o.ts',
    "import type { P } from './p.ts';\nexport interface O {\n  p: P;\n}\n",
    'Dependency cycle',
  ),
  ...(
    [
      ['invariants/src/cel/a.ts', '../rule/problem.ts', 'cel may import no other folder'],
      ['invariants/src/evaluation/e.ts', '../types/shape.ts', 'evaluation may import cel'],
      ['invariants/src/types/b.ts', '../cel/syntax.ts', 'types may import evaluation'],
      [
        'invariants/src/rule/c.ts',
        '../tree/rule-tree.ts',
        'rule may import cel, types, evaluation',
      ],
      ['invariants/src/tree/d.ts', '../index.ts', 'tree may import rule'],
      ['har/src/json/a.ts', '../scan/chunks.ts', 'json may import no other folder'],
      ['har/src/scan/b.ts', '../read/har-reader.ts', 'scan may import json, file-error.ts'],
      ['har/src/read/c.ts', '../write/recording-file.ts', 'read may import scan, json'],
      ['har/src/write/d.ts', '../scan/chunks.ts', 'write may import file-error.ts'],
      ['redaction/src/contract/a.ts', '../values/values.ts', 'contract may import no other folder'],
      ['redaction/src/values/b.ts', '../message/urls.ts', 'values may import contract'],
      ['redaction/src/message/c.ts', '../redactor.ts', 'message may import values, contract'],
      ['contract-proof/src/contract/a.ts', '../coverage/point.ts', 'contract may import no other'],
      ['contract-proof/src/coverage/b.ts', '../mutants/mutant.ts', 'coverage may import contract'],
      [
        'contract-proof/src/mutants/c.ts',
        '../equivalence/x.ts',
        'mutants may import no other folder',
      ],
      [
        'contract-proof/src/equivalence/d.ts',
        '../operators/x.ts',
        'equivalence may import mutants',
      ],
      [
        'contract-proof/src/operators/e.ts',
        '../sketch/chance.ts',
        'operators may import equivalence',
      ],
      [
        'contract-proof/src/sketch/f.ts',
        '../mutation/score.ts',
        'sketch may import mutants, contract',
      ],
      [
        'contract-proof/src/mutation/g.ts',
        '../reports/x.ts',
        'mutation may import operators, mutants',
      ],
      [
        'contract-proof/src/diff/change/g.ts',
        '../found.ts',
        'diff/change may import no other folder',
      ],
      [
        'contract-proof/src/diff/suspects/g.ts',
        '../found.ts',
        'diff/suspects may import diff/change',
      ],
      [
        'contract-proof/src/diff/requests/g.ts',
        '../suspects/suspect.ts',
        'diff/requests may import diff/answers.ts',
      ],
      [
        'contract-proof/src/diff/responses/g.ts',
        '../requests/request-changes.ts',
        'diff/responses may import diff/answers.ts',
      ],
      ['contract-proof/src/reports/h.ts', '../index.ts', 'reports may import coverage, mutation'],
      [
        'conformance/src/exchange/a.ts',
        '../schema/union.ts',
        'exchange may import no other folder',
      ],
      ['conformance/src/schema/b.ts', '../exchange/har.ts', 'schema may import no other folder'],
      [
        'conformance/src/schema/pattern/b.ts',
        '../keywords/unions.ts',
        'schema/pattern may import no other folder',
      ],
      [
        'conformance/src/schema/keywords/b.ts',
        '../schemas.ts',
        'schema/keywords may import schema/pattern',
      ],
      [
        'conformance/src/contract/c.ts',
        '../check/fault.ts',
        'contract may import schema, exchange',
      ],
      [
        'conformance/src/contract/source/c.ts',
        '../load-contract.ts',
        'contract/source may import upgrade',
      ],
      [
        'conformance/src/contract/operation/c.ts',
        '../source/yaml-source.ts',
        'contract/operation may import contract/contract.ts',
      ],
      ['conformance/src/check/d.ts', '../sequence/checker.ts', 'check may import contract, schema'],
      [
        'conformance/src/check/finding/d.ts',
        '../body/invariants.ts',
        'check/finding may import contract, schema',
      ],
      [
        'conformance/src/check/body/d.ts',
        '../check-content.ts',
        'check/body may import check/finding',
      ],
      ['conformance/src/sequence/e.ts', '../index.ts', 'sequence may import check, contract'],
    ] as const
  ).map(([file, from, why]) => breach(`packages/${file}`, importing(from), why)),
  breach(
    'packages/simulation/src/batch/a.ts',
    importing('../corpus/draw.ts'),
    'batch may import no other folder',
  ),
  breach(
    'packages/simulation/src/corpus/a.ts',
    importing('../clock/virtual-clock.ts'),
    'corpus may import batch',
  ),
  breach(
    'packages/server/src/store/a.ts',
    importing('../http/cors.ts'),
    'store may import no other folder',
  ),
  breach('packages/server/src/sqlite/a.ts', importing('../log.ts'), 'sqlite may import store'),
  breach('packages/server/src/http/a.ts', importing('../log.ts'), 'http may import no other'),
  breach(
    'packages/server/src/status/a.ts',
    importing('../sqlite/schema.ts'),
    'status may import http, store, log.ts',
  ),
  breach('packages/server/src/b.ts', importing('@batch-status/simulation'), 'See Dependencies'),
  breach(
    `${server}/batches/a.ts`,
    importing('../status/situations.ts'),
    'batches may import no other folder',
  ),
  breach(`${server}/http/a.ts`, importing('../status/situations.ts'), 'http may import no other'),
  breach(`${server}/queue/a.ts`, importing('../http/health.ts'), 'queue may import no other'),
  breach(`${server}/status/a.ts`, importing('../index.ts'), 'status may import batches, http'),
  breach(`${server}/command/a.ts`, importing('../http/health.ts'), 'command may import index.ts'),
  breach(`${server}/status/b.ts`, importing('@batch-status/conformance'), 'See Dependencies'),
  breach(`${core}/call/x.ts`, importing('node:fs'), 'every runtime'),
  breach(`${core}/call/y.ts`, importing('@batch-status/fetch'), 'See Dependencies'),
  breach(`${core}/call/z.ts`, importing('@batch-status/cli'), 'See Dependencies'),
  ...(
    [
      ['text/a.ts', '../session/session.ts', 'text may import no other folder'],
      ['session/b.ts', '../display/display.ts', 'session may import text'],
      ['display/c.ts', '../watch/tally.ts', 'display may import text, session'],
      ['get/d.ts', '../display/display.ts', 'get may import text, session'],
      ['watch/e.ts', '../get/get-command.ts', 'watch may import text, session, display'],
      ['watch/f.ts', '../program.ts', 'watch may import text, session, display'],
    ] as const
  ).map(([file, from, why]) => breach(`apps/cli/src/${file}`, importing(from), why)),
  ...(
    [
      ['baseline/a.ts', '../checking/verdict.ts', 'baseline may import input-error.ts'],
      ['checking/a.ts', '../reports/report.ts', 'checking may import contract-file.ts'],
      ['checking/threads/a.ts', '../verdict.ts', 'checking/threads may import input-error.ts'],
      ['reports/b.ts', '../commands/verify/verify.ts', 'reports may import checking'],
      ['recorder/c.ts', '../reports/report.ts', 'recorder may import input-error.ts'],
      ['commands/verify/d.ts', '../../recorder/proxy.ts', 'commands/verify may import baseline'],
      ['commands/record/e.ts', '../verify/verify.ts', 'commands/record may import checking'],
      [
        'commands/coverage/f.ts',
        '../../reports/report.ts',
        'commands/coverage may import contract',
      ],
      [
        'commands/mutate/g.ts',
        '../../checking/verdict.ts',
        'commands/mutate may import contract-file',
      ],
    ] as const
  ).map(([file, from, why]) => breach(`apps/contract-tests/src/${file}`, importing(from), why)),
  ...[
    ['setTimeout(() => undefined, 5);', 'Wait for an event'],
    ['setInterval(() => undefined, 5);', 'Wait for an event'],
    [
      "import { setTimeout } from 'node:timers/promises'; await setTimeout(5);",
      'Wait for an event',
    ],
    ['await expect.poll(() => 1).toBe(1);', 'Wait for an event'],
    ['await vi.waitFor(() => 1);', 'Wait for an event'],
    ['await vi.waitUntil(() => 1);', 'Wait for an event'],
    ['AbortSignal.timeout(5);', 'Wait for an event'],
    ['Date.now();', 'Fix the time'],
    ['performance.now();', 'belongs in apps/bench'],
    ["import { performance } from 'node:perf_hooks'; performance.now();", 'belongs in apps/bench'],
    ['process.hrtime.bigint();', 'belongs in apps/bench'],
    ['process.cpuUsage();', 'belongs in apps/bench'],
    ["import { cpuUsage } from 'node:process'; cpuUsage();", 'belongs in apps/bench'],
    ['process.memoryUsage().heapUsed;', 'belongs in apps/bench'],
    ['process.resourceUsage();', 'belongs in apps/bench'],
    ["import v8 from 'node:v8'; v8.getHeapStatistics();", 'belongs in apps/bench'],
    ["import { getHeapStatistics } from 'node:v8'; getHeapStatistics();", 'belongs in apps/bench'],
    ["test('a', () => undefined, 5);", 'A time limit fails'],
    ["test('a', { timeout: 5 }, () => undefined);", 'A time limit fails'],
    ["test.each([1])('a', { timeout: 5 }, () => undefined);", 'A time limit fails'],
    ["test.for`a`('a', () => undefined, 5);", 'A time limit fails'],
    ["describe.concurrent('a', { timeout }, () => undefined);", 'A time limit fails'],
    ['beforeAll(() => undefined, 5);', 'A time limit fails'],
    ["await promisify(execFile)('a', [], { timeout: 5 });", 'A time limit fails'],
  ].map(([text = '', why = ''], index) =>
    breach(`${index % 2 ? 'apps/cli' : 'packages/spec'}/test/${index}.test.ts`, text, why),
  ),
  breach(
    'packages/client-suite/src/a.ts',
    'setTimeout(() => undefined, 5);\n',
    'Wait for an event',
  ),
  breach(
    'packages/client-suite/src/c.ts',
    "import { setTimeout } from 'node:timers/promises';\nawait setTimeout(5);\n",
    'Wait for an event',
  ),
  breach('packages/simulation/src/a.ts', importing('@batch-status/loopback'), 'See Dependencies'),
  breach('apps/cli/src/k.ts', importing('@batch-status/loopback/batches'), 'See Dependencies'),
  breach('packages/holdout/src/a.ts', importing('@batch-status/simulation'), 'See Dependencies'),
  breach(`${core}/forecast/t.ts`, importing('@batch-status/holdout'), 'See Dependencies'),
  breach('packages/loopback/src/a.ts', importing('@batch-status/client-core'), 'See Dependencies'),
  breach('packages/client-suite/src/b.ts', importing('@batch-status/fetch'), 'See Dependencies'),
  breach('apps/docs/test/a.ts', 'performance.now();\n', 'belongs in apps/bench'),
  breach('apps/bench/src/t.ts', importing('../../dashboard/test/servers.ts'), 'by its name'),
  breach('apps/dashboard/test/t.ts', importing('../../docs/test/a.ts'), 'by its name'),
];

/** Files that break no rule, and files that the others import. */
const sound: Record<string, string> = {
  [`${core}/good.ts`]: importing('@batch-status/spec'),
  [`${core}/watch/good.ts`]: importing('../call/judge.ts'),
  [`${server}/status/good.ts`]: importing('../batches/batches.ts'),
  'packages/conformance/src/schema/keywords/good.ts': importing('../pattern/bounded-pattern.ts'),
  'packages/server/src/status/good.ts': importing('../log.ts'),
  'packages/server/src/sqlite/good.ts': importing('../store/batch-store.ts'),
  [`${server}/command/good.ts`]: importing('../index.ts'),
  'packages/node-client/src/good.ts': importing('node:fs'),
  'apps/contract-tests/src/commands/verify/good.ts': importing('../../checking/verdict.ts'),
  'apps/cli/src/watch/good.ts': importing('../display/display.ts'),
  'packages/time/src/good.ts':
    'export const now: number = Date.now() + Math.random();\nsetTimeout(() => undefined, 5);\n',
  'apps/reference-server/src/batches/turns.ts':
    "import { setImmediate } from 'node:timers/promises';\nawait setImmediate();\n",
  'packages/client-suite/src/faults/faults.ts': 'setTimeout(() => undefined, 5);\n',
  'apps/cli/test/good.ts': importing('@batch-status/loopback/batches'),
  'packages/client-suite/src/good.ts': importing('@batch-status/loopback/batches'),
  'packages/spec/test/deep/good.test.ts': importing('../../src/index.ts'),
  'packages/spec/test/good.long.test.ts': 'beforeAll(() => undefined, 5);\n',
  'apps/bench/src/good.ts': 'export const at: number = performance.now();\n',
  'packages/fetch-client/src/n.ts': 'export const it = 1;\n',
};

interface Diagnostic {
  filename: string;
  message: string;
  help?: string;
}

/** The messages of the linter for each file. */
const messages = new Map<string, string>();

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'batch-status-dependencies-'));
  try {
    // None of these rules needs types, and type information is slow.
    const config = `import config from '${pathToFileURL(fromRoot('oxlint.config.ts')).href}';
      export default { ...config, options: { ...config.options, typeAware: false } };`;
    const files = {
      ...sound,
      ...Object.fromEntries(breaches.map(({ file, text }) => [file, text])),
      'apps/contract-tests/src/p.ts':
        "import type { O } from './o.ts';\nexport interface P {\n  o: O;\n}\n",
      'apps/cli/src/p.ts': "import { o } from './o.ts';\nexport const p = o;\n",
      'oxlint.config.ts': config,
    };
    for (const [file, text] of Object.entries(files)) {
      await mkdir(join(folder, dirname(file)), { recursive: true });
      await writeFile(join(folder, file), text);
    }
    for (const { filename, message, help = '' } of await lint(folder)) {
      const file = filename.replaceAll('\\', '/');
      messages.set(file, `${messages.get(file) ?? ''}${message} ${help}\n`);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

async function lint(folder: string): Promise<Diagnostic[]> {
  const [node = '', ...oxlint] = packageBin('oxlint');
  const args = [...oxlint, '--deny-warnings', '--format', 'json', 'apps', 'openapi', 'packages'];
  const output = await new Promise<string>((resolve) => {
    execFile(node, args, { cwd: folder }, (_, stdout, stderr) => resolve(stdout || stderr));
  });
  return (JSON.parse(output) as { diagnostics: Diagnostic[] }).diagnostics;
}

test.each(Object.keys(sound))('the linter accepts %s', (file) => {
  expect(messages.get(file)).toBeUndefined();
});

test.each(breaches)('the linter rejects $file', ({ file, why }) => {
  expect(messages.get(file)).toContain(why);
});
