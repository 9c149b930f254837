import {
  exchangeFromHarEntry,
  type Checker,
  type Contract,
  type Finding,
} from '@batch-status/conformance';
import { RecordingFile } from '@batch-status/har';
import { Redactor } from '@batch-status/redaction';

import { steadyTime } from '@batch-status/time';
import packageJson from '../../package.json' with { type: 'json' };
import { entryOf } from './entry-of.ts';
import type { PassedExchange } from './passed-exchange.ts';
import { startProxy, type ProxyOptions } from './proxy.ts';

export interface RecorderOptions extends Pick<ProxyOptions, 'target' | 'port' | 'closeGrace'> {
  contract: Contract;
  /** The recording to create: `….har` or `….ndjson`. */
  output: string;
  /** The key of the placeholders for sensitive values. */
  redactionKey: Buffer;
  /** Larger bodies, in bytes, are left out. */
  maxBody: number;
  /** Checks each exchange when it is recorded. Default: no checks. */
  checker?: Checker;
  onFinding?: (finding: Finding) => void;
  /** Called once if recording cannot continue. */
  onFailure: (error: Error) => void;
  /** The time in milliseconds since the epoch. Default: the system clock. */
  now?: () => number;
}

export interface Recorder {
  /** The address for clients, instead of the server. */
  url: string;
  /** The number of recorded exchanges. */
  readonly count: number;
  /**
   * Ends the recording, after exchanges in progress have ended or the grace period is over.
   *
   * @returns the number of exchanges that were cut off. They are recorded as such.
   */
  close(): Promise<number>;
  /** Ends it, and deletes the recording if it has no exchanges, because its clients could not be started. */
  abandon(): Promise<void>;
}

/**
 * Records the traffic between clients and a server, after redaction.
 *
 * @throws FileError if the recording cannot be written, InputError if the port cannot be used.
 */
export async function startRecorder(options: RecorderOptions): Promise<Recorder> {
  const { contract, output, maxBody, checker, onFailure, now = steadyTime } = options;
  const redactor = new Redactor(contract, options.redactionKey);
  const file = new RecordingFile(output, packageJson);
  let failed = false;

  const record = async (exchange: PassedExchange): Promise<void> => {
    if (failed) return;
    try {
      const entry = await entryOf(exchange, maxBody);
      const source = { file: output, entry: file.count };
      // Without an await from here on, so that entries stay in order.
      const notes = entry.comment === undefined ? [] : [entry.comment];
      file.append(redactor.redacted(entry, notes));
      if (!checker) return;
      // Check the original exchange, before redaction.
      for (const finding of checker.check(exchangeFromHarEntry(entry, source))) {
        options.onFinding?.(finding);
      }
    } catch (error) {
      failed = true;
      onFailure(error as Error);
    }
  };
  let recorded = Promise.resolve();
  const proxy = await startProxy({
    ...options,
    now,
    onExchange: (exchange) => {
      // Keeps the order in which they ended, although large bodies take longer to decode.
      recorded = recorded.then(() => record(exchange));
    },
  }).catch((error: unknown) => {
    file.remove();
    throw error;
  });
  return {
    url: proxy.url,
    get count() {
      return file.count;
    },
    async close() {
      const abandoned = await proxy.close();
      await recorded;
      file.close();
      return abandoned;
    },
    async abandon() {
      await proxy.close();
      await recorded;
      if (file.count > 0) file.close();
      else file.remove();
    },
  };
}
