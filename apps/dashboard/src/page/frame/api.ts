import type { RefusalAnswer } from '../../wire/answers.ts';
import type { Router } from './router.ts';

/** The answer of the server to a request. */
export interface Answer {
  status: number;
  body: unknown;
}

/** The requests of a page that change something, or read what is not in the stream. */
export class Api {
  readonly #router: Router;

  constructor(router: Router) {
    this.#router = router;
  }

  /** @throws Error with one sentence for people, unless the status is the one that is accepted too. */
  async send(method: string, path: string, body?: unknown, accepted?: number): Promise<Answer> {
    const response = await fetch(this.#router.url(path), {
      method,
      cache: 'no-store',
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    }).catch(() => {
      throw new Error('The dashboard cannot be reached. Try again.');
    });
    const { status, ok } = response;
    const answer: Answer = { status, body: parse(await response.text()) };
    if (ok || status === accepted) return answer;
    const { error } = { ...(answer.body as Partial<RefusalAnswer> | undefined) };
    throw new Error(error?.message ?? `The dashboard answered with the status ${status}.`);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
