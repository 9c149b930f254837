import type { Contract, Exchange } from '@batch-status/conformance';

import { isObject, pointerTo } from '@batch-status/json-schema';

import type { SchemaDifference } from '../../comparison/compare-schemas.ts';
import type { Chance } from '../../sketch/chance.ts';
import { drawValue } from '../../sketch/draw-value.ts';
import { variedAt } from '../../sketch/vary-body.ts';
import type { Contender, Subject } from '../change/contract-change.ts';
import { isUnbroken } from './exercised.ts';
import type { Judge } from './judge.ts';
import { probesOf, variantsAt } from './probes.ts';
import { namesIn, variedByRule } from './rule-candidates.ts';
import type { Candidate, Suspect } from './suspect.ts';
import { isBound, isTelling, tellingValues } from './telling-values.ts';
import { wordsFor } from './words.ts';

/** A value with a schema in each contract: a body, a header, or a parameter. */
export interface Holder {
  subject: Subject;
  /** Its name for people, such as `200`. */
  name: string;
  operation: string;
  isRequest: boolean;
  judges: Record<Contender, Judge>;
  /** The pointers to its schema. */
  schemas: Record<Contender, string>;
  /** Exchanges with the value, as each contract would see them. */
  exchanges: (value: unknown, chance: Chance, at?: number) => Record<Contender, Exchange>;
}

const mostForSchema = 2500;
const mostForRule = 6000;
const mostDraws = 30;
const mostQuiet = 40;
const rounds = 12;

export function bodySuspect(holder: Holder, difference: SchemaDifference): Suspect {
  const { subject, operation, isRequest, judges } = holder;
  const contracts = contractsOf(judges);
  const isRule = difference.key.startsWith('rule ');
  const isOnlyInOne = (value: unknown): boolean => isTelling(contracts, difference, value);
  const [, mentioned] = /^(?:required|dependentRequired \S+) (.*)$/s.exec(difference.key) ?? [];
  return {
    subject,
    what: wordsFor(holder.name, difference),
    operation,
    isRequest,
    pointers: { base: difference.base.pointers, revision: difference.revision.pointers },
    at: pointerTo('', ...difference.path),
    ...(mentioned === undefined ? {} : { mentions: JSON.stringify(mentioned) }),
    most: isRule ? mostForRule : mostForSchema,
    candidates: (chance) => candidatesFor(holder, difference, chance, isRule),
    doubt: (trial) => {
      if (trial.judged === 0) return trial.why ?? 'no value was found for it';
      if (!trial.isReached)
        return trial.why ?? 'no exchange was found that either contract accepts';
      const sides = (['base', 'revision'] as const).filter(
        (side) =>
          difference[side].value !== undefined &&
          // That a value can be null restricts nothing.
          !(difference.key === 'null' && difference[side].value === 'true') &&
          !trial.broken[side] &&
          (isRule || isUnbroken(contracts[side], difference[side].pointers, trial.values)),
      );
      if (sides.length === 0) {
        // No rule hides a difference of parameters. Perhaps their text cannot say what a value is.
        const isHidden = subject !== 'parameter' && trial.values.some(isOnlyInOne);
        const isTold = !isBound(difference) || isHidden;
        return isTold ? undefined : 'no value was found that only one of them allows';
      }
      return trial.why ?? `no value was found that breaks what the ${sides.join(' and the ')} says`;
    },
  };
}

/** A suspect for bodies that seem to be described alike, in case they are not. */
export function quietSuspect(holder: Holder): Suspect {
  return {
    subject: holder.subject,
    what: `${holder.name}: the schema`,
    operation: holder.operation,
    isRequest: holder.isRequest,
    isQuiet: true,
    pointers: { base: [], revision: [] },
    most: mostQuiet,
    *candidates(chance) {
      for (let round = 0; round < mostQuiet; round++) {
        const side = round % 2 === 0 ? 'base' : 'revision';
        const contract = holder.judges[side].contract;
        const value = drawValue(contract, holder.schemas[side], chance);
        yield candidate(holder, [value], chance, true);
      }
    },
    doubt: () => undefined,
  };
}

function* candidatesFor(
  holder: Holder,
  difference: SchemaDifference,
  chance: Chance,
  isRule: boolean,
): Generator<Candidate> {
  const contracts = contractsOf(holder.judges);
  for (let round = 0; round < rounds * (isRule ? 10 : 1); round++) {
    const side = round % 2 === 0 ? 'base' : 'revision';
    const { body, isNeutral } = drawSound(holder, difference, side, chance);
    yield candidate(holder, [body], chance, isNeutral);
    if (isRule) {
      const other = drawSound(holder, difference, side, chance).body;
      for (const values of variedByRule(contracts, difference, body, other)) {
        yield candidate(holder, values, chance, isNeutral);
      }
      continue;
    }
    const telling = tellingValues(contracts, difference, chance);
    const probes = [...telling, ...probesOf(contracts, difference, chance)];
    let placed: unknown;
    const bodies = variedAt(body, difference.path, function* (value) {
      const variants = variantsAt(value, probes, difference);
      for (const variant of [...telling, ...variants]) {
        placed = variant;
        yield variant;
      }
    });
    for (const varied of bodies) {
      yield { ...candidate(holder, [varied], chance, isNeutral), value: { is: placed } };
    }
  }
}

function candidate(
  { exchanges }: Holder,
  values: readonly unknown[],
  chance: Chance,
  isNeutral: boolean,
): Candidate {
  const made = values.map((value, at) => exchanges(value, chance, at));
  return {
    base: made.map(({ base }) => base),
    revision: made.map(({ revision }) => revision),
    isNeutral,
  };
}

/** A body that shows the place of a difference, and that both contracts accept if one is drawn soon. */
function drawSound(
  holder: Holder,
  difference: SchemaDifference,
  side: Contender,
  chance: Chance,
): { body: unknown; isNeutral: boolean } {
  const { judges, schemas, isRequest } = holder;
  const { contract } = judges[side];
  const { trail, place, pointers } = difference[side];
  const aim = new Set([...trail, ...place, ...readBy(contract, pointers)]);
  let best: { body: unknown; isNeutral: boolean; grade: number } | undefined;
  for (let draws = 0; draws < mostDraws; draws++) {
    // A recursive schema can have no way out of what it aims at.
    const body = drawValue(
      contract,
      schemas[side],
      chance,
      0,
      draws < mostDraws / 2 ? aim : undefined,
    );
    const { base, revision } = holder.exchanges(body, chance);
    const grades = [
      judges.base.judge([base], { isRequest }).grade ?? 0,
      judges.revision.judge([revision], { isRequest }).grade ?? 0,
    ];
    const isNeutral = grades[0] === grades[1];
    const grade = Math.max(...grades) + (isNeutral ? 0.5 : 0);
    if (!best || grade > best.grade) best = { body, isNeutral, grade };
    if (grade > 2 || (draws > mostDraws / 5 && best.grade >= 1)) break;
  }
  return best!;
}

/** The members that rules read, which must be there for the rules to say anything. */
function readBy(contract: Contract, pointers: readonly string[]): string[] {
  return pointers.flatMap((pointer) => {
    const written = contract.at(pointer);
    if (!isObject(written) || typeof written['rule'] !== 'string') return [];
    const schema = pointer.slice(0, pointer.lastIndexOf('/x-validations/'));
    return namesIn(written['rule']).map((name) => pointerTo(schema, 'properties', name));
  });
}

function contractsOf(judges: Record<Contender, Judge>): Record<Contender, Contract> {
  return { base: judges.base.contract, revision: judges.revision.contract };
}
