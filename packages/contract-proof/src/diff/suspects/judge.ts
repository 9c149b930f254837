import { Checker, type Contract, type Exchange, type Finding } from '@batch-status/conformance';
import { ExchangeChecker } from '@batch-status/conformance/analysis';

/** How a contract judges exchanges. */
export interface Judgement {
  /** The stricter, the lower: 0 with an error, 1 with a warning, 2 without either. */
  grade: 0 | 1 | 2 | undefined;
  findings: Finding[];
  /** Why there is no grade: a part could not be checked. */
  why?: string;
}

export interface JudgeOptions {
  /** Whether to judge the request too. Default: false. */
  isRequest?: boolean | undefined;
  /** Whether a body that cannot be checked counts as accepted. Default: false. */
  isPartial?: boolean | undefined;
}

/** Findings about the contract, about numbers as such, or about what may be sent but should not be. */
const ofNoExchange = new Set<string>([
  'ignored-keyword',
  'inexact-number',
  'misplaced-member',
  'no-response',
]);

/** Judges exchanges by one contract. */
export class Judge {
  readonly contract: Contract;
  /** The rules (`x-validations`) that cannot be used, by their places, with the reasons. */
  readonly unusableRules: Map<string, Finding> = new Map();
  readonly #responses: ExchangeChecker;
  readonly #requests: ExchangeChecker;

  constructor(contract: Contract) {
    this.contract = contract;
    this.#responses = new ExchangeChecker(contract, { anyHost: true });
    this.#requests = new ExchangeChecker(contract, { anyHost: true, requests: true });
  }

  /** Judges consecutive exchanges with one resource. */
  judge(
    exchanges: readonly Exchange[],
    { isRequest = false, isPartial = false }: JudgeOptions = {},
  ): Judgement {
    const checker = isRequest ? this.#requests : this.#responses;
    // Only two bodies of one resource can break a rule about transitions.
    const sequence = exchanges.length > 1 ? new Checker(this.contract) : undefined;
    const all: Finding[] = [];
    for (const exchange of exchanges) {
      const checked = checker.check(exchange);
      const { outcome, unjudged } = checked;
      if (outcome !== 'checked' && outcome !== 'unanswered') {
        return {
          grade: undefined,
          findings: [],
          why: 'the request does not lead to the operation',
        };
      }
      if (unjudged && !isPartial) {
        return { grade: undefined, findings: [], why: `the ${unjudged[0]} cannot be checked` };
      }
      all.push(...(sequence ? sequence.add(checked) : checked.findings));
    }
    const findings = all.filter((finding) => this.#isOfExchange(finding));
    const unchecked = findings.find(({ rule }) => rule === 'not-checked');
    if (unchecked) return { grade: undefined, findings, why: unchecked.message };
    const isBroken = findings.some(({ severity }) => severity === 'error');
    return { grade: isBroken ? 0 : findings.length > 0 ? 1 : 2, findings };
  }

  /** A rule that cannot be used is a fault of the contract. Everything else is judged without it. */
  #isOfExchange(finding: Finding): boolean {
    const { rule, severity, contract } = finding;
    if (rule === 'not-checked' && contract.pointer.includes('/x-validations/')) {
      this.unusableRules.set(`${contract.file}#${contract.pointer}`, finding);
      return false;
    }
    return !ofNoExchange.has(rule) || severity === 'error';
  }
}
