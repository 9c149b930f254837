import type { Contract } from '@batch-status/conformance';
import type { DeclaredHeader } from '@batch-status/conformance/analysis';
import { isObject, pointerTo } from '@batch-status/json-schema';

import { takesAnyText, written } from '../../contract/assertions.ts';
import type { Chance } from '../../sketch/chance.ts';
import { drawValue } from '../../sketch/draw-value.ts';
import { textOf, type Answer } from '../answers.ts';
import type { Contender } from '../change/contract-change.ts';
import type { Found } from '../found.ts';
import { compareWords } from '../object-words.ts';
import type { OperationPair } from '../pair-operations.ts';
import type { Suspect } from '../suspects/suspect.ts';
import {
  answerOf,
  both,
  candidateOf,
  headersOf,
  mostAnswers,
  untried,
  type StatusPair,
} from './drawn-answers.ts';

export function headerChanges(
  found: Found,
  pair: OperationPair,
  operation: string,
  { status, base, revision }: StatusPair,
): void {
  const olds = new Map(base.headers.map((header) => [header.key, header]));
  const news = new Map(revision.headers.map((header) => [header.key, header]));
  for (const key of new Set([...olds.keys(), ...news.keys()])) {
    const [old, now] = [olds.get(key), news.get(key)];
    const name = `${base.status}: header ${(old ?? now)!.name}`;
    const at = { base: old?.pointer, revision: now?.pointer };
    const withValue = (value: unknown, chance: Chance): Answer => {
      const side = chance.is(0.5) ? 'base' : 'revision';
      const response = side === 'base' ? base : revision;
      const answer = answerOf(found, side, response, status, chance);
      const headers = { ...headersOf(found, { base, revision }, chance), ...contentTypeOf(answer) };
      const { [key]: _, ...others } = headers;
      const text =
        value === undefined ? undefined : textOf(value, (now ?? old)!.type !== undefined);
      return { ...answer, headers: { ...others, ...(text === undefined ? {} : { [key]: text }) } };
    };
    if (old?.required !== now?.required && (old?.required || now?.required)) {
      found.suspects.push(requiredHeader(pair, operation, name, at, !now?.required, withValue));
    }
    if (old && now) {
      compareWords(found, name, operation, { base: old.pointer, revision: now.pointer });
      if (old.type !== now.type) {
        found.suspects.push(
          headerSuspect(
            found,
            pair,
            operation,
            `${name} is written otherwise`,
            at,
            [old, now],
            withValue,
          ),
        );
      }
    }
    if (takesText(found.base, old) && takesText(found.revision, now)) {
      if (!(old && now))
        found.addWording(`${name} ${old ? 'removed' : 'added'}`, operation, defined(at));
      continue;
    }
    found.compare({
      subject: 'header',
      name,
      operation,
      isRequest: false,
      schemas: {
        base: old?.schema ?? pointerTo(base.pointer, 'headers', key, 'schema'),
        revision: now?.schema ?? pointerTo(revision.pointer, 'headers', key, 'schema'),
      },
      exchanges: (value, chance) => both(pair, withValue(value, chance)),
    });
  }
}

/** Whether any text is a value of a header. */
function takesText(contract: Contract, header: DeclaredHeader | undefined): boolean {
  if (header?.schema === undefined) return true;
  const schema = contract.at(written(contract, header.schema));
  return isObject(schema) && takesAnyText(schema);
}

function contentTypeOf({ headers }: Answer): Record<string, string> {
  const type = headers['content-type'];
  return type === undefined ? {} : { 'content-type': type };
}

type Places = { base: string | undefined; revision: string | undefined };

function defined({ base, revision }: Places): Partial<Record<Contender, string>> {
  return {
    ...(base === undefined ? {} : { base }),
    ...(revision === undefined ? {} : { revision }),
  };
}

function listed({ base, revision }: Places): Record<Contender, string[]> {
  return {
    base: base === undefined ? [] : [base],
    revision: revision === undefined ? [] : [revision],
  };
}

function requiredHeader(
  pair: OperationPair,
  operation: string,
  name: string,
  at: Places,
  isOptional: boolean,
  withValue: (value: unknown, chance: Chance) => Answer,
): Suspect {
  return {
    subject: 'header',
    what: `${name} is ${isOptional ? 'optional' : 'required'}`,
    operation,
    isRequest: false,
    pointers: listed(at),
    most: mostAnswers,
    *candidates(chance) {
      for (let tries = 0; tries < mostAnswers; tries++) {
        yield candidateOf(pair, withValue(undefined, chance));
      }
    },
    doubt: untried,
  };
}

function headerSuspect(
  found: Found,
  pair: OperationPair,
  operation: string,
  what: string,
  at: Places,
  headers: readonly [DeclaredHeader, DeclaredHeader],
  withValue: (value: unknown, chance: Chance) => Answer,
): Suspect {
  return {
    subject: 'header',
    what,
    operation,
    isRequest: false,
    pointers: listed(at),
    most: mostAnswers,
    *candidates(chance) {
      for (let tries = 0; tries < mostAnswers; tries++) {
        for (const [index, { schema }] of headers.entries()) {
          const contract = index === 0 ? found.base : found.revision;
          const value = schema === undefined ? 'text' : drawValue(contract, schema, chance);
          for (const text of [value, JSON.stringify(value)]) {
            yield candidateOf(pair, withValue(text, chance));
          }
        }
      }
    },
    doubt: untried,
  };
}
