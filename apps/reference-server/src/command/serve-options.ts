import { decimalNumber, rate, someText, wholeNumber } from '@batch-status/command/option-parsers';
import type { Command } from 'commander';
import type { DemoOptions, RateLimit } from '../index.ts';
import { secondsOption } from './seconds-option.ts';
import { withStoreOptions, type StoreOptions } from './with-redis.ts';

export interface ServeOptions extends DemoOptions, StoreOptions {
  port: number;
  host: string;
  batch: string[];
  data: string;
  rateLimit?: RateLimit;
  /** In milliseconds. */
  grace: number;
}

/** Adds the options of `serve` to a command. */
export const withServeOptions = (command: Command): Command =>
  withStoreOptions(
    command
      .option(
        '--port <port>',
        'port to listen on; 0 takes any free port',
        wholeNumber(0, 65_535),
        8787,
      )
      .option('--host <host>', 'address to listen on', someText, '127.0.0.1')
      .option('--batch <id...>', 'ids of the batches; each begins at its first request', ['demo'])
      .option(
        '--calls <number>',
        'number of calls of each batch (default: 150)',
        wholeNumber(0, 1_000_000),
      )
      .option(
        '--concurrency <number>',
        'number of calls at once (default: 20)',
        wholeNumber(1, 1_000_000),
      )
      .option(
        '--failure-rate <share>',
        'share of calls that fail (default: 0.07)',
        decimalNumber(0, 1),
      )
      .option(
        '--seed <number>',
        'seed; the same seed gives the same batch (default: 1)',
        wholeNumber(0, 2 ** 32 - 1),
      )
      .option(
        '--speed <factor>',
        'how many times faster batches run (default: 1)',
        decimalNumber(0.001, 1000),
      )
      .option(
        '--rate-limit <rate>',
        'allowed requests, for example 60/min (default: no limit)',
        rate,
      )
      .option(
        '--data <file>',
        'file that stores the batches; they continue after a restart',
        someText,
        ':memory:',
      )
      .addOption(
        secondsOption(
          '--grace <seconds>',
          'how long responses in progress may take after SIGTERM',
          10,
        ),
      ),
    'serve the batches that create has added to this Redis, instead of simulated ones',
  );
