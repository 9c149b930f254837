import type { Contract, Exchange } from '@batch-status/conformance';
import {
  isJson,
  type DeclaredContent,
  type DeclaredResponse,
  type Operation,
} from '@batch-status/conformance/analysis';

import type { Mutant } from '../mutants/mutant.ts';
import { Chance } from './chance.ts';
import { drawValue } from './draw-value.ts';
import { probesOf } from './probes.ts';
import { SoundBodies } from './sound-bodies.ts';
import { SoundRequests, textOf } from './sound-requests.ts';
import type { Target } from './targets.ts';
import { crossed, variedAnywhere, variedNear } from './vary-body.ts';

type Answer = Exchange['response'];

const otherTypes = ['text/html', 'application/xml', 'application/problem+json'];
const otherStatuses = [299, 302, 399, 418, 499, 599];

/** What the searches for all mutants of a contract have in common. */
export class Candidates {
  readonly #contract: Contract;
  readonly #bodies: SoundBodies;
  readonly #requests: SoundRequests;

  /** @param server The URL of the server that is checked. Default: a server of the contract. */
  constructor(contract: Contract, server?: string) {
    this.#contract = contract;
    this.#bodies = new SoundBodies(contract);
    this.#requests = new SoundRequests(contract, server);
  }

  /** The request of all candidates with an operation. Each call returns the same object. */
  requestTo(operation: Operation): Exchange['request'] {
    return this.#requests.to(operation);
  }

  /**
   * Exchanges, or pairs of consecutive exchanges, that could distinguish a mutant from its contract.
   * They are endless. Each round begins with an empty one, since there might be none to try.
   *
   * @param targets The responses that the change concerns.
   */
  *of(mutant: Mutant, targets: readonly Target[]): Generator<Exchange[]> {
    const chance = new Chance(1);
    const probes = probesOf(this.#contract, mutant);
    for (let round = 0; ; round++) {
      yield [];
      for (const target of targets) yield* this.#inRound(mutant, target, { round, chance, probes });
    }
  }

  *#inRound(
    mutant: Mutant,
    { operation, response }: Target,
    { round, chance, probes }: { round: number; chance: Chance; probes: readonly unknown[] },
  ): Generator<Exchange[]> {
    const contract = this.#contract;
    const isOfRule = mutant.pointer.includes('/x-validations/');
    const request = this.#requests.to(operation);
    const exchange = (answer: Answer, at = 0): Exchange => exchangeOf(request, answer, at);
    if (!isOfRule && round === 0) {
      // They are the same in each round.
      for (const answer of this.#variedAnswers(response, probes, exchange))
        yield [exchange(answer)];
    }
    for (const media of response.content) {
      const { schema } = media;
      if (schema === undefined || !isJson(media.type)) continue;
      const ofBody = (value: unknown, at = 0): Exchange =>
        exchange(this.#answerOf(response, media, value), at);
      const body = this.#bodies.at(schema, round, ofBody);
      yield [ofBody(body)];
      const variation = { schema, body, probes };
      if (isOfRule) yield* inARow(body, this.#bodies.at(schema, round + 1, ofBody), ofBody);
      else {
        const varied = chance.is(0.7)
          ? variedNear(contract, mutant, variation)
          : variedAnywhere(contract, variation);
        for (const value of varied) yield [ofBody(value)];
      }
    }
  }

  /** Varies the status, the media type, and the headers, and leaves out the body. */
  *#variedAnswers(
    response: DeclaredResponse,
    probes: readonly unknown[],
    exchange: (answer: Answer) => Exchange,
  ): Generator<Answer> {
    const [media] = response.content;
    const ofBody = (type: DeclaredContent) => (value: unknown) =>
      exchange(this.#answerOf(response, type, value));
    const body =
      media?.schema === undefined || !isJson(media.type)
        ? {}
        : this.#bodies.at(media.schema, 0, ofBody(media));
    const answer = media ? this.#answerOf(response, media, body) : this.#bareAnswer(response);
    yield answer;
    for (const status of otherStatuses) yield { status, headers: {}, body: '' };
    yield { ...answer, body: undefined };
    for (const text of ['{}', '"text"']) yield withBody(answer, 'application/json', text);
    for (const type of otherTypes) yield withBody(answer, type, '{"another":"text"}');
    const texts = new Set(['text', '15', ...probes.filter(isPrimitive).map(String)]);
    for (const { key } of response.headers) {
      const { [key]: _, ...others } = answer.headers;
      yield { ...answer, headers: others };
      for (const text of texts) yield { ...answer, headers: { ...others, [key]: text } };
    }
  }

  #answerOf(response: DeclaredResponse, { type }: DeclaredContent, value: unknown): Answer {
    const concrete = type.replace('*/*', 'application/json').replace('/*', '/json');
    return withBody(this.#bareAnswer(response), concrete, JSON.stringify(value));
  }

  #bareAnswer(response: DeclaredResponse): Answer {
    return { status: statusOf(response), headers: this.#requiredHeaders(response), body: '' };
  }

  #requiredHeaders({ headers }: DeclaredResponse): Record<string, string> {
    const required = headers.filter((header) => header.required);
    return Object.fromEntries(
      required.map(({ key, schema, type }) => {
        if (schema === undefined) return [key, 'text'];
        const value = drawValue(this.#contract, schema, new Chance(1));
        return [key, type === undefined ? textOf(value) : JSON.stringify(value)];
      }),
    );
  }
}

function withBody(answer: Answer, type: string, body: string): Answer {
  return { ...answer, headers: { ...answer.headers, 'content-type': type }, body };
}

/** Any other value is no text of a header. */
function isPrimitive(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
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

/** A status of a declared response. For a range, one that is unlikely to be declared by itself. */
function statusOf({ status }: DeclaredResponse): number {
  if (status === 'default') return 599;
  return Number(status.replace(/XX$/i, '18'));
}

/** Makes consecutive exchanges with one resource. */
function exchangeOf(request: Exchange['request'], response: Answer, at: number): Exchange {
  return {
    request,
    response,
    startedAt: at * 1000,
    endedAt: at * 1000 + 10,
    source: { file: 'sketch', entry: at },
  };
}
