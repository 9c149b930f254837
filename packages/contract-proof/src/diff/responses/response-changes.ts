import {
  declaredResponse,
  declaredResponses,
  type DeclaredResponse,
} from '@batch-status/conformance/analysis';

import type { Found } from '../found.ts';
import { typeOf } from '../media-type.ts';
import { compareWords } from '../object-words.ts';
import type { OperationPair } from '../pair-operations.ts';
import type { Suspect } from '../suspects/suspect.ts';
import { answerOf, candidateOf, mostAnswers, untried, type StatusPair } from './drawn-answers.ts';
import { headerChanges } from './header-changes.ts';
import { bodylessSuspect, mediaSuspect, sameMedia } from './media-changes.ts';

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
        yield candidateOf(pair, answerOf(found, side, declared, status, chance));
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
