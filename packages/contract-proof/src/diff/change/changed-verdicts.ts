import {
  Checker,
  type Contract,
  type Exchange,
  type SequenceOptions,
} from '@batch-status/conformance';
import { readHar } from '@batch-status/har';

/** How a contract judges a recorded exchange. */
export type RecordedVerdict = 'accepted' | 'accepted with warnings' | 'rejected' | 'out of scope';

/** An exchange of a recording that two contracts judge differently. */
export interface ChangedVerdict {
  file: string;
  entry: number;
  base: RecordedVerdict;
  revision: RecordedVerdict;
  /** The rules that the contract that accepts less found broken, such as `schema`. */
  finds: string[];
}

/**
 * The recorded exchanges that two contracts judge differently. Requests are checked too.
 *
 * @throws RecordingError or FileError if a recording cannot be read to its end.
 */
export async function changedVerdicts(
  contracts: { base: Contract; revision: Contract },
  files: readonly string[],
  options: SequenceOptions = {},
): Promise<{ exchanges: number; changed: ChangedVerdict[] }> {
  const changed: ChangedVerdict[] = [];
  let exchanges = 0;
  for (const file of files) {
    // Two recordings that use the same ids are not one sequence.
    const base = verdicts(contracts.base, options);
    const revision = verdicts(contracts.revision, options);
    for await (const exchange of readHar(file)) {
      exchanges++;
      const [before, after] = [base(exchange), revision(exchange)];
      if (before.verdict === after.verdict) continue;
      const finds = [...new Set([...before.finds, ...after.finds])];
      const { entry } = exchange.source;
      changed.push({ file, entry, base: before.verdict, revision: after.verdict, finds });
    }
  }
  return { exchanges, changed };
}

function verdicts(
  contract: Contract,
  options: SequenceOptions,
): (exchange: Exchange) => { verdict: RecordedVerdict; finds: string[] } {
  const checker = new Checker(contract, { ...options, requests: true });
  const { summary } = checker;
  return (exchange) => {
    const before = summary.checked + summary.unanswered;
    const findings = checker.check(exchange);
    const finds = findings.map(({ rule }) => rule);
    if (summary.checked + summary.unanswered === before) return { verdict: 'out of scope', finds };
    if (findings.some(({ severity }) => severity === 'error'))
      return { verdict: 'rejected', finds };
    return { verdict: findings.length > 0 ? 'accepted with warnings' : 'accepted', finds };
  };
}
