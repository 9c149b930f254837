import type { SectionName } from '../sections.ts';
import { cacheLoads } from '../cache/cache-loads.ts';
import { hostileResponses } from '../responses/hostile-responses.ts';
import { nameOfShare, shares } from '../sharing/sharing.ts';
import { fleets, greatest, nameOfFleet } from '../watch/monitor-sets.ts';
import type { Bound } from './check-bounds.ts';

const ours = '@batch-status/contract-tests';

/**
 * Every bound on time, CPU, and memory, by the section that measures its figure. Ratios compare two
 * figures of one run, so that a bound holds on a slow machine too.
 */
export const bounds: Partial<Record<SectionName, readonly Bound[]>> = {
  call: [
    ...[1, 10, 50].map((atOnce) => ({
      ...{ table: `call-${atOnce}`, name: '@batch-status/fetch', column: 'ratio' },
      atMost: 1.3,
      reason:
        'Deadlines, size limits, and checks may cost three tenths of the peer that takes the least.',
    })),
    {
      ...{ table: 'call-50', name: '@batch-status/node', column: 'ratio' },
      atMost: 0.5,
      reason:
        'The README of the Node client promises less than half of the CPU of a call by fetch.',
    },
    {
      ...{ table: 'call-heap', name: '@batch-status/fetch', column: 'ratio' },
      atMost: 1.3,
      reason: 'Beside `fetch`, a call in flight keeps one signal, a timer, and a few closures.',
    },
    {
      ...{ table: 'call-heap', name: '@batch-status/node', column: 'ratio' },
      atMost: 1.1,
      reason: 'A call in flight keeps no signal of its own, and much less than `fetch`.',
    },
  ],
  node: [1, 10, 50].map((atOnce) => ({
    ...{ table: `node-${atOnce}`, name: '@batch-status/node', column: 'ratio' },
    atMost: 1.15,
    reason: 'Every rule of a call together may cost a seventh of a bare Pool.request.',
  })),
  cache: Object.keys(cacheLoads).flatMap((name) =>
    ['fetch', 'node'].map((client) => ({
      ...{ table: 'cache-memory', name, column: `@batch-status/${client}` },
      atMost: 1.5,
      reason: 'Everything that a cached response keeps counts toward `maxCacheBytes`.',
    })),
  ),
  responses: Object.keys(hostileResponses).map((name) => ({
    ...{ table: 'responses', name, column: 'ratio' },
    atMost: name === 'invalid optional members' ? 4 : 3,
    reason: 'No deadline can end a call while its response is validated.',
  })),
  monitor: [
    {
      ...{ table: 'monitor', name: '1,000 batches', column: 'ratio' },
      atMost: 0.36,
      reason: 'The README promises a third of the time that polling in turn takes.',
    },
    ...fleets.flatMap((fleet) => [
      {
        ...{ table: 'monitor-sets', name: greatest.predictable, column: nameOfFleet(fleet) },
        atMost: 0.6,
        reason: 'If the counts predict the ends, a monitor sees them much sooner.',
      },
      {
        ...{ table: 'monitor-sets', name: greatest.all, column: nameOfFleet(fleet) },
        // If all batches end at once, chance decides which of them is requested first.
        atMost: 1.05,
        reason: 'A monitor sees the ends of no set of batches later than by polling in turn.',
      },
    ]),
  ],
  'monitor-cost': [
    {
      ...{ table: 'monitor-heap', name: '10,000 batches' },
      atMost: 2_500,
      reason: 'A monitor keeps counts of a batch, and not its bodies.',
    },
    {
      ...{ table: 'monitor-cpu', name: '100,000 batches', column: 'ratio' },
      atMost: 2,
      reason: 'A step takes the logarithm of the number of batches.',
    },
    {
      ...{ table: 'monitor-released', name: 'after removal of 10,000 batches' },
      atMost: 200,
      reason: 'A monitor keeps nothing of a batch that was removed.',
    },
    {
      ...{ table: 'monitor-released', name: 'updates that no listener took' },
      atMost: 10,
      reason: 'A listener that takes nothing keeps nothing of batches that were removed.',
    },
    {
      ...{ table: 'monitor-updates', name: '100,000 updates', column: 'ratio' },
      atMost: 10,
      reason: 'Taking an update costs the same whatever the number of updates held back.',
    },
  ],
  shared: shares.map(nameOfShare).flatMap((name) => {
    const at = (column: string) => ({ table: 'sharing', name, column });
    return [
      {
        ...at('lag, ratio'),
        atMost: 1.2,
        reason: 'The order of requests is that of one monitor.',
      },
      ...[{ atMost: 1.05 }, { atLeast: 0.95 }].map((limit) => ({
        ...at('requests, ratio'),
        ...limit,
        reason: 'Processes that share a monitor use its budget, and no more.',
      })),
      {
        ...at('CPU, ratio'),
        atMost: 3,
        reason: 'One process sends the requests. The others only ask now and then what is new.',
      },
      {
        ...at('most in a second'),
        atMost: 5,
        reason: 'All processes together never exceed the budget.',
      },
    ];
  }),
  server: [
    ...['server-200', 'server-304'].map((table) => ({
      ...{ table, name: '@batch-status/reference-server', column: 'ratio' },
      atLeast: 0.75,
      reason: 'A response to an unchanged batch comes from memory.',
    })),
    {
      ...{ table: 'server-changing', name: '1,000,000 calls', column: 'ratio' },
      atMost: 1.5,
      reason: 'Reading a batch costs the same whatever its size.',
    },
  ],
  'server-latency': [
    {
      ...{ table: 'server-begin', name: '1,000,000 calls', column: 'ratio' },
      atMost: 10,
      reason: 'A batch is not simulated as a whole when it begins.',
    },
    {
      ...{ table: 'server-catch-up', name: '30,000 calls', column: 'ratio' },
      atMost: 2,
      reason: 'Catching up takes a time proportional to the number of calls.',
    },
    {
      ...{ table: 'server-close', name: '@batch-status/reference-server', column: 'ratio' },
      atMost: 100,
      reason: 'Idle connections are closed at once, not after the grace period of a second.',
    },
  ],
  store: [
    ...['store-embedded-200', 'store-embedded-304'].map((table) => ({
      ...{ table, name: 'now', column: 'ratio' },
      atLeast: 0.97,
      reason: 'A store in the process answers without a promise.',
    })),
    {
      ...{ table: 'store-unchanged', name: 'Redis', column: 'ratio' },
      atLeast: 0.8,
      reason: 'An unchanged batch is read at most five times in a second.',
    },
    {
      ...{ table: 'store-processes', name: '4 processes', column: 'ratio' },
      atMost: 1.2,
      reason: 'Each process answers from memory, and reads seldom.',
    },
    {
      ...{ table: 'store-freshness', name: 'a change', column: '99 %' },
      atMost: 300,
      reason: 'A process reads a batch again after 200 ms.',
    },
    {
      ...{ table: 'store-read', name: '1,000,000 calls', column: 'ratio' },
      atMost: 1.2,
      reason: 'A batch is a row of counts, however many calls it has.',
    },
    {
      ...{ table: 'store-memory', name: 'call of a batch in progress' },
      atMost: 80,
      reason: 'A call takes one field of a hash.',
    },
    {
      ...{ table: 'store-memory', name: 'call of a batch that has ended' },
      atMost: 0.5,
      reason: 'Nothing is kept of a call whose batch has ended, except for the last ten.',
    },
    {
      ...{ table: 'store-call-redis', name: 'tracked calls', column: 'ratio' },
      atMost: 1.75,
      reason:
        'Both transitions of a call add at most three quarters of what BullMQ takes in Redis.',
    },
    {
      ...{ table: 'store-call-worker', name: 'tracked calls', column: 'ratio' },
      atMost: 1.5,
      reason: 'Both transitions of a call add at most half of what BullMQ takes in a worker.',
    },
    {
      ...{ table: 'store-drain', name: 'calls of a cancelled batch', column: 'ratio' },
      atLeast: 0.5,
      reason: 'The jobs of a cancelled batch leave at half the speed of empty jobs.',
    },
    {
      ...{ table: 'store-connections', name: 'a batch in Redis', column: 'ratio' },
      atMost: 1.3,
      reason: 'A response to a client keeps nothing after it was sent.',
    },
    {
      ...{ table: 'store-connection-errors', name: 'a batch in Redis', column: 'errors' },
      atMost: 0,
      reason: 'Clients that keep their connections get every response.',
    },
  ],
  simulation: [
    {
      ...{ table: 'simulate', name: 'simulate 100,000 calls', column: 'ratio' },
      atMost: 5,
      reason: 'Tests simulate batches by the thousand.',
    },
    {
      ...{ table: 'simulate-call', name: '100,000 calls', column: 'ratio' },
      atMost: 4,
      reason: 'Simulating takes a time proportional to the number of calls.',
    },
    {
      ...{ table: 'simulate-read', name: '100,000 calls', column: 'ratio' },
      atMost: 5,
      reason: 'Reading takes at most the logarithm of the number of calls.',
    },
    {
      ...{ table: 'transitions', name: '10,000,000 calls', column: 'ratio' },
      atMost: 10,
      reason: 'Transitions are computed one at a time.',
    },
  ],
  verify: [
    ...['16 MB', '256 MB', '1 GB'].map((column) => ({
      ...{ table: 'verify-memory', name: ours, column },
      atMost: 200,
      reason: 'The README promises less than 200 MB for a recording of any length.',
    })),
    {
      ...{ table: 'verify-ratio', name: ours, column: '256 MB' },
      atLeast: 0.5,
      reason: 'Entries are scanned once, on two threads. The goal of 0.9 is missed.',
    },
    {
      ...{ table: 'verify-ratio', name: ours, column: '1 kB' },
      atLeast: 0.66,
      reason: 'A small recording takes at most 1.5 times as long as parsing it.',
    },
    ...['json', 'yaml'].map((format) => ({
      ...{ table: `verify-contract-${format}`, name: ours, column: 'ratio' },
      atMost: 1.2,
      reason: 'Only what an exchange needs of a contract is compiled.',
    })),
  ],
  'long-entries': [
    {
      ...{ table: 'verify-entries', name: 'entries of 14 MB', column: 'ratio' },
      atMost: 3,
      reason: 'The bytes of a long entry are scanned as often as those of a short one.',
    },
    {
      ...{ table: 'verify-entries-memory', name: 'entries of 14 MB' },
      atMost: 200,
      reason: 'The README promises less than 200 MB if no entry is larger than 16 MB.',
    },
  ],
  mutate: [
    {
      ...{ table: 'mutate', name: 'mutate', column: 'ratio' },
      atMost: 40,
      reason: 'Judging hundreds of changed contracts stops at the first recording that notices.',
    },
    {
      ...{ table: 'mutate-suggestions', name: 'and suggesting' },
      atMost: 100,
      reason: 'A team waits for hundreds of suggestions when it begins.',
    },
  ],
  diff: ['no change', 'one bound', 'a rule written otherwise', 'many changes'].map((name) => ({
    ...{ table: 'diff', name },
    atMost: 10_000,
    reason: 'The check of the contract is part of `pnpm test`.',
  })),
  judge: [
    ...[
      'valid calls',
      'broken calls',
      'broken calls beyond what is reported',
      'duplicate members with rounded integers',
      'nested arrays',
      'digits of a number',
      'length of a name and a string',
    ].map((name) => ({
      ...{ table: 'judge-growth', name },
      atMost: 20,
      reason:
        'The CPU for 8 times the size is about 8 times as much, and 64 times if it is quadratic.',
    })),
    {
      ...{ table: 'judge-load', name: 'loadContract', column: 'ratio' },
      atMost: 12,
      reason: 'A contract of megabytes loads within seconds.',
    },
  ],
  record: [
    {
      ...{ table: 'record-memory', name: '20,000 exchanges', column: 'ratio' },
      atMost: 2,
      reason: 'An exchange is written and then forgotten.',
    },
    ...[
      'spaces in sensitive and other text',
      'digits in sensitive and other text',
      'numbers of a million digits',
      '500,000 nested arrays',
      'backslashes and quotes',
      '100,000 members with phone numbers',
      'base64',
    ].map((name) => ({
      ...{ table: 'record-redaction', name, column: 'ratio' },
      atMost: 15,
      reason: 'Redaction takes a time proportional to the size of a body, whatever its content.',
    })),
  ],
  watch: [
    {
      ...{ table: 'watch-waiting', name: 'all predictable', column: 'requests' },
      atMost: 30,
      reason: 'A predictable end takes about 25 requests, however long the batch lasts.',
    },
    {
      ...{ table: 'watch-waiting', name: 'all predictable', column: 'in time' },
      atLeast: 0.98,
      reason: 'A predictable end is seen within 2 s or 1 % of the duration.',
    },
    ...Object.entries({ straggler: 0.74, 'cut-short': 0.35, pause: 0.96 }).map(([name, share]) => ({
      ...{ table: 'watch-waiting', name, column: 'in time' },
      atLeast: share,
      reason: 'Exponential backoff from 2 s to 120 s sees this share of the ends in time.',
    })),
    ...Object.entries({ given: 0.75, holds: 0.8, high: 0.1, 'high holds': 0.9 }).map(
      ([column, share]) => ({
        ...{ table: 'watch-forecast', name: 'all', column },
        atLeast: share,
        reason: 'A range is given most of the time, and as often right as its confidence says.',
      }),
    ),
  ],
  'page-size': [
    {
      ...{ table: 'page-size', name: '@batch-status/element', column: 'esbuild' },
      atMost: 2500,
      reason: 'A page loads it for one bar.',
    },
    {
      ...{ table: 'page-size', name: '@batch-status/element/watch', column: 'esbuild' },
      atMost: 10_000,
      reason: 'A page loads it for one bar, and gets a watch that survives outages.',
    },
  ],
  'start-up': [
    {
      ...{ table: 'start-up-import', name: '@batch-status/node', column: 'ratio' },
      atMost: 2,
      reason: 'undici is loaded at the first call.',
    },
    ...['batch-status --version', 'batch-status --help'].map((name) => ({
      ...{ table: 'start-up-command', name, column: 'ratio' },
      atMost: 2,
      reason: 'The command imports the client only where it is used.',
    })),
    ...['batch-status get, first byte', 'batch-status watch, first byte'].map((name) => ({
      ...{ table: 'start-up-command', name, column: 'ratio' },
      atMost: 5,
      reason: 'The first request may take as long as five starts of Node.',
    })),
  ],
  exit: [
    'create a client',
    'a call',
    'a call that fails',
    'a call that is aborted',
    'a watch that is stopped',
    'a client that is closed',
  ].map((name) => ({
    ...{ table: 'exit', name, column: 'ratio' },
    atMost: 4,
    reason: 'An idle connection must not keep its process alive.',
  })),
  dashboard: [
    ...[{ atMost: 1 }, { atLeast: 1 }].map((limit) => ({
      ...{ table: 'dashboard-requests', name: '1,000 pages', column: 'ratio' },
      ...limit,
      reason: 'One poller serves all viewers.',
    })),
    {
      ...{ table: 'dashboard-streams', name: '@batch-status/dashboard', column: 'ratio' },
      atMost: 1.5,
      reason: 'What has changed is encoded once for all viewers.',
    },
    {
      ...{ table: 'dashboard-memory', name: '@batch-status/dashboard', column: 'ratio' },
      atMost: 1.5,
      reason: 'A viewer that reads in time has no events of its own.',
    },
    {
      ...{ table: 'dashboard-start', name: '@batch-status/dashboard', column: 'ratio' },
      atMost: 3,
      reason: 'The first thing that a new user sees is a bar.',
    },
    {
      ...{ table: 'dashboard-element', name: '@batch-status/element' },
      atMost: 2500,
      reason: 'A page loads it for one bar.',
    },
    {
      ...{ table: 'dashboard-element', name: '@batch-status/element/watch' },
      atMost: 10_000,
      reason: 'A page loads it for one bar, and gets a watch that survives outages.',
    },
    {
      ...{ table: 'dashboard-weight', name: 'overview' },
      atMost: 45_000,
      reason: 'A phone with little reception loads it in a second.',
    },
    {
      ...{ table: 'dashboard-weight', name: 'with the chart' },
      atMost: 80_000,
      reason: 'The chart weighs as much as all else.',
    },
    {
      ...{ table: 'dashboard-changes', name: 'the dashboard', column: 'ratio' },
      atMost: 1.5,
      reason: 'Order, filters, and news may cost half of what the rows cost.',
    },
    {
      ...{ table: 'dashboard-rows', name: '500 batches', column: 'ratio' },
      atMost: 5,
      reason: 'Rows that are off the screen cost neither style nor layout.',
    },
    {
      ...{ table: 'dashboard-heap', name: 'after 3600 changes', column: 'ratio' },
      atMost: 1.05,
      reason: 'A page stays open for days.',
    },
  ],
  docs: [
    {
      ...{ table: 'docs', name: 'docs:build' },
      atMost: 60_000,
      reason: 'Authors of guides wait for it.',
    },
  ],
  reference: [
    {
      ...{ table: 'reference-weight', name: 'our reference, as text' },
      atMost: 750_000,
      reason: 'The reference is one file, most of it Redoc.',
    },
    ...['Scalar', 'Stoplight Elements'].map((name) => ({
      ...{ table: 'reference-time', name, column: 'ratio' },
      atLeast: 1,
      reason: 'Our text stands before the script of the page, so nothing shows it sooner.',
    })),
  ],
};
