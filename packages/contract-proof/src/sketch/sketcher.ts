import type { Contract, Exchange, SequenceOptions } from '@batch-status/conformance';
import type { Operation } from '@batch-status/conformance/analysis';

import { restricting, type Mutant } from '../mutants/mutant.ts';
import { isNoticed, observer, type Observation } from '../observation.ts';
import { Candidates } from './candidates.ts';
import { Targets, type Target } from './targets.ts';

/** What a recording would need to contain to kill a mutant. */
export interface Sketch {
  /** Counts the different sketches, from 1. */
  number: number;
  /** One exchange, or two consecutive ones. */
  exchanges: Exchange[];
  /** What the contract and the mutant find in the last exchange. */
  finds: Observation;
  mutantFinds: Observation;
}

export interface Search {
  /** How many exchanges were tried. */
  tried: number;
  /** Absent if none of them would kill the mutant. */
  sketch?: Sketch;
}

/** The most work for a search. Trying an exchange with a small body is 1. */
const most = 5000;
/** The most work, after the first exchange that kills, for one with no other findings. */
const more = 300;
/** The characters of a body that make as much work as the rest of an exchange. */
const charactersPerWork = 1000;

/** The most known sketches that are tried for another mutant. */
const mostKnown = 100;

/** Finds exchanges that kill mutants, by trying. */
export class Sketcher {
  readonly #contract: Contract;
  readonly #options: SequenceOptions;
  readonly #candidates: Candidates;
  readonly #targets: Targets;
  readonly #observe: (exchanges: readonly Exchange[]) => Observation[];
  /** Those in which the difference is the only finding. They often kill other mutants, too. */
  readonly #clear: Sketch[] = [];
  #count = 0;

  constructor(contract: Contract, operations: readonly Operation[], options: SequenceOptions) {
    const [server] = options.servers ?? [];
    this.#contract = contract;
    this.#options = server === undefined ? { ...options, anyHost: true } : options;
    this.#candidates = new Candidates(contract, server);
    this.#targets = new Targets(contract, operations);
    this.#observe = observer(contract, this.#options);
  }

  /** @param work The most work, as a number of exchanges with small bodies. */
  search(mutant: Mutant, work: number = most): Search {
    const targets = this.#targets.near(mutant.pointer);
    const changed = this.#contract.changed(mutant.changes, mutant.sharedParts);
    const observeChanged = observer(changed, this.#options);
    const isKiller = ({ finds, mutantFinds }: Pick<Sketch, 'finds' | 'mutantFinds'>): boolean =>
      isNoticed(finds, mutantFinds, restricting.has(mutant.operator)) &&
      isClear(finds, mutantFinds);
    let tried = 0;
    for (const { number, exchanges, finds } of this.#near(targets)) {
      tried++;
      const known = { number, exchanges, finds, mutantFinds: observeChanged(exchanges).at(-1)! };
      if (isKiller(known)) return { tried, sketch: known };
    }
    let found: Omit<Sketch, 'number'> | undefined;
    let left = work;
    for (const exchanges of this.#candidates.of(mutant, targets)) {
      if (left <= 0) break;
      left -= workOf(exchanges);
      if (exchanges.length === 0) continue;
      tried++;
      const finds = this.#observe(exchanges).at(-1)!;
      const mutantFinds = observeChanged(exchanges).at(-1)!;
      if (!isNoticed(finds, mutantFinds, restricting.has(mutant.operator))) continue;
      const killer = { exchanges, finds, mutantFinds };
      if (isClear(finds, mutantFinds)) return { tried, sketch: this.#added(killer, true) };
      if (!found) left = Math.min(left, more);
      found ??= killer;
    }
    return { tried, ...(found ? { sketch: this.#added(found, false) } : {}) };
  }

  #added(found: Omit<Sketch, 'number'>, isClearest: boolean): Sketch {
    this.#count++;
    const sketch = { number: this.#count, ...found };
    if (isClearest) this.#clear.push(sketch);
    return sketch;
  }

  /** The known sketches with responses that a change concerns, the newest first. */
  #near(targets: readonly Target[]): Sketch[] {
    const requests = new Set(targets.map(({ operation }) => this.#candidates.requestTo(operation)));
    const near = this.#clear.filter(({ exchanges }) => requests.has(exchanges[0]!.request));
    return near.toReversed().slice(0, mostKnown);
  }
}

function workOf(exchanges: readonly Exchange[]): number {
  const characters = exchanges.reduce((sum, { response: { body = '' } }) => sum + body.length, 0);
  return Math.max(1, exchanges.length) + characters / charactersPerWork;
}

/** Whether the difference is the only finding. */
function isClear(...findings: Observation[]): boolean {
  return findings.includes('') || findings.every((found) => !found.includes('\n'));
}
