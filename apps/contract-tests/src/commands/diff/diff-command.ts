import { ContractError, loadContract, type Contract } from '@batch-status/conformance';
import { operationsOf } from '@batch-status/conformance/analysis';
import {
  changedVerdicts,
  diffContracts,
  levels,
  type ContractDiff,
  type Level,
} from '@batch-status/contract-proof';

import { exitCodes } from '../../exit-codes.ts';
import { filesMatching } from '../../files.ts';
import { InputError } from '../../input-error.ts';
import type { Surroundings } from '../../surroundings.ts';
import { diffFormats, type DiffFormat } from './diff-formats.ts';
import { plural } from './diff-words.ts';

export interface DiffFlags {
  recordings?: string[];
  server?: string[];
  anyHost?: boolean;
  allow?: Level;
  allowUndecided?: boolean;
  format: DiffFormat;
}

/** Returns the exit code. */
export async function diffCommand(
  base: string,
  revision: string,
  flags: DiffFlags,
  { print, terminal }: Surroundings,
): Promise<number> {
  const { format, recordings, server, anyHost = false } = flags;
  const files = recordings ? await filesMatching(recordings) : undefined;
  const contracts = { base: await read(base), revision: await read(revision) };
  const hasNone = Object.values(contracts).every((each) => operationsOf(each).length === 0);
  if (hasNone) throw new InputError(`Neither ${base} nor ${revision} has an operation to compare.`);
  const diff = diffContracts(contracts.base, contracts.revision, {
    onTried: (tried, all) => {
      if (terminal.isTTY) terminal.write(`\r\u001B[K${tried} of ${all} differences`);
    },
  });
  const options = { anyHost, ...(server ? { servers: server } : {}) };
  const judged = files && (await changedVerdicts(contracts, files, options));
  if (terminal.isTTY) terminal.write('\r\u001B[K');
  print(diffFormats[format]({ base, revision, diff, ...(judged ? { recordings: judged } : {}) }));
  const faults = faultsOf(diff, flags);
  for (const fault of faults) terminal.write(`contract-tests: ${fault}\n`);
  return faults.length > 0 ? exitCodes.broken : exitCodes.kept;
}

/** Why the run fails. */
function faultsOf({ changes, undecided }: ContractDiff, flags: DiffFlags): string[] {
  const { allow, allowUndecided = false } = flags;
  const above = allow === undefined ? [] : levels.slice(levels.indexOf(allow) + 1);
  const forbidden = changes.filter(({ verdict }) => above.some((level) => level === verdict));
  return [
    ...(forbidden.length > 0 ? [`${are(forbidden.length)} above --allow ${allow}.`] : []),
    ...(undecided > 0 && !allowUndecided
      ? [
          `${are(undecided)} undecided. Review ${undecided === 1 ? 'it' : 'them'}, then add --allow-undecided.`,
        ]
      : []),
  ];
}

function are(count: number): string {
  return `${plural(count, 'change')} ${count === 1 ? 'is' : 'are'}`;
}

/** @throws ContractError with one sentence if a contract cannot be read. */
async function read(file: string): Promise<Contract> {
  try {
    return await loadContract(file);
  } catch (error) {
    if (
      !(error instanceof ContractError) ||
      !error.message.startsWith(`The contract's file ${file} `)
    ) {
      throw error;
    }
    throw new ContractError(`The contract ${file} ${reasonOf(file, error.cause)}`, {
      cause: error,
    });
  }
}

function reasonOf(file: string, cause: unknown): string {
  if (/^https?:/i.test(file)) return 'is a URL. Download it, and name the file.';
  const { code } = (cause ?? {}) as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'does not exist.';
  return code === 'EISDIR' ? 'is a folder. Name the file in it.' : `cannot be read (${code}).`;
}
