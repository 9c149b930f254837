import { checkExchange, type Contract, type Exchange } from '@batch-status/conformance';

import { Chance } from './chance.ts';
import { drawValue } from './draw-value.ts';

/** The most bodies that are drawn for one that has no findings. */
const most = 60;
/** More bodies of one schema are not kept: a search that needs them is about to end. */
const mostKept = 40;

/** Bodies without findings, if they are drawn within a few tries. The same for every mutant. */
export class SoundBodies {
  readonly #contract: Contract;
  readonly #chance = new Chance(1);
  readonly #bySchema = new Map<string, unknown[]>();

  constructor(contract: Contract) {
    this.#contract = contract;
  }

  /**
   * @param ofBody The exchange in which a body is checked.
   * @param index Which of the bodies to return. They repeat after a while.
   */
  at(schema: string, index: number, ofBody: (value: unknown) => Exchange): unknown {
    const bodies = this.#bySchema.get(schema) ?? [];
    this.#bySchema.set(schema, bodies);
    const place = index % mostKept;
    while (bodies.length <= place) bodies.push(this.#draw(schema, ofBody));
    return bodies[place];
  }

  #draw(schema: string, ofBody: (value: unknown) => Exchange): unknown {
    let body: unknown;
    for (let tries = 0; tries < most; tries++) {
      body = drawValue(this.#contract, schema, this.#chance);
      if (checkExchange(this.#contract, ofBody(body)).length === 0) break;
    }
    return body;
  }
}
