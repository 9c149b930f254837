import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'oxlint';
import { measuringImports, noMeasuring } from './scripts/lint/no-measuring.ts';

interface Package {
  /** The packages of this repository that its `src` may import. */
  sees: string[];
  /** Whether it runs only on Node, and may import `node:` modules. */
  node?: true;
  /** Why its files read the system clock, instead of getting a `Clock`. */
  realTime?: string;
}

/**
 * The dependencies in ARCHITECTURE.md. A package that is not listed may import no other package of
 * this repository.
 */
const packages: Record<string, Package> = {
  openapi: { sees: ['json-schema', 'invariants'], node: true },
  'packages/json-schema': { sees: [] },
  'packages/invariants': { sees: ['json-schema'] },
  'packages/spec': { sees: [] },
  'packages/time': { sees: [], realTime: 'all others get the time and random numbers from it' },
  'packages/client-core': { sees: ['spec', 'time'] },
  'packages/fetch-client': { sees: ['spec', 'client-core'] },
  'packages/element': { sees: ['client-core', 'fetch', 'spec', 'time'] },
  'packages/node-client': { sees: ['spec', 'client-core', 'redis-script'], node: true },
  'packages/loopback': { sees: ['spec'], node: true },
  'packages/chromium': { sees: [], node: true },
  'packages/client-suite': {
    sees: ['client-core', 'loopback'],
    node: true,
    realTime: 'its fault server delays answers on real connections',
  },
  'packages/batch-row': { sees: ['spec'] },
  'packages/simulation': { sees: ['spec', 'time', 'batch-row'] },
  'packages/holdout': { sees: ['spec', 'time'] },
  'packages/conformance': { sees: ['json-schema', 'invariants'], node: true },
  'packages/har': { sees: ['conformance'], node: true },
  'packages/redaction': { sees: ['json-schema', 'conformance', 'har'], node: true },
  'packages/contract-proof': { sees: ['json-schema', 'conformance', 'har', 'time'], node: true },
  'packages/command': { sees: [], node: true },
  'packages/http-server': { sees: ['time'], node: true },
  'packages/data-file': { sees: [], node: true },
  'packages/redis-connection': { sees: ['server'], node: true },
  'packages/masking': { sees: ['spec', 'client-core'], node: true },
  'packages/redis-script': { sees: [], node: true },
  'packages/server': {
    sees: ['spec', 'time', 'batch-row', 'data-file', 'redis-script'],
    node: true,
  },
  'apps/reference-server': {
    sees: ['command', 'http-server', 'redis-connection', 'spec', 'simulation', 'server', 'time'],
    node: true,
  },
  'apps/cli': { sees: ['command', 'masking', 'node', 'spec', 'time'], node: true },
  'apps/contract-tests': {
    sees: ['command', 'conformance', 'har', 'redaction', 'contract-proof', 'time'],
    node: true,
  },
  'apps/bench': {
    sees: [
      'spec',
      'client-core',
      'fetch',
      'node',
      'simulation',
      'conformance',
      'reference-server',
      'server',
      'loopback',
      'holdout',
      'dashboard',
    ],
    node: true,
    realTime: 'it measures',
  },
  'apps/dashboard': {
    sees: [
      'command',
      'data-file',
      'element',
      'http-server',
      'masking',
      'redis-connection',
      'node',
      'reference-server',
      'spec',
      'time',
    ],
    node: true,
  },
  'apps/docs': { sees: [], node: true },
  'apps/faults': {
    sees: ['server', 'node', 'spec', 'loopback', 'time'],
    node: true,
    realTime: 'it starts real processes, reads 20 times in each second, and sets their clocks back',
  },
};

/** What each command of `contract-tests` may import from beside the folders. */
const ofCommands = [
  'contract-file.ts',
  'contract-option.ts',
  'default-contract.ts',
  'exit-codes.ts',
  'files.ts',
  'input-error.ts',
  'option-values.ts',
  'progress.ts',
  'recordings-argument.ts',
  'surroundings.ts',
  'time-limit.ts',
];

/** What each side of an exchange may import from beside the folders of `diff`. */
const ofDiff = [
  'diff/answers.ts',
  'diff/found.ts',
  'diff/media-type.ts',
  'diff/object-words.ts',
  'diff/pair-operations.ts',
];

/**
 * The folders of a package, and the other folders that each one may import from. A folder inside another
 * one comes after it, and has its own rule.
 */
const layers: Record<string, Record<string, string[]>> = {
  'packages/client-core': {
    time: [],
    errors: [],
    platform: ['errors'],
    forecast: [],
    settings: ['time', 'errors'],
    call: ['time', 'errors', 'settings'],
    watch: ['time', 'errors', 'settings', 'call', 'forecast'],
    polling: ['time', 'errors', 'settings', 'forecast', 'watch'],
    monitor: ['errors', 'settings', 'call', 'forecast', 'watch', 'polling'],
    proxy: ['time', 'errors', 'settings', 'call', 'watch'],
    messages: ['errors', 'forecast', 'watch'],
    sharing: ['time', 'errors', 'polling', 'watch', 'monitor'],
  },
  'packages/invariants': {
    cel: [],
    evaluation: ['cel'],
    types: ['evaluation'],
    rule: ['cel', 'types', 'evaluation'],
    tree: ['rule'],
  },
  'packages/har': {
    json: [],
    scan: ['json', 'file-error.ts'],
    read: ['scan', 'json'],
    write: ['file-error.ts'],
  },
  'packages/redaction': {
    contract: [],
    values: ['contract'],
    message: ['values', 'contract'],
  },
  'packages/contract-proof': {
    contract: [],
    operations: [],
    coverage: ['contract', 'operations', 'percent.ts', 'time-limit.ts'],
    mutants: [],
    equivalence: ['mutants', 'contract'],
    operators: ['equivalence', 'mutants', 'contract'],
    sketch: ['mutants', 'contract', 'observation.ts'],
    mutation: [
      ...['operators', 'mutants', 'operations', 'sketch'],
      ...['observation.ts', 'percent.ts', 'time-limit.ts'],
    ],
    comparison: ['contract'],
    diff: ['comparison', 'sketch', 'contract'],
    'diff/change': [],
    'diff/suspects': ['diff/change', 'comparison', 'sketch', 'contract'],
    'diff/requests': [...ofDiff, 'diff/change', 'comparison', 'sketch'],
    'diff/responses': [...ofDiff, 'diff/change', 'diff/suspects', 'sketch', 'contract'],
    reports: ['coverage', 'mutation', 'mutants', 'sketch', 'diff', 'operations'],
  },
  'packages/conformance': {
    exchange: [],
    schema: [],
    'schema/pattern': [],
    'schema/keywords': ['schema/pattern'],
    upgrade: [],
    contract: ['schema', 'exchange', 'upgrade'],
    'contract/source': ['upgrade', 'contract/contract-error.ts'],
    'contract/operation': ['contract/contract.ts', 'contract/contract-error.ts'],
    check: ['contract', 'schema', 'exchange'],
    'check/finding': ['contract', 'schema', 'exchange'],
    'check/body': ['check/finding', 'contract', 'schema', 'exchange'],
    sequence: ['check', 'contract', 'exchange'],
    tested: ['exchange'],
  },
  'packages/simulation': {
    batch: [],
    corpus: ['batch'],
    clock: [],
  },
  'packages/server': {
    store: [],
    sqlite: ['store'],
    redis: ['store'],
    bullmq: ['store', 'log.ts'],
    http: [],
    status: ['http', 'store', 'log.ts'],
  },
  'apps/reference-server': {
    batches: [],
    http: [],
    queue: [],
    status: ['batches', 'http'],
    command: ['index.ts', 'status', 'queue', '../package.json'],
  },
  'apps/contract-tests': {
    baseline: ['input-error.ts'],
    checking: ['contract-file.ts', 'exit-codes.ts', 'input-error.ts', 'progress.ts'],
    'checking/threads': ['input-error.ts', 'interruptible.ts', 'progress.ts'],
    reports: ['checking', '../package.json'],
    recorder: ['input-error.ts', '../package.json'],
    'commands/verify': ['baseline', 'checking', 'reports', ...ofCommands],
    'commands/record': ['checking', 'recorder', 'reports', ...ofCommands],
    'commands/coverage': ofCommands,
    'commands/mutate': [...ofCommands, '../package.json'],
    'commands/diff': ['reports', ...ofCommands],
  },
  'apps/dashboard': {
    wire: [],
    data: ['wire'],
    board: ['data', 'wire'],
    stream: ['board', 'wire'],
    access: ['data', 'wire'],
    http: ['access', 'board', 'data', 'stream', 'wire'],
    command: ['access', 'board', 'http', 'create-dashboard.ts', '../package.json'],
  },
  'apps/cli': {
    text: [],
    session: ['text'],
    display: ['text', 'session'],
    get: ['text', 'session'],
    terminal: ['text', 'session', 'display'],
    watch: ['text', 'session', 'display', 'terminal'],
    completion: [],
  },
};

const packageNames = [
  'json-schema',
  'command',
  'http-server',
  'data-file',
  'redis-script',
  'masking',
  'invariants',
  'spec',
  'time',
  'batch-row',
  'server',
  'client-core',
  'client-suite',
  'loopback',
  'chromium',
  'element',
  'fetch',
  'node',
  'simulation',
  'holdout',
  'conformance',
  'har',
  'redaction',
  'contract-proof',
  'reference-server',
  'contract-tests',
  'cli',
  'dashboard',
  'openapi',
];

const inside = [
  {
    group: [
      '@batch-status/*/**',
      '!@batch-status/command/option-parsers',
      '!@batch-status/client-core/sharing',
      '!@batch-status/conformance/analysis',
      '!@batch-status/conformance/vitest',
      '!@batch-status/dashboard/test-servers',
      '!@batch-status/element/bar',
      '!@batch-status/element/watch',
      '!@batch-status/fetch/browser',
      '!@batch-status/fetch/proxy',
      '!@batch-status/node/proxy',
      '!@batch-status/node/shared',
      '!@batch-status/redis-connection/open-redis',
      '!@batch-status/server/bullmq',
      '!@batch-status/server/redis',
      '!@batch-status/server/sqlite',
      '!@batch-status/spec/openapi.json',
      '!@batch-status/spec/openapi.yaml',
      '!@batch-status/loopback/batches',
      '!@batch-status/loopback/redis',
      '!@batch-status/client-suite/describe-cases',
      '!@batch-status/client-suite/run',
      '!@batch-status/client-suite/runner',
    ],
    message: 'This file is internal to another package. Export what you need from its index.ts.',
  },
  {
    regex: '^(\\.\\./)+(packages|apps|openapi)/|^(\\.\\./)+[^./][^/]*/(src|test)/',
    message: 'Import another package by its name, and add it to package.json.',
  },
];

const losesListeners = {
  group: ['node:util'],
  importNames: ['aborted'],
  message: 'Garbage collection can remove its listener. Use untilAborted of @batch-status/command.',
};

const nodeModules = {
  regex: '^node:',
  message:
    'This package runs in every runtime. Put code that needs Node in packages/node-client or an app.',
};

const outOfSight = (sees: string[]) => ({
  regex: `^@batch-status/(${packageNames.filter((name) => !sees.includes(name)).join('|')})(/|$)`,
  message: `See Dependencies in ARCHITECTURE.md: this package may import ${sees.join(', ') || 'no other package'}. Move the code to a package that both may import.`,
});

const outOfLayer = (folder: string, layer: string, sees: string[]) => ({
  group: [
    '../**',
    ...sees.map((name) => `!${posix.relative(layer, name)}${name.includes('.') ? '' : '/**'}`),
  ],
  message: `In ${folder}, ${layer} may import ${sees.join(', ') || 'no other folder'}. Move what both folders need to the lower one.`,
});

const fromClock = 'Time comes from a Clock, so that tests of hours run in milliseconds.';

const timers = {
  group: ['node:timers', 'node:timers/promises', 'node:perf_hooks'],
  // `setImmediate` is a turn of the event loop, and takes no time.
  importNames: ['setTimeout', 'setInterval', 'scheduler', 'performance'],
  message: fromClock,
};

const noSystemTime = {
  'no-restricted-globals': [
    'error',
    ...['setTimeout', 'setInterval', 'performance'].map((name) => ({ name, message: fromClock })),
  ],
  'no-restricted-properties': [
    'error',
    { object: 'Date', property: 'now', message: 'Take the time from a Clock.' },
    ...['hrtime', 'cpuUsage', 'uptime'].map((property) => ({
      object: 'process',
      property,
      message: 'Take the time from a Clock.',
    })),
    { object: 'AbortSignal', property: 'timeout', message: 'Sleep by a Clock, and abort then.' },
    { object: 'Math', property: 'random', message: 'Take chance from a Clock.' },
  ],
} as const;

const importsOf = ({ sees, node, realTime }: Package, more: readonly object[] = []) =>
  ({
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          // First, since an exception of `inside` ends the search.
          outOfSight(sees),
          ...inside,
          losesListeners,
          ...(node ? [] : [nodeModules]),
          ...(realTime ? [] : [timers]),
          ...more,
        ],
      },
    ],
  }) as const;

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'promise', 'node', 'vitest'],
  categories: { correctness: 'error', suspicious: 'error', perf: 'error' },
  options: { typeAware: true },
  env: { es2024: true },
  // Next.js is installed, and checks their types, only in `scripts/next.long.test.ts`.
  ignorePatterns: ['apps/examples/next/**', '**/dist/**', 'packages/spec/src/generated/**'],
  rules: {
    'import/no-cycle': ['error', { ignoreTypes: false }],
    'import/no-unassigned-import': [
      'error',
      { allow: ['**/*.css', '@batch-status/element', '@batch-status/element/watch'] },
    ],
    'oxc/no-barrel-file': ['error', { threshold: 0 }],
    'typescript/consistent-type-imports': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/switch-exhaustiveness-check': 'error',
    eqeqeq: ['error', 'always', { null: 'ignore' }],
    'no-console': 'error',
    'import/no-named-as-default-member': 'off',
    'unicorn/no-useless-spread': 'off',
    // Messages go between threads here, which have no origin.
    'unicorn/require-post-message-target-origin': 'off',
    'oxc/no-map-spread': 'off',
    // Data from outside is asserted once, where it was judged.
    'typescript/no-unsafe-type-assertion': 'off',
    // One exchange after the other is what a call, a watch and a scenario are.
    'no-await-in-loop': 'off',
    'no-restricted-imports': ['error', { patterns: [...inside, losesListeners] }],
  },
  overrides: [
    ...Object.entries(packages).map(([folder, rules]) => ({
      files: [`${folder}/{src,rules,generate}/**/*.{ts,tsx}`],
      rules: { ...importsOf(rules), ...(rules.realTime ? {} : noSystemTime) },
    })),
    {
      // The checker of mutants gives up by CPU time, which is not the time of a clock.
      files: ['packages/contract-proof/src/mutation/cpu-time.ts'],
      rules: { 'no-restricted-properties': 'off' },
    },
    ...Object.entries(layers).flatMap(([folder, inner]) =>
      Object.entries(inner).map(([layer, sees]) => ({
        files: [`${folder}/src/${layer}/**/*.ts`],
        rules: importsOf(packages[folder], [outOfLayer(folder, layer, sees)]),
      })),
    ),
    {
      files: ['**/test/**/*.ts', '**/*.test.ts'],
      rules: { 'no-restricted-imports': ['error', { patterns: [...inside, ...measuringImports] }] },
    },
    {
      files: ['packages/client-suite/**/*.ts'],
      rules: importsOf(packages['packages/client-suite'], measuringImports),
    },
    {
      files: ['**/test/**/*.ts', '**/*.test.ts', 'packages/client-suite/**/*.ts'],
      jsPlugins: [fileURLToPath(import.meta.resolve('./scripts/lint/no-time-limit.ts'))],
      rules: { ...noMeasuring, 'tests/no-time-limit': 'error' },
    },
    {
      files: ['**/*.long.test.ts'],
      rules: { 'tests/no-time-limit': 'off' },
    },
    {
      // The packages that it tests read the system's clock, which it replaces.
      files: ['apps/bench/test/polling-peers.test.ts'],
      rules: { 'no-restricted-properties': 'off' },
    },
    {
      // Servers that delay answers on purpose, by the system's timers.
      files: ['packages/client-suite/src/faults/faults.ts'],
      rules: { 'no-restricted-globals': 'off' },
    },
    {
      files: ['**/*.test.ts', 'packages/client-suite/**'],
      rules: { 'unicorn/consistent-function-scoping': 'off' },
    },
    {
      files: [
        'scripts/**',
        'openapi/generate.ts',
        'apps/*/src/bin.ts',
        'apps/docs/**',
        'apps/examples/**',
        'apps/reference-server/examples/**',
        'apps/bench/**',
        'apps/examples/**',
        'apps/faults/**',
      ],
      rules: { 'no-console': 'off' },
    },
  ],
});
