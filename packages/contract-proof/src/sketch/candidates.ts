import { checkExchange, type Contract, type Exchange } from '@batch-status/conformance';
import {
  declaredResponses,
  isJson,
  type DeclaredContent,
  type DeclaredResponse,
  type Operation,
} from '@batch-status/conformance/analysis';

import type { Mutant } from '../mutants/mutant.ts';
import type { Chance } from './chance.ts';
import { drawValue } from './draw-value.ts';
import { probesOf } from './probes.ts';
import { crossed, variedAnywhere, variedNear } from './vary-body.ts';

type Answer = Exchange['response'];

const otherTypes = ['text/html', 'application/xml', 'application/problem+json'];
const otherStatuses = [299, 302, 418, 599];

/** Exchanges, or pairs of consecutive exchanges, that could distinguish a mutant from its contract. */
export function* candidates(
  contract: Contract,
  operations: readonly Operation[],
  mutant: Mutant,
  chance: Chance,
): Generator<Exchange[]> {
  const isOfRule = mutant.pointer.includes('/x-validations/');
  const probes = probesOf(contract, mutant);
  for (const operation of operations) {
    const exchange = exchangeOf(operation);
    for (const response of declaredResponses(contract, operation)) {
      if (!isOfRule) {
        for (const answer of variedAnswers(response, probes)) yield [exchange(answer)];
      }
      for (const media of response.content) {
        const { schema } = media;
        if (schema === undefined || !isJson(media.type)) continue;
        const ofBody = (value: unknown, at = 0): Exchange =>
          exchange(answerOf(response, media, value), at);
        const draw = (): unknown => drawSound(contract, schema, chance, ofBody);
        const body = draw();
        yield [ofBody(body)];
        const variation = { schema, body, probes };
        if (isOfRule) yield* inARow(body, draw(), ofBody);
        else {
          const varied = chance.is(0.7)
            ? variedNear(contract, mutant, variation)
            : variedAnywhere(contract, variation);
          for (const value of varied) yield [ofBody(value)];
        }
      }
    }
  }
}

/** A body without findings, if one is drawn within a few tries. */
function drawSound(
  contract: Contract,
  schema: string,
  chance: Chance,
  ofBody: (value: unknown) => Exchange,
): unknown {
  let body: unknown;
  for (let tries = 0; tries < 60; tries++) {
    body = drawValue(contract, schema, chance);
    if (checkExchange(contract, ofBody(body)).length === 0) break;
  }
  return body;
}

/** Bodies that could break one rule: mixtures of two bodies, alone and after one of the two. */
function* inARow(
  body: unknown,
  other: unknown,
  ofBody: (value: unknown, at?: number) => Exchange,
): Generator<Exchange[]> {
  for (const later of [other, ...crossed(body, other), ...crossed(other, body)]) {
    yield [ofBody(later)];
    yield [ofBody(body), ofBody(later, 1)];
  }
  yield [ofBody(body), ofBody(body, 1)];
}

/** Varies the status, the media type, and the headers, and leaves out the body. */
function* variedAnswers(response: DeclaredResponse, probes: readonly unknown[]): Generator<Answer> {
  const [media] = response.content;
  const answer = media ? answerOf(response, media, {}) : { ...bare, status: statusOf(response) };
  yield answer;
  for (const status of otherStatuses) yield { ...bare, status };
  yield { ...answer, body: undefined };
  for (const body of ['{}', '"text"']) yield { ...answer, headers: json, body };
  for (const type of otherTypes) {
    yield { ...answer, headers: { 'content-type': type }, body: '{"another":"text"}' };
  }
  for (const { key } of response.headers) {
    for (const probe of ['text', '15', ...probes.map(String)]) {
      yield { ...answer, headers: { ...answer.headers, [key]: probe } };
    }
  }
}

const json = { 'content-type': 'application/json' };
const bare: Answer = { status: 0, headers: {}, body: '' };

function answerOf(response: DeclaredResponse, { type }: DeclaredContent, value: unknown): Answer {
  const concrete = type.replace('*/*', 'application/json').replace('/*', '/json');
  return {
    status: statusOf(response),
    headers: { 'content-type': concrete, ...requiredHeaders(response) },
    body: JSON.stringify(value),
  };
}

function requiredHeaders({ headers }: DeclaredResponse): Record<string, string> {
  return Object.fromEntries(
    headers.filter(({ required }) => required).map(({ key }) => [key, 'text']),
  );
}

/** A status of a declared response. For a range, one that is unlikely to be declared by itself. */
function statusOf({ status }: DeclaredResponse): number {
  if (status === 'default') return 599;
  return Number(status.replace(/XX$/i, '18'));
}

/** Makes consecutive exchanges of an operation with one resource. */
function exchangeOf({
  method,
  path,
  servers,
}: Operation): (answer: Answer, at?: number) => Exchange {
  const prefix = servers[0]?.prefix ?? '';
  const url = `http://localhost${prefix}${path.replaceAll(/\{[^{}]*\}/g, '1')}`;
  return (response, at = 0) => ({
    request: { method, url, headers: {} },
    response,
    startedAt: at * 1000,
    endedAt: at * 1000 + 10,
    source: { file: 'sketch', entry: at },
  });
}
