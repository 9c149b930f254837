import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startServer } from '../loopback/start-server.ts';
import { credentials } from '../loopback/status-request.ts';
import { buildPackages, repositoryRoot } from '../package-command.ts';
import type { Table } from '../reports/table.ts';
import { milliseconds } from '../reports/units.ts';
import { takeTurns } from '../rounds/take-turns.ts';
import { moduleArguments, untilExit } from './timed-process.ts';

const rounds = 9;

/** How long a process with the Node client lasts. */
export async function benchExit(): Promise<Table[]> {
  await buildPackages();
  using server = await startServer('reference-server.ts');
  using silent = await startServer('silent-server.ts');
  const entry = pathToFileURL(join(repositoryRoot, 'packages/node-client/dist/index.js')).href;
  const run = (code: string, { url } = server) =>
    untilExit(
      moduleArguments(`import { createBatchStatusClient, watch } from '${entry}';\n${code}`),
      {
        TRILLET_API_KEY: credentials['x-api-key'],
        TRILLET_WORKSPACE_ID: credentials['x-workspace-id'],
        TRILLET_BASE_URL: url,
      },
    );
  return [
    {
      name: 'exit',
      title: 'From the start to the exit of a process that calls',
      note: `Milliseconds of wall-clock time of ${rounds} processes each. Except for the last one, the processes close nothing, so a connection that keeps its process alive adds the seconds for which it is kept. The ratio is to a process that only imports the client.`,
      unit: milliseconds,
      figures: await takeTurns(
        {
          'import only': run(''),
          'create a client': run('createBatchStatusClient();'),
          'a call': run("await createBatchStatusClient().getBatchStatus('stalled');"),
          'a call that fails': run(
            "await createBatchStatusClient().getBatchStatus('not-found').then(() => process.exit(3), () => 0);",
          ),
          'a call that is aborted': run(
            "await createBatchStatusClient().getBatchStatus('demo', { signal: AbortSignal.timeout(50) }).then(() => process.exit(3), () => 0);",
            silent,
          ),
          'a watch that is stopped': run(
            "for await (const update of watch(createBatchStatusClient(), 'stalled')) break;",
          ),
          'a client that is closed': run(
            "const client = createBatchStatusClient(); await client.getBatchStatus('stalled'); await client.close();",
          ),
        },
        rounds,
      ),
    },
  ];
}
