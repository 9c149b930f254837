import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startServer } from '../loopback/start-server.ts';
import { credentials, statusUrl } from '../loopback/status-request.ts';
import { repositoryRoot } from '../package-command.ts';
import type { Table } from '../reports/table.ts';
import { perSecond } from '../reports/units.ts';
import { compare, responsesPerSecond } from '../server/server.ts';
import { bundleServer } from './bundle-server.ts';
import { extractBefore } from './earlier-source.ts';

/** More rounds than elsewhere, because a difference of a hundredth matters. */
const plan = { connections: 50, duration: 1000, rounds: 15 };
const batchId = 'stalled';

/** The reference server, compared with itself before its handler could wait for a store. */
export async function benchEmbedded(): Promise<Table[]> {
  // Inside the package, so that the bundles find its dependencies.
  const folder = await mkdtemp(join(import.meta.dirname, '../../before-'));
  try {
    const earlier = await extractBefore('packages/server/package.json', folder);
    const [before, now] = await Promise.all([
      bundleServer(earlier, join(folder, 'before.mjs')),
      bundleServer(repositoryRoot, join(folder, 'now.mjs')),
    ]);
    using old = await startServer(before);
    using current = await startServer(now);
    const candidates = await Promise.all(
      Object.entries({ before: old, now: current }).map(async ([name, server]) => {
        const { headers } = await fetch(statusUrl(server.url, batchId), { headers: credentials });
        return { name, server, batchId, etag: headers.get('etag')! };
      }),
    );
    const common = {
      note: 'Responses per second of the server’s CPU, over 50 connections. The ratio is to the last commit before the server became a package of its own, which can also wait for a store.',
      unit: perSecond,
    };
    return [
      {
        ...common,
        name: 'store-embedded-200',
        title: 'The embedded server, before and after stores outside the process',
        figures: await compare(candidates, responsesPerSecond, plan),
      },
      {
        ...common,
        name: 'store-embedded-304',
        title: 'The same, for a batch that the client already has',
        figures: await compare(
          candidates.map((candidate) => ({
            ...candidate,
            headers: { 'if-none-match': candidate.etag },
            status: 304,
          })),
          responsesPerSecond,
          plan,
        ),
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
