import {
  measureMutation,
  mutationEnd,
  mutationJson,
  mutationTable,
  scoreOf,
  survivorText,
} from '@batch-status/contract-proof';

import { timeLimit } from '../../time-limit.ts';
import { readContract, withAdvice } from '../../contract-file.ts';
import { exitCodes } from '../../exit-codes.ts';
import { filesMatching } from '../../files.ts';
import type { Surroundings } from '../../surroundings.ts';
import { SketchFile } from './sketch-file.ts';

export type MutationFormat = 'table' | 'json';

export interface MutateFlags {
  contract: string;
  server?: string[];
  anyHost?: boolean;
  strict?: boolean;
  allOperations?: boolean;
  sketches?: number;
  writeSketches?: string;
  format: MutationFormat;
  min?: number;
}

/** Returns the exit code. */
export async function mutateCommand(
  patterns: string[],
  flags: MutateFlags,
  { print, terminal, interruption }: Surroundings,
): Promise<number> {
  const { contract, server, anyHost, format, min = 0, sketches, strict, allOperations } = flags;
  const { writeSketches: output } = flags;
  const files = await filesMatching(patterns);
  const judging = {
    strict: strict ?? false,
    ...(server ? { servers: server } : {}),
    anyHost: anyHost ?? false,
  };
  using written =
    output === undefined
      ? undefined
      : new SketchFile(output, await readContract(contract), judging);
  const signal = interruption();
  const show = (text: string): void => {
    if (terminal.isTTY) terminal.write('\r\u001B[K');
    if (format === 'table') print(text);
  };
  const shown = new Set<number>();
  const result = await measureMutation({
    contract,
    files,
    ...(sketches === undefined ? {} : { sketches }),
    ...judging,
    allOperations: allOperations ?? false,
    limit: timeLimit(),
    signal,
    onChecked: (checked, all) => {
      if (terminal.isTTY) terminal.write(`\r\u001B[K${checked} of ${all} changes`);
    },
    onScore: (score) => show(mutationTable(score)),
    onSurvivor(mutant) {
      show(survivorText(mutant, shown));
      if (mutant.sketch) written?.add(mutant.sketch, mutant);
    },
  }).catch((error: unknown) => {
    if (signal.aborted) return undefined;
    throw withAdvice(error, contract);
  });
  show(result ? mutationEnd(result) : '');
  if (format === 'json' && result) print(mutationJson(result, signal.aborted));
  if (signal.aborted) {
    terminal.write('contract-tests: The run was interrupted.\n');
    return signal.reason === 'SIGTERM' ? exitCodes.terminated : exitCodes.interrupted;
  }
  const { percent, killed, survived } = scoreOf(result!.mutants);
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
