import { Checker, type Summary } from './checker.ts';
import type { Contract } from '../contract/contract.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Finding } from '../check/finding.ts';
import type { SequenceOptions } from './judge.ts';

/** Findings as they are made, and what all came to so far. */
export interface Findings extends AsyncIterable<Finding> {
  readonly summary: Summary;
  /** Whether something was judged and no error found, so far. */
  readonly isKept: boolean;
}

/**
 * Judges exchanges by a contract, each for itself and against the one before it of the same resource.
 * That is the same batch, if the operation, the server and the path parameters are the same; of each,
 * the latest body is kept and the one that was read last, whatever files they come from.
 *
 * An exchange that the contract says nothing about is no finding, but counted. Ask `isKept` at the
 * end: a sequence in which nothing was judged has no findings either.
 *
 * @throws ContractError while it is read, if a schema or a rule of the contract cannot be used.
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
