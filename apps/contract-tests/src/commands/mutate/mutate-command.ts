import {
  measureMutation,
  mutationJson,
  mutationTable,
  scoreOf,
  type MutationResult,
} from '@batch-status/contract-proof';

import { withAdvice } from '../../contract-file.ts';
import { exitCodes } from '../../exit-codes.ts';
import { filesMatching } from '../../files.ts';
import type { Surroundings } from '../../surroundings.ts';

export type MutationFormat = 'table' | 'json';

const mutationFormats: Record<MutationFormat, (result: MutationResult) => string> = {
  table: mutationTable,
  json: mutationJson,
};

export interface MutateFlags {
  contract: string;
  server?: string[];
  anyHost?: boolean;
  strict?: boolean;
  allOperations?: boolean;
  sketches: number;
  format: MutationFormat;
  min?: number;
}

/** Returns the exit code. */
export async function mutateCommand(
  patterns: string[],
  flags: MutateFlags,
  { print, terminal }: Surroundings,
): Promise<number> {
  const { contract, server, anyHost, format, min = 0, sketches, strict, allOperations } = flags;
  const files = await filesMatching(patterns);
  const result = await measureMutation({
    contract,
    files,
    sketches,
    strict: strict ?? false,
    allOperations: allOperations ?? false,
    ...(server ? { servers: server } : {}),
    anyHost: anyHost ?? false,
    onChecked: (checked, all) => {
      if (terminal.isTTY) terminal.write(`\r\u001B[K${checked} of ${all} changes`);
    },
  }).catch((error: unknown) => {
    throw withAdvice(error, contract);
  });
  if (terminal.isTTY) terminal.write('\r\u001B[K');
  print(mutationFormats[format](result));
  const { percent, killed, survived } = scoreOf(result.mutants);
  if (killed + survived === 0) {
    terminal.write(
      `contract-tests: no exchange with a response belongs to an operation in ${contract}.\n`,
    );
    return exitCodes.broken;
  }
  if (percent >= min) return exitCodes.kept;
  terminal.write(`contract-tests: the mutation score is ${percent} %, less than --min ${min}.\n`);
  return exitCodes.broken;
}
