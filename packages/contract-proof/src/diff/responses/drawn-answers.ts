import type { Exchange } from '@batch-status/conformance';
import { isJson, type DeclaredResponse } from '@batch-status/conformance/analysis';

import type { Chance } from '../../sketch/chance.ts';
import { drawValue } from '../../sketch/draw-value.ts';
import { exchangeWith, headersFor, textOf, type Answer } from '../answers.ts';
import type { Contender } from '../change/contract-change.ts';
import type { Found } from '../found.ts';
import { concreteType } from '../media-type.ts';
import type { OperationPair } from '../pair-operations.ts';
import type { Candidate, Trial } from '../suspects/suspect.ts';

/** What two contracts say about one status. */
export interface StatusPair {
  status: number;
  base: DeclaredResponse;
  revision: DeclaredResponse;
}

export const mostAnswers = 400;

/** Draws an answer that one response declares. */
export function answerOf(
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

export function headersOf(
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

export function both(pair: OperationPair, answer: Answer, at = 0): Record<Contender, Exchange> {
  return {
    base: exchangeWith(pair.base, answer, at),
    revision: exchangeWith(pair.revision, answer, at),
  };
}

export function candidateOf(pair: OperationPair, answer: Answer): Candidate {
  const { base, revision } = both(pair, answer);
  return { base: [base], revision: [revision], isNeutral: true };
}

export const untried = ({ judged, isReached, why }: Trial): string | undefined => {
  if (judged > 0 && isReached) return undefined;
  return why ?? 'no exchange was found that either contract accepts';
};
