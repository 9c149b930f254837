import {
  Checker,
  type Contract,
  type Exchange,
  type SequenceOptions,
} from '@batch-status/conformance';
import type { CheckedMutant, Sketch } from '@batch-status/contract-proof';
import {
  harEntryOf,
  RecordingFile,
  type RecordedContent,
  type RecordedEntry,
} from '@batch-status/har';

import packageJson from '../../../package.json' with { type: 'json' };

/** A recording of the exchanges that `mutate` suggests, which `verify` accepts. */
export class SketchFile implements Disposable {
  readonly #file: RecordingFile;
  readonly #checker: Checker;
  readonly #written = new Set<number>();
  readonly #hasServer: boolean;

  /** @param options As for `mutate`. `verify` also checks the requests, unless it is asked not to. */
  constructor(path: string, contract: Contract, options: SequenceOptions) {
    this.#file = new RecordingFile(path, packageJson);
    this.#checker = new Checker(contract, { ...options, requests: true, undocumented: 'error' });
    this.#hasServer = options.servers !== undefined;
  }

  /** Adds a sketch, unless it was added for another mutant. */
  add({ number, exchanges }: Sketch, { operator, what, contract }: CheckedMutant): void {
    if (this.#written.has(number)) return;
    this.#written.add(number);
    const comment = `Suggestion ${number}: ${operator}: ${what} (${contract.pointer})`;
    for (const exchange of exchanges) {
      const own = this.#hasServer ? exchange : withHost(exchange, `sketch-${number}.localhost`);
      const findings = this.#checker.check(own).map(({ rule, severity, in: { pointer } }) => ({
        rule,
        severity,
        ...(pointer === undefined ? {} : { at: pointer }),
      }));
      this.#file.append({
        ...recordedEntry(own),
        comment,
        ...(findings.length > 0 ? { _findings: findings } : {}),
      });
    }
  }

  /** Closes the file, or deletes it if it is empty. */
  [Symbol.dispose](): void {
    if (this.#file.count > 0) this.#file.close();
    else this.#file.remove();
  }
}

/** Exchanges with one host could be bodies of one resource, although they are not one sequence. */
function withHost(exchange: Exchange, host: string): Exchange {
  const { request } = exchange;
  return {
    ...exchange,
    request: { ...request, url: request.url.replace('//localhost', `//${host}`) },
  };
}

function contentOf({ response: { headers, body } }: Exchange): RecordedContent {
  const mimeType = headers['content-type'] ?? '';
  return body === undefined
    ? { size: 0, mimeType }
    : { size: Buffer.byteLength(body), mimeType, text: body };
}

function recordedEntry(exchange: Exchange): RecordedEntry {
  const { request, response, ...times } = harEntryOf(exchange);
  return {
    ...times,
    request: {
      ...request,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      queryString: [],
      headersSize: -1,
      bodySize: Buffer.byteLength(request.postData?.text ?? ''),
    },
    response: {
      status: response.status,
      headers: response.headers,
      content: contentOf(exchange),
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      redirectURL: '',
      headersSize: -1,
      bodySize: contentOf(exchange).size,
    },
    cache: {},
    timings: { send: 0, wait: times.time, receive: 0 },
  };
}
