import type { Place } from './results.ts';
import {
  kilobytes,
  microseconds,
  milliseconds,
  perSecond,
  seconds,
  whole,
  type Unit,
} from './table.ts';

/** One line of the README's table. */
export interface Statement {
  what: string;
  ours: Place;
  /** With what the README calls it, where that is not its name. */
  beside: Place & { label?: string };
  format: (value: number) => string;
}

const withUnit =
  ({ name, format }: Unit) =>
  (value: number): string =>
    `${format(value)} ${name}`;

/** What the README states; every figure is one of the results. */
export const statements: Statement[] = [
  {
    what: 'CPU of one call by `fetch`, 50 at once',
    ours: { table: 'call-50', name: '@batch-status/fetch' },
    beside: { table: 'call-50', name: 'openapi-fetch' },
    format: withUnit(microseconds),
  },
  {
    what: 'CPU of one call in Node, 50 at once',
    ours: { table: 'node-50', name: '@batch-status/node' },
    beside: { table: 'node-50', name: 'undici, Pool.request' },
    format: withUnit(microseconds),
  },
  {
    what: 'code of a page that makes one call, gzipped',
    ours: { table: 'size', name: '@batch-status/fetch' },
    beside: { table: 'size', name: 'openapi-fetch' },
    format: withUnit(kilobytes),
  },
  {
    what: 'requests until the end of a steady batch is seen',
    ours: { table: 'watch-waiting', name: 'steady', column: 'requests' },
    beside: {
      table: 'watch-waiting',
      name: 'steady',
      column: 'requests, fixed 5 s, OpenAI',
      label: 'every 5 s',
    },
    format: whole,
  },
  {
    what: 'lag of the end of a batch, of 10,000 under 50 requests a second, mean',
    ours: { table: 'monitor', name: '10,000 batches', column: 'mean lag, s' },
    beside: {
      table: 'monitor',
      name: '10,000 batches',
      column: 'mean lag in turn, s',
      label: 'asking in turn',
    },
    format: withUnit(seconds),
  },
  {
    what: 'answers of the server for a second of its CPU, batch unchanged',
    ours: { table: 'server-304', name: '@batch-status/reference-server' },
    beside: { table: 'server-304', name: 'node:http, a constant' },
    format: withUnit(perSecond),
  },
  {
    what: 'wrong exchanges found in our recordings',
    ours: { table: 'verify-verdicts', name: '@batch-status/contract-tests', column: 'found' },
    beside: { table: 'verify-verdicts', name: 'redocly drift', column: 'found' },
    format: whole,
  },
  {
    what: 'speed of verifying a recording of 256 MB',
    ours: { table: 'verify-speed', name: '@batch-status/contract-tests', column: '256 MB' },
    beside: { table: 'verify-speed', name: 'readFile + JSON.parse', column: '256 MB' },
    format: (value) => `${value.toFixed(0)} MB/s`,
  },
  {
    what: 'from the start of the command to the end of its `--help`',
    ours: { table: 'start-up-command', name: 'batch-status --help' },
    beside: { table: 'start-up-command', name: 'node -e 0' },
    format: withUnit(milliseconds),
  },
];
