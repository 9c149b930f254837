import type { IncomingMessage, ServerResponse } from 'node:http';
import { BoardError } from '../board/board.ts';
import { NotWrittenError } from '../data/data-file.ts';
import type { Refused } from '../access/access.ts';
import type { RefusalAnswer, RefusalCode } from '../wire/answers.ts';

const statuses: Record<RefusalCode, number> = {
  invalid: 400,
  signed_out: 401,
  forbidden: 403,
  not_found: 404,
  wrong_method: 405,
  conflict: 409,
  too_large: 413,
  wrong_host: 421,
  too_many: 429,
  failed: 500,
  not_written: 507,
};

/** Why a request is refused. The message is one sentence, and repeats nothing of the request. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly headers: Record<string, string>;

  constructor(code: RefusalCode, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.code = code;
    this.headers = headers;
  }
}

const codes = { 401: 'signed_out', 403: 'forbidden', 429: 'too_many' } as const;

export const refusalOf = ({ status, message, retryAfter }: Refused): Refusal =>
  new Refusal(codes[status], message, retryAfter === undefined ? {} : inSeconds(retryAfter));

const inSeconds = (ms: number): Record<string, string> => ({
  'Retry-After': String(Math.ceil(ms / 1000)),
});

/** Every error leaves through this function. */
export function answerError(
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
  log: (message: string, cause: unknown) => void,
): void {
  const { code, message, headers } = asRefusal(error, log);
  if (response.headersSent) {
    // The rest of the body cannot follow, and its reader must notice that.
    response.destroy();
    return;
  }
  const body: RefusalAnswer = { error: { code, message } };
  // A person who opens an address reads it.
  const isRead = request.headers.accept?.includes('text/html');
  response.writeHead(statuses[code], {
    'Content-Type': `${isRead ? 'text/plain' : 'application/json'}; charset=utf-8`,
    'Cache-Control': 'no-store',
    ...headers,
  });
  response.end(isRead ? `${message}\n` : JSON.stringify(body));
}

function asRefusal(error: unknown, log: (message: string, cause: unknown) => void): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof NotWrittenError) return new Refusal('not_written', error.message);
  if (error instanceof BoardError) {
    return error.retryAfter === undefined
      ? new Refusal('conflict', error.message)
      : new Refusal('too_many', error.message, inSeconds(error.retryAfter));
  }
  log('A request failed.', error);
  return new Refusal('failed', 'The dashboard failed to answer; its standard error says why.');
}
