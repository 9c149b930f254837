import { buildCommand } from '../build.ts';
import { packageBin } from '../package-bin.ts';
import { fromRoot, run } from '../run.ts';
import { formatSeconds, type Progress } from './progress.ts';
import type { Result } from './summary.ts';

/** One line of the count. */
export interface Check {
  name: string;
  /** Run one after the other; the first that fails ends the check. */
  commands: string[][];
  /** What to run when it fails, unless its output says so. */
  fix?: string;
  /** Whether to print what it says when it passes. */
  isTelling?: boolean;
}

export const checks: readonly Check[] = [
  {
    name: 'formatting',
    commands: [[...packageBin('oxfmt'), '--check']],
    fix: 'pnpm format',
  },
  {
    name: 'lint',
    commands: [[...packageBin('oxlint'), '--type-aware', '--deny-warnings']],
  },
  {
    name: 'contract and generated files',
    commands: [
      [...packageBin('@redocly/cli', 'redocly', 'openapi/node_modules'), 'lint', 'batch-status'],
      [process.execPath, fromRoot('openapi/generate.ts'), '--check'],
      [
        process.execPath,
        '--conditions=@batch-status/source',
        fromRoot('packages/client-suite/generate.ts'),
        '--check',
      ],
    ],
    fix: 'pnpm generate',
  },
  {
    name: 'types',
    commands: [[...packageBin('typescript', 'tsc'), '-b', '--singleThreaded']],
  },
  {
    name: 'unused code and dependencies',
    commands: [packageBin('knip')],
  },
  {
    name: 'recordings that keep the contract',
    commands: [contractTests('verify', '--fail-on', 'warning', 'recordings/valid/*')],
  },
  {
    name: 'coverage of the contract by recordings',
    commands: [contractTests('coverage', '--min', '100', 'recordings/valid/*')],
  },
  {
    name: 'changes of the contract that recordings notice',
    commands: [contractTests('mutate', '--min', '100', 'recordings/*/*.har')],
  },
  {
    name: 'changes of the contract that changesets announce',
    commands: [
      [
        process.execPath,
        '--conditions=@batch-status/source',
        fromRoot('scripts/release/check-contract.ts'),
      ],
    ],
    isTelling: true,
  },
];

/**
 * Builds what the tests use: everything except the reference page, which its own test builds. The
 * generated files were checked before.
 */
export const buildCheck: Check = {
  name: 'build',
  commands: [buildCommand('--only', '--filter=!@batch-status/docs')],
};

/** What the server and its workers survive, with real processes. */
export const faults: Check = {
  name: 'faults of a server',
  commands: [
    [process.execPath, '--conditions=@batch-status/source', fromRoot('apps/faults/src/faults.ts')],
  ],
};

/** The command from its sources, since nothing is built yet. */
function contractTests(...args: string[]): string[] {
  const entry = fromRoot('apps/contract-tests/src/bin.ts');
  return [process.execPath, '--conditions=@batch-status/source', entry, ...args];
}

export async function runCheck(
  { name, commands, fix, isTelling = false }: Check,
  progress: Progress,
): Promise<Result> {
  const { result, seconds } = await progress.during(name, () => runUntilFailure(commands));
  const { failure, output } = result;
  const took = formatSeconds(seconds);
  if (failure === undefined) {
    progress.print(`✓ ${name} (${took})${isTelling ? `: ${output.trim()}` : ''}`);
    return { passed: 1, failed: [], skipped: [] };
  }
  progress.print(`✗ ${name} (${took})${fix ? `; to fix it: ${fix}` : ''}\n${failure}`);
  return { passed: 0, failed: [name], skipped: [] };
}

/** The output of the first command that fails; otherwise, that of the last one. */
async function runUntilFailure(
  commands: readonly string[][],
): Promise<{ failure?: string; output: string }> {
  let last = '';
  for (const command of commands) {
    const { ok, output } = await run(command);
    if (!ok) return { failure: output, output };
    last = output;
  }
  return { output: last };
}
