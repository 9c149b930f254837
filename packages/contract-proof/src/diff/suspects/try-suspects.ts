import { ContractError, type Contract, type Finding } from '@batch-status/conformance';

import { Chance } from '../../sketch/chance.ts';
import type { Contender, Witness } from '../change/contract-change.ts';
import type { Judge, Judgement } from './judge.ts';
import type { Candidate, Suspect, Trial } from './suspect.ts';

/** The most candidates to try for one direction after the other is shown. */
const more = 400;
const mostValues = 400;
/** The most work for all suspects together, and the least for each. */
const mostWork = 30_000;
const leastWork = 60;
/** So many characters of a body are as much work as a candidate by itself. */
const textOfOne = 2000;

const contenders = ['base', 'revision'] as const;

/** Tries candidates for each suspect, until exchanges show how the contracts differ there. */
export function trySuspects(
  suspects: readonly Suspect[],
  judges: Record<Contender, Judge>,
  onTried: (tried: number, all: number) => void = () => undefined,
): Map<Suspect, Trial> {
  const places = contenders.map(
    (side) => [side, placesOf(suspects, side, judges[side].contract)] as const,
  );
  const owners = Object.fromEntries(places) as Record<Contender, Map<string, Suspect[]>>;
  const trials = new Map(suspects.map((suspect) => [suspect, newTrial()]));
  const share = Math.max(leastWork, Math.floor(mostWork / Math.max(1, suspects.length)));
  for (const [index, suspect] of suspects.entries()) {
    trySuspect(suspect, share);
    onTried(index + 1, suspects.length);
  }
  explainRest();
  return trials;

  function trySuspect(suspect: Suspect, limit: number): void {
    const trial = trials.get(suspect)!;
    let left = Math.min(suspect.most, limit);
    try {
      for (const candidate of suspect.candidates(new Chance(1))) {
        left -= workOf(candidate);
        if (left <= 0) break;
        const isNew = show(suspect, trial, candidate);
        const { base, revision } = trial.witnesses;
        if (isNew) left = Math.min(left, more);
        if (base && revision && isClear(base) && isClear(revision)) break;
      }
    } catch (error) {
      if (!(error instanceof ContractError)) throw error;
      trial.why ??= error.message;
    }
  }

  /** @returns whether it is the first witness of its kind. */
  function show(suspect: Suspect, trial: Trial, candidate: Candidate): boolean {
    const { isRequest, isPartial } = suspect;
    const judged = {
      base: judges.base.judge(candidate.base, { isRequest, isPartial }),
      revision: judges.revision.judge(candidate.revision, { isRequest, isPartial }),
    };
    const { base, revision } = judged;
    if (base.grade === undefined || revision.grade === undefined) {
      trial.why ??= base.why ?? revision.why!;
      return false;
    }
    trial.judged++;
    trial.isReached ||= base.grade > 0 || revision.grade > 0;
    if (candidate.value && trial.values.length < mostValues) trial.values.push(candidate.value.is);
    for (const side of contenders) {
      trial.broken[side] ||= ownersOf(judged[side].findings, side).has(suspect);
    }
    const acceptedBy = laxerOf(base, revision);
    if (!acceptedBy) return false;
    const other = acceptedBy === 'base' ? 'revision' : 'base';
    const own = ownersOf(judged[other].findings, other);
    const isSure =
      base.grade !== revision.grade &&
      (candidate.isNeutral || judged[other].findings.every((finding) => isAt(finding, suspect)));
    if (own.size === 0 && isSure) own.add(suspect);
    if (own.size === 0 && base.grade !== revision.grade) {
      trial.unexplained[acceptedBy] ??= witnessOf(acceptedBy, candidate, judged[other], isRequest);
    }
    const before = trial.witnesses[acceptedBy];
    for (const owner of own) keep(owner, acceptedBy, candidate, judged[other], isRequest);
    return before === undefined && trial.witnesses[acceptedBy] !== undefined;
  }

  function keep(
    owner: Suspect,
    acceptedBy: Contender,
    candidate: Candidate,
    judgement: Judgement,
    isRequest: boolean,
  ): void {
    const { witnesses } = trials.get(owner)!;
    const witness = witnessOf(acceptedBy, candidate, judgement, isRequest);
    const known = witnesses[acceptedBy];
    if (!known || known.finds.length > witness.finds.length) witnesses[acceptedBy] = witness;
  }

  /** What no finding explains is due to what was varied, unless something else differs in the operation. */
  function explainRest(): void {
    for (const side of contenders) {
      const shown = suspects.filter((suspect) => trials.get(suspect)!.witnesses[side]);
      const operations = new Set(shown.map(({ operation }) => operation));
      for (const suspect of suspects) {
        const { witnesses, unexplained } = trials.get(suspect)!;
        const rest = unexplained[side];
        if (rest && !operations.has(suspect.operation)) witnesses[side] = rest;
      }
    }
  }

  function ownersOf(findings: readonly Finding[], side: Contender): Set<Suspect> {
    const found = new Set<Suspect>();
    for (const { message, contract } of findings) {
      const { file, pointer } = contract;
      // What is written at a place restricts, and so does what is written inside it.
      for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
        for (const owner of owners[side].get(`${file}#${at}`) ?? []) {
          if (owner.mentions === undefined || message.includes(owner.mentions)) found.add(owner);
        }
        if (at === '' || found.size > 0) break;
      }
    }
    return found;
  }
}

function workOf({ base }: Candidate): number {
  const text = base.reduce((sum, { request, response }) => {
    return sum + (request.body?.length ?? 0) + (response.body?.length ?? 0);
  }, 0);
  return 1 + text / textOfOne;
}

function witnessOf(
  acceptedBy: Contender,
  candidate: Candidate,
  { findings }: Judgement,
  isRequest: boolean,
): Witness {
  const finds = [...new Set(findings.map(nameOf))];
  return { acceptedBy, isRequest, exchanges: candidate[acceptedBy], finds };
}

/** Whether a finding is about the value that a suspect is about. */
function isAt({ in: { pointer } }: Finding, { at }: Suspect): boolean {
  return at !== undefined && pointer === at;
}

/** The contract that accepts more than the other; `undefined` if both judge alike. */
function laxerOf(base: Judgement, revision: Judgement): Contender | undefined {
  if (base.grade !== revision.grade) return base.grade! > revision.grade! ? 'base' : 'revision';
  if (base.grade !== 1) return undefined;
  // Both accept with a warning; perhaps one of them has more to warn of.
  const [olds, news] = [base, revision].map(({ findings }) => new Set(findings.map(nameOf)));
  if (olds!.size === news!.size) return undefined;
  if ([...olds!].every((each) => news!.has(each))) return 'base';
  return [...news!].every((each) => olds!.has(each)) ? 'revision' : undefined;
}

function isClear({ finds }: { finds: readonly string[] }): boolean {
  return finds.length === 1;
}

function newTrial(): Trial {
  return {
    judged: 0,
    isReached: false,
    broken: { base: false, revision: false },
    values: [],
    witnesses: {},
    unexplained: {},
  };
}

/** The suspects by what findings call their places. */
function placesOf(
  suspects: readonly Suspect[],
  side: Contender,
  contract: Contract,
): Map<string, Suspect[]> {
  const places = new Map<string, Suspect[]>();
  for (const suspect of suspects) {
    for (const written of suspect.pointers[side]) {
      const { file, pointer } = contract.locate(written);
      const key = `${file}#${pointer}`;
      places.set(key, [...(places.get(key) ?? []), suspect]);
    }
  }
  return places;
}

function nameOf({ rule, severity, in: { pointer } }: Finding): string {
  const place = pointer === undefined ? '' : ` at ${pointer || 'the body'}`;
  return `${severity === 'warning' ? 'warning ' : ''}${rule}${place}`;
}
