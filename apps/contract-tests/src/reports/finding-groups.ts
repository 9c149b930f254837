import type { Finding } from '@batch-status/conformance';
import { knownFinding, type KnownFinding } from '@batch-status/conformance/analysis';

import { placeOf, type ReportContext } from './report.ts';

/** Findings that differ only in where they were recorded. */
export interface FindingGroup {
  known: KnownFinding;
  /** The first one. */
  finding: Finding;
  count: number;
  /** The first ones, in different places. */
  examples: Finding[];
}

const mostExamples = 3;

/** Groups equal findings, so that a report shows each once. */
export class FindingGroups {
  readonly #contract: string;
  readonly #groups = new Map<string, FindingGroup>();

  /** @param contract The file of the contract that the findings are about. */
  constructor(contract: string) {
    this.#contract = contract;
  }

  /** In the order in which they occurred first. */
  get list(): FindingGroup[] {
    return [...this.#groups.values()];
  }

  /** @returns whether it is the first of its group. */
  add(finding: Finding): boolean {
    const known = knownFinding(finding, this.#contract);
    const key = JSON.stringify([finding.severity, known.contract, known.rule, known.message]);
    const group = this.#groups.get(key);
    if (!group) {
      this.#groups.set(key, { known, finding, count: 1, examples: [finding] });
      return true;
    }
    group.count++;
    const { examples } = group;
    if (examples.length < mostExamples && !examples.some((one) => isSamePlace(one, finding))) {
      examples.push(finding);
    }
    return false;
  }
}

function isSamePlace(a: Finding, b: Finding): boolean {
  return a.in.file === b.in.file && a.in.entry === b.in.entry && a.in.pointer === b.in.pointer;
}

/** How often a finding occurred, and examples after the first one; `undefined` if it occurred once. */
export function repetition(group: FindingGroup, context: ReportContext): string | undefined {
  if (group.count === 1) return undefined;
  const others = placesOf(group, context).slice(1);
  const also = others.length === 0 ? '' : `, also in ${others.join(' and ')}`;
  return `${group.count} times${also}`;
}

/** Where the examples were recorded. If their places in the body differ, these are included. */
export function placesOf({ examples }: FindingGroup, context: ReportContext): string[] {
  const pointers = new Set(examples.map((finding) => finding.in.pointer));
  return examples.map((finding) => {
    const { pointer } = finding.in;
    return `${placeOf(finding, context)}${pointers.size > 1 && pointer ? ` at ${pointer}` : ''}`;
  });
}
