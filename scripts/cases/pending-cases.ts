import {
  runsIn,
  titleOf,
  type ClientName,
  type LocatedCase,
} from '@batch-status/client-suite/runner';
import type { CaseServer } from './case-server.ts';
import type { Program, Runtime } from './runtimes/runtime.ts';

type OnCase = (client: ClientName, each: LocatedCase, problems: readonly string[]) => void;

/** The cases that one start of a runtime must run, each once for each client. */
export class PendingCases {
  readonly runs: Program['runs'];
  /** Resolves after the last result. */
  readonly finished: Promise<'finished'>;
  readonly #pending: Set<string> = new Set();

  constructor(
    cases: readonly LocatedCase[],
    clients: readonly ClientName[],
    { runtime }: Runtime,
    server: CaseServer,
    onCase: OnCase,
  ) {
    let finish!: (end: 'finished') => void;
    this.finished = new Promise((resolve) => (finish = resolve));
    this.runs = clients.map((client) => {
      const own = cases.filter((each) => runsIn(each, runtime, client));
      for (const each of own) this.#pending.add(`${client}: ${titleOf(each)}`);
      const run = server.add({
        cases: own,
        onResult: (index, problems) => {
          const each = own[index];
          // A result that comes twice counts once.
          if (!each || !this.#pending.delete(`${client}: ${titleOf(each)}`)) return;
          onCase(client, each, problems);
          if (this.#pending.size === 0) finish('finished');
        },
      });
      return { client, run };
    });
  }

  /** The case that has not ended and is the next to end. */
  get next(): string | undefined {
    const [first] = this.#pending;
    return first;
  }
}
