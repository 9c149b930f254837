import { isJson, type DeclaredContent } from '@batch-status/conformance/analysis';
import { pointerTo } from '@batch-status/json-schema';

import { textOf } from '../answers.ts';
import type { Found } from '../found.ts';
import { concreteType, typeOf } from '../media-type.ts';
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

export function sameMedia(
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

export function mediaSuspect(
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
        yield candidateOf(pair, {
          ...answer,
          headers: { ...headers, 'content-type': contentType },
        });
        // A range covers types that no contract names.
        if (!media.type.includes('*')) continue;
        const another = media.type.startsWith('*')
          ? 'image/another'
          : media.type.replace('*', 'another');
        yield candidateOf(pair, { ...answer, headers: { ...headers, 'content-type': another } });
      }
    },
    doubt: untried,
  };
}

export function bodylessSuspect(
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
        yield candidateOf(pair, { status, headers, body: '' });
        const side = isAdded ? 'revision' : 'base';
        yield candidateOf(pair, answerOf(found, side, at, status, chance));
      }
    },
    doubt: untried,
  };
}
