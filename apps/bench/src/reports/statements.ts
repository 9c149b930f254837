import type { Place } from './results.ts';
import { kilobytes, microseconds, milliseconds, perSecond, seconds, type Unit } from './units.ts';

/** One line of the README's table. */
export interface Statement {
  what: string;
  ours: Place;
  /** The label replaces the name of the candidate in the README. */
  beside: Place & { label?: string };
  unit: Unit;
}

const count: Unit = { name: '', format: 'whole' };

/** What the README states. Every figure comes from the results. */
export const statements: Statement[] = [
  {
    what: 'CPU of one call by `fetch`, 50 at once',
    ours: { table: 'call-50', name: '@batch-status/fetch' },
    beside: { table: 'call-50', name: 'openapi-fetch' },
    unit: microseconds,
  },
  {
    what: 'CPU of one call in Node, 50 at once',
    ours: { table: 'node-50', name: '@batch-status/node' },
    beside: { table: 'node-50', name: 'undici, Pool.request' },
    unit: microseconds,
  },
  {
    what: 'code of a page that makes one call, gzipped',
    ours: { table: 'size', name: '@batch-status/fetch' },
    beside: { table: 'size', name: 'openapi-fetch' },
    unit: kilobytes,
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
    unit: count,
  },
  {
    what: 'mean lag of the ends of 10,000 batches, at 50 requests per second',
    ours: { table: 'monitor', name: '10,000 batches', column: 'mean lag, s' },
    beside: {
      table: 'monitor',
      name: '10,000 batches',
      column: 'mean lag in turn, s',
      label: 'polling in turn',
    },
    unit: seconds,
  },
  {
    what: 'responses per second of the server’s CPU, unchanged batch',
    ours: { table: 'server-304', name: '@batch-status/reference-server' },
    beside: { table: 'server-304', name: 'node:http, a constant' },
    unit: perSecond,
  },
  {
    what: 'invalid exchanges found in our recordings',
    ours: { table: 'verify-verdicts', name: '@batch-status/contract-tests', column: 'found' },
    beside: { table: 'verify-verdicts', name: 'redocly drift', column: 'found' },
    unit: count,
  },
  {
    what: 'speed of verifying a recording of 256 MB',
    ours: { table: 'verify-speed', name: '@batch-status/contract-tests', column: '256 MB' },
    beside: { table: 'verify-speed', name: 'readFile + JSON.parse', column: '256 MB' },
    unit: { name: 'MB/s', format: 'whole' },
  },
  {
    what: '`--help` of the command, from its start to its exit',
    ours: { table: 'start-up-command', name: 'batch-status --help' },
    beside: { table: 'start-up-command', name: 'node -e 0' },
    unit: milliseconds,
  },
];
