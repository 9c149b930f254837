import { knownFinding, type KnownFinding } from '@batch-status/conformance/analysis';
import type { Finding } from '@batch-status/conformance';

/** The findings that a file accepts. */
export class Baseline {
  /** By what identifies a finding. */
  readonly #accepted: ReadonlyMap<string, KnownFinding>;
  readonly #contract: string;
  readonly #seen = new Set<string>();

  /** @param contract The file of the contract that the findings are about. */
  constructor(accepted: Iterable<KnownFinding>, contract: string) {
    this.#accepted = new Map([...accepted].map((known) => [keyOf(known), known]));
    this.#contract = contract;
  }

  /** Whether a finding is accepted. */
  accepts(finding: Finding): boolean {
    const key = keyOf(knownFinding(finding, this.#contract));
    if (!this.#accepted.has(key)) return false;
    this.#seen.add(key);
    return true;
  }

  /** What it accepts and has not met. */
  get stale(): KnownFinding[] {
    return [...this.#accepted].filter(([key]) => !this.#seen.has(key)).map(([, known]) => known);
  }
}

/** Collects findings for a file that accepts them. */
export class NewBaseline {
  readonly #contract: string;
  readonly #found = new Map<string, KnownFinding>();

  /** @param contract The file of the contract that the findings are about. */
  constructor(contract: string) {
    this.#contract = contract;
  }

  add(finding: Finding): void {
    const known = knownFinding(finding, this.#contract);
    this.#found.set(keyOf(known), known);
  }

  /** Sorted, so that a change of the file shows what has changed. */
  get findings(): KnownFinding[] {
    return [...this.#found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, known]) => known);
  }
}

function keyOf({ contract, rule, message }: KnownFinding): string {
  return JSON.stringify([contract, rule, message]);
}
