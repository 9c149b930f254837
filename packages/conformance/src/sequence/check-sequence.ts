import type { Finding } from '../check/finding/finding.ts';
import type { Contract } from '../contract/contract.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { Checker, type Summary } from './checker.ts';
import type { SequenceOptions } from './sequence-options.ts';

/** Findings as they are made, and the counts so far. */
export interface Findings extends AsyncIterable<Finding> {
  readonly summary: Summary;
  /** Whether at least one exchange was checked and no error was found so far. */
  readonly isKept: boolean;
}

/**
 * Checks a sequence of exchanges: each by itself, and against the previous one of the same resource.
 * Two exchanges have the same resource if the operation, the server, the path parameters, and the
 * declared query parameters are equal.
 *
 * An exchange that the contract does not describe is counted. Unless the option `undocumented` asks for it,
 * it has no findings. Read `isKept` at
 * the end: a sequence in which nothing was checked has no findings either.
 *
 * @example
 * ```ts
 * import { checkSequence, loadContract, type Exchange } from '@batch-status/conformance';
 *
 * const contract = await loadContract('openapi/batch-status.yaml');
 * const exchanges: Exchange[] = [];
 * const findings = checkSequence(contract, exchanges);
 * for await (const { message } of findings) console.log(message);
 * console.log(findings.isKept, findings.summary.outOfScope);
 * ```
 */
export function checkSequence(
  contract: Contract,
  exchanges: AsyncIterable<Exchange> | Iterable<Exchange>,
  options: SequenceOptions = {},
): Findings {
  const checker = new Checker(contract, options);
  return {
    summary: checker.summary,
    get isKept() {
      return checker.isKept;
    },
    async *[Symbol.asyncIterator]() {
      for await (const exchange of exchanges) yield* checker.check(exchange);
    },
  };
}
