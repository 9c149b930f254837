import {
  coverageHtml,
  coverageJson,
  coverageTable,
  measureCoverage,
  shareOf,
  type CoverageResult,
} from '@batch-status/contract-proof';

import { timeLimit } from '../../time-limit.ts';
import { withAdvice } from '../../contract-file.ts';
import { exitCodes } from '../../exit-codes.ts';
import { filesMatching } from '../../files.ts';
import type { Surroundings } from '../../surroundings.ts';

export type CoverageFormat = 'table' | 'json' | 'html';

const coverageFormats: Record<CoverageFormat, (result: CoverageResult) => string> = {
  table: coverageTable,
  json: coverageJson,
  html: coverageHtml,
};

export interface CoverageFlags {
  contract: string;
  server?: string[];
  anyHost?: boolean;
  allOperations?: boolean;
  format: CoverageFormat;
  min?: number;
}

/** Returns the exit code. */
export async function coverageCommand(
  patterns: string[],
  { contract, server, anyHost = false, allOperations = false, format, min = 0 }: CoverageFlags,
  { print, terminal }: Surroundings,
): Promise<number> {
  const files = await filesMatching(patterns);
  const result = await measureCoverage({
    contract,
    files,
    allOperations,
    ...(server ? { servers: server } : {}),
    anyHost,
    limit: timeLimit(),
  }).catch((error: unknown) => {
    throw withAdvice(error, contract);
  });
  print(coverageFormats[format](result));
  if (result.exchanges.checked === 0) {
    terminal.write(
      `contract-tests: no exchange with a response belongs to an operation in ${contract}.\n`,
    );
    return exitCodes.broken;
  }
  const { percent } = shareOf(result.points);
  if (percent >= min) return exitCodes.kept;
  terminal.write(`contract-tests: the coverage is ${percent} %, less than --min ${min}.\n`);
  return exitCodes.broken;
}
