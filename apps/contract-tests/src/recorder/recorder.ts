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
  /** The recording: `….har` or `….ndjson`. It must not be there yet. */
  output: string;
  /** Makes the stand-ins for what is sensitive. */
  redactionKey: Buffer;
  /** Bodies of more bytes are left out. */
  maxBody: number;
  /** Judges each exchange as it comes. Default: none is judged. */
  checker?: Checker;
  onFinding?: (finding: Finding) => void;
  /** Told once that the recording cannot be gone on with. */
  onFailure: (error: Error) => void;
  /** The time in milliseconds since the epoch. Default: the system's. */
  now?: () => number;
}

export interface Recorder {
  /** Where clients find the server that is recorded. */
  url: string;
  /** How many exchanges were recorded. */
  readonly count: number;
  /**
   * Ends the recording, once what is under way is over or its time is up.
   *
   * @returns how many exchanges were cut off, and so are not recorded.
   */
  close(): Promise<number>;
}

/**
 * Records what passes between clients and a server, redacted.
 *
 * @throws InputError if the recording or the port cannot be had.
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
      // From here on nothing waits, so entries do not mix.
      file.append(redactor.redacted(entry));
      if (!checker) return;
      // What came is judged, and not what stands in for it.
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
      // In the order in which they ended, though large bodies take longer to unpack.
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
  };
}
