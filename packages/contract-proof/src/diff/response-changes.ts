import type { Contract, Exchange } from '@batch-status/conformance';
import {
  declaredResponse,
  declaredResponses,
  isJson,
  type DeclaredContent,
  type DeclaredHeader,
  type DeclaredResponse,
} from '@batch-status/conformance/analysis';
import { isObject, pointerTo } from '@batch-status/json-schema';

import { takesAnyText, written } from '../contract/assertions.ts';
import type { Chance } from '../sketch/chance.ts';
import { drawValue } from '../sketch/draw-value.ts';
import { concreteType, exchangeWith, headersFor, textOf, type Answer } from './answers.ts';
import type { Contender } from './contract-change.ts';
import type { Found } from './found.ts';
import { compareWords } from './object-words.ts';
import type { OperationPair } from './pair-operations.ts';
import { typeOf } from './request-changes.ts';
import type { Candidate, Suspect, Trial } from './suspect.ts';

/** What two contracts say about one status. */
interface StatusPair {
  status: number;
  base: DeclaredResponse;
  revision: DeclaredResponse;
}

/** Compares what two contracts say about the responses of an operation. */
export function responseChanges(found: Found, pair: OperationPair): void {
  const operation = `${pair.base.method} ${pair.base.path}`;
  const seen = new Set<string>();
  for (const status of statusesOf(found, pair)) {
    const base = declaredResponse(found.base, pair.base, status);
    const revision = declaredResponse(found.revision, pair.revision, status);
    const key = `${base?.status} ${revision?.status}`;
    if ((!base && !revision) || seen.has(key)) continue;
    seen.add(key);
    if (base && revision) sameStatus(found, pair, operation, { status, base, revision });
    else found.suspects.push(statusSuspect(found, pair, operation, status, (base ?? revision)!));
  }
}

/** A status for each way in which one of the contracts declares statuses, named ones first. */
function statusesOf(found: Found, pair: OperationPair): number[] {
  const declared = [
    ...declaredResponses(found.base, pair.base),
    ...declaredResponses(found.revision, pair.revision),
  ].map(({ status }) => status);
  const named = declared.filter((status) => /^\d{3}$/.test(status)).map(Number);
  const isFree = (status: number): boolean => !named.includes(status);
  const ranges = [1, 2, 3, 4, 5].flatMap((hundred) => {
    const isUsed = declared.some((status) => status.toUpperCase() === `${hundred}XX`);
    const free = [18, 99, 77, 1].map((rest) => hundred * 100 + rest).find(isFree);
    return (isUsed || declared.includes('default')) && hundred > 1
      ? [free ?? hundred * 100 + 50]
      : [];
  });
  return [...new Set([...named, ...ranges])];
}

/** Draws an answer that one response declares. */
function answerOf(
  found: Found,
  side: Contender,
  response: DeclaredResponse,
  status: number,
  chance: Chance,
): Answer {
  const contract = found[side];
  const headers = headersFor([{ contract, response }], chance);
  const media =
    response.content.find(({ type }) => isJson(concreteType({ type }))) ?? response.content[0];
  if (!media) return { status, headers, body: '' };
  const type = concreteType(media);
  const value = media.schema === undefined ? {} : drawValue(contract, media.schema, chance);
  const text = media.schema === undefined ? 'text' : textOf(value, false);
  const body = isJson(type) ? JSON.stringify(value) : text || 'text';
  return { status, headers: { ...headers, 'content-type': type }, body };
}

function both(pair: OperationPair, answer: Answer, at = 0): Record<Contender, Exchange> {
  return {
    base: exchangeWith(pair.base, answer, at),
    revision: exchangeWith(pair.revision, answer, at),
  };
}

function candidateOf(pair: OperationPair, answer: Answer, isNeutral: boolean): Candidate {
  const { base, revision } = both(pair, answer);
  return { base: [base], revision: [revision], isNeutral };
}

const untried = ({ judged, isReached, why }: Trial): string | undefined => {
  if (judged > 0 && isReached) return undefined;
  return why ?? 'no exchange was found that either contract accepts';
};

const mostAnswers = 400;

function statusSuspect(
  found: Found,
  pair: OperationPair,
  operation: string,
  status: number,
  declared: DeclaredResponse,
): Suspect {
  const side = declaredResponse(found.base, pair.base, status) ? 'base' : 'revision';
  const other = side === 'base' ? 'revision' : 'base';
  return {
    subject: 'status',
    what: `${declared.status} ${side === 'base' ? 'removed' : 'added'}`,
    operation,
    isRequest: false,
    isPartial: true,
    pointers: { base: [], revision: [], [side]: [declared.at] },
    most: mostAnswers,
    *candidates(chance) {
      for (let tries = 0; tries < mostAnswers; tries++) {
        yield candidateOf(pair, answerOf(found, side, declared, status, chance), true);
      }
    },
    doubt: (trial) => untried(trial) ?? `the ${other} accepts this status otherwise`,
  };
}

function sameStatus(
  found: Found,
  pair: OperationPair,
  operation: string,
  { status, base, revision }: StatusPair,
): void {
  const at = { base: base.pointer, revision: revision.pointer };
  compareWords(found, base.status, operation, at);
  const olds = new Map(base.content.map((media) => [typeOf(media), media]));
  const news = new Map(revision.content.map((media) => [typeOf(media), media]));
  for (const type of new Set([...olds.keys(), ...news.keys()])) {
    const [old, now] = [olds.get(type), news.get(type)];
    if (old && now) sameMedia(found, pair, operation, { status, base, revision }, [old, now]);
    else
      found.suspects.push(mediaSuspect(found, pair, operation, { status, base, revision }, type));
  }
  if ((olds.size === 0) !== (news.size === 0)) {
    found.suspects.push(bodylessSuspect(found, pair, operation, { status, base, revision }));
  }
  headerChanges(found, pair, operation, { status, base, revision });
}

function mediaSuspect(
  found: Found,
  pair: OperationPair,
  operation: string,
  { status, base, revision }: StatusPair,
  type: string,
): Suspect {
  const side = base.content.some((media) => typeOf(media) === type) ? 'base' : 'revision';
  const response = side === 'base' ? base : revision;
  const media = response.content.find((one) => typeOf(one) === type)!;
  return {
    subject: 'media-type',
    what: `${base.status}: ${type} ${side === 'base' ? 'removed' : 'added'}`,
    operation,
    isRequest: false,
    isPartial: true,
    pointers: { base: [], revision: [], [side]: [media.pointer] },
    most: mostAnswers,
    *candidates(chance) {
      const only = { ...response, content: [media] };
      for (let tries = 0; tries < mostAnswers; tries++) {
        const answer = answerOf(found, side, only, status, chance);
        const headers = headersOf(found, { base, revision }, chance);
        const contentType = answer.headers['content-type']!;
        yield candidateOf(
          pair,
          { ...answer, headers: { ...headers, 'content-type': contentType } },
          true,
        );
        // A range covers types that no contract names.
        if (!media.type.includes('*')) continue;
        const another = media.type.startsWith('*')
          ? 'image/another'
          : media.type.replace('*', 'another');
        yield candidateOf(
          pair,
          { ...answer, headers: { ...headers, 'content-type': another } },
          true,
        );
      }
    },
    doubt: untried,
  };
}

function bodylessSuspect(
  found: Found,
  pair: OperationPair,
  operation: string,
  { status, base, revision }: StatusPair,
): Suspect {
  const isAdded = base.content.length === 0;
  const at = isAdded ? revision : base;
  return {
    subject: 'body',
    what: `${base.status}: ${isAdded ? 'has a body' : 'has no body'}`,
    operation,
    isRequest: false,
    pointers: {
      base: [],
      revision: [],
      [isAdded ? 'revision' : 'base']: [pointerTo(at.pointer, 'content')],
    },
    most: mostAnswers,
    *candidates(chance) {
      for (let tries = 0; tries < mostAnswers; tries++) {
        const headers = headersOf(found, { base, revision }, chance);
        yield candidateOf(pair, { status, headers, body: '' }, true);
        const side = isAdded ? 'revision' : 'base';
        yield candidateOf(pair, answerOf(found, side, at, status, chance), true);
      }
    },
    doubt: untried,
  };
}

function headersOf(
  found: Found,
  { base, revision }: Pick<StatusPair, 'base' | 'revision'>,
  chance: Chance,
): Record<string, string> {
  const sides = [
    { contract: found.base, response: base },
    { contract: found.revision, response: revision },
  ];
  return headersFor(chance.is(0.5) ? sides : sides.toReversed(), chance);
}

function sameMedia(
  found: Found,
  pair: OperationPair,
  operation: string,
  { status, base, revision }: StatusPair,
  [old, now]: readonly [DeclaredContent, DeclaredContent],
): void {
  compareWords(found, `${base.status} (${old.type})`, operation, {
    base: old.pointer,
    revision: now.pointer,
  });
  const [before, after] = [old.schema ?? old.itemSchema, now.schema ?? now.itemSchema];
  if (before === undefined && after === undefined) return;
  const type = concreteType(old);
  found.compare({
    subject: 'body',
    name: base.status,
    operation,
    isRequest: false,
    schemas: {
      base: before ?? pointerTo(old.pointer, 'schema'),
      revision: after ?? pointerTo(now.pointer, 'schema'),
    },
    exchanges: (value, chance, at) =>
      both(
        pair,
        {
          status,
          headers: { ...headersOf(found, { base, revision }, chance), 'content-type': type },
          body: isJson(type) ? (JSON.stringify(value) ?? '') : textOf(value, false),
        },
        at,
      ),
  });
}

function headerChanges(
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
      const side = old ? 'base' : 'revision';
      const answer = answerOf(
        found,
        chance.is(0.5) ? side : 'revision',
        chance.is(0.5) ? base : revision,
        status,
        chance,
      );
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
        yield candidateOf(pair, withValue(undefined, chance), true);
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
            yield candidateOf(pair, withValue(text, chance), true);
          }
        }
      }
    },
    doubt: untried,
  };
}
