import {
  Checker,
  loadContract,
  RecordingError,
  type Exchange,
  type Location,
  type Summary,
} from '@batch-status/conformance';
import {
  ExchangeChecker,
  operationsOf,
  type ScopeOptions,
} from '@batch-status/conformance/analysis';

import { HarReader } from '@batch-status/har';
import { Coverage } from './coverage.ts';
import { countsOf, type OperationCounts } from '../operations/operation-counts.ts';
import { Resembling } from '../operations/resembling.ts';
import { noLimit, TimeLimitError, type Limit } from '../time-limit.ts';
import { kinds, type Kind } from './point.ts';

export interface CoverageOptions extends ScopeOptions {
  /** The file of the contract. */
  contract: string;
  /** Paths of recordings. */
  files: readonly string[];
  /** Whether operations without a recorded response count too. Default: false. */
  allOperations?: boolean;
  /** Runs the check of some exchanges. Default: without a limit of time. */
  limit?: Limit;
}

/** How much of a contract the recordings show. */
export interface CoverageResult {
  contract: string;
  operations: OperationCounts;
  exchanges: Summary;
  /** Sorted by kind. */
  points: CoveredPoint[];
}

export interface CoveredPoint {
  kind: Kind;
  what: string;
  isShown: boolean;
  contract: Location;
}

/**
 * Measures how much of a contract the recordings show.
 *
 * @throws RecordingError, FileError, or ContractError if a file cannot be read.
 */
export async function measureCoverage(options: CoverageOptions): Promise<CoverageResult> {
  const contract = await loadContract(options.contract);
  const coverage = new Coverage(contract);
  const declared = operationsOf(contract);
  if (options.allOperations) for (const operation of declared) coverage.add(operation);
  const { servers, anyHost, limit = noLimit } = options;
  const scope = { ...(servers ? { servers } : {}), anyHost, observer: coverage };
  const exchangeChecker = new ExchangeChecker(contract, scope);
  const checker = new Checker(contract, scope);
  const resembling = new Resembling(contract);
  const add = (exchange: Exchange): void => {
    const checked = exchangeChecker.check(exchange);
    resembling.add(exchange, checked);
    checker.add(checked);
  };
  await using reader = new HarReader();
  for (const file of options.files) {
    for await (const group of reader.groups(file)) {
      let { first: entry } = group;
      const addAll = (): void => {
        for (const exchange of reader.exchanges(group)) {
          ({ entry } = exchange.source);
          add(exchange);
        }
      };
      try {
        limit(addAll);
      } catch (error) {
        if (!(error instanceof TimeLimitError)) throw error;
        throw new RecordingError(`Entry ${entry} of ${file} was not checked: ${error.message}`);
      }
      reader.release(group);
    }
  }
  const resembled = resembling.among(declared.filter((each) => !coverage.operations.has(each)));
  for (const operation of resembled) coverage.add(operation);
  return {
    contract: options.contract,
    operations: countsOf(coverage.operations.size, declared.length, resembled),
    exchanges: checker.summary,
    points: coverage.points
      .map(({ point: { kind, what, pointer }, isShown }) => ({
        kind,
        what,
        isShown,
        contract: contract.locate(pointer),
      }))
      .toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind)),
  };
}
