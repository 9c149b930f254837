import { simulate, VirtualClock, type Scenario } from '@batch-status/simulation';
import type { Surroundings } from '../src/session/surroundings.ts';
import type { Finished } from './discretion.ts';
import { runCommand, type RunOptions } from './run-command.ts';

type Dispatcher = NonNullable<Surroundings['dispatcher']>;
type Handler = Parameters<Dispatcher['dispatch']>[1];
type Controller = Parameters<NonNullable<Handler['onRequestStart']>>[0];

/** The answer to a request; `undefined` means that there is none. */
export type Answer = { status: number; body: unknown } | Error | undefined;

export const refused: Error = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:80'), {
  code: 'ECONNREFUSED',
});

/** From a request to its answer, in milliseconds. */
const latency = 50;

/**
 * A simulated service in virtual time: a test that follows batches for hours runs in milliseconds,
 * with the same result on a machine of any speed.
 */
export class SimulatedService {
  readonly clock = new VirtualClock();
  readonly #answers = new Map<string, (nth: number) => Answer>();
  readonly #asked = new Map<string, number>();
  /** When requests were sent. */
  readonly requestTimes: number[] = [];
  #firstAsked: () => void = () => undefined;

  /** Adds a batch that is created now. */
  add(batchId: string, scenario: Scenario = {}): this {
    const simulated = simulate(1, { createdAt: this.clock.now(), ...scenario });
    return this.answer(batchId, () => ({ status: 200, body: simulated(this.clock.now()) }));
  }

  /** Answers the requests for a batch; the first request is number 1. */
  answer(batchId: string, answer: (nth: number) => Answer): this {
    this.#answers.set(batchId, answer);
    return this;
  }

  /** How many requests for a batch there have been. */
  requests(batchId: string): number {
    return this.#asked.get(batchId) ?? 0;
  }

  /** Runs the command in virtual time until it ends. */
  async run(args: string[], options: RunOptions = {}): Promise<Finished> {
    const { running } = await this.start(args, options);
    return this.clock.run(running);
  }

  /** Starts the command; drive the clock to run it. */
  async start(args: string[], options: RunOptions = {}): Promise<{ running: Promise<Finished> }> {
    const { clock } = this;
    const asked = new Promise<void>((resolve) => (this.#firstAsked = resolve));
    const running = runCommand(args, 'http://service.example', {
      dispatcher: { dispatch: this.#dispatch } as unknown as Dispatcher,
      clock,
      ...options,
    });
    // Until then, the command imports its modules, which takes real time.
    await Promise.race([asked, running]);
    return { running };
  }

  readonly #dispatch = ({ path }: { path: string }, handler: Handler): boolean => {
    this.#firstAsked();
    this.requestTimes.push(this.clock.now());
    const controller = { abort: () => undefined } as unknown as Controller;
    handler.onRequestStart?.(controller, {});
    const [, batchId = ''] = /batch-calls\/([^/]+)\/status$/.exec(path) ?? [];
    const nth = (this.#asked.get(batchId) ?? 0) + 1;
    this.#asked.set(batchId, nth);
    const answer = this.#answers.get(decodeURIComponent(batchId));
    const given = answer ? answer(nth) : { status: 404, body: { error: 'Batch not found' } };
    if (given === undefined) return true;
    void this.#send(given, handler, controller);
    return true;
  };

  async #send(
    answer: NonNullable<Answer>,
    handler: Handler,
    controller: Controller,
  ): Promise<void> {
    await this.clock.sleep(latency);
    if (answer instanceof Error) {
      handler.onResponseError?.(controller, answer);
      return;
    }
    const headers = { 'content-type': 'application/json' };
    handler.onResponseStart?.(controller, answer.status, headers, '');
    handler.onResponseData?.(controller, Buffer.from(JSON.stringify(answer.body)));
    handler.onResponseEnd?.(controller, {});
  }
}
