/** `pnpm docs:dev`, which README.md describes. */
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { checkPort, loopback } from '../../../scripts/check-port.ts';
import { Failed } from '../../../scripts/run.ts';
import { apiPages } from './api/api-pages.ts';
import { readCheckedPages } from './pages/check-pages.ts';
import { root } from './repository.ts';
import { runCommand } from './run-command.ts';
import { astroConfig } from './site/astro-config.ts';
import { loadAstro } from './site/load-astro.ts';
import { writePublicFiles } from './site/public-files.ts';

const help = `Usage: pnpm docs:dev [--port 4321]

Serves the site on ${loopback}, and reloads a page when its file changes.

  --port  port of the server; 0 takes any free one
`;

/** Reads the command line. Returns nothing if the help was asked for. */
function readPort(args: string[]): string | undefined {
  try {
    const { values } = parseArgs({
      args,
      options: {
        port: { type: 'string', default: '4321' },
        help: { type: 'boolean', default: false },
      },
    });
    return values.help ? undefined : values.port;
  } catch (error) {
    throw new Failed(`${(error as Error).message}\n\n${help}`, 2);
  }
}

await runCommand(async () => {
  const port = readPort(process.argv.slice(2));
  if (port === undefined) {
    process.stdout.write(help);
    return;
  }
  await checkPort(port, 'pnpm docs:dev --port 0');
  const pages = [...(await readCheckedPages(root)), ...(await apiPages(root))];
  console.log('Building the reference…');
  const { dev } = await loadAstro('development');
  const work = await mkdtemp(join(tmpdir(), 'batch-status-site-'));
  const folders = { publicFolder: join(work, 'public'), cache: join(work, 'cache'), output: work };
  const links = { root, pages, ref: 'main', base: '/' };
  await writePublicFiles(folders.publicFolder, links);
  const server = await dev({
    ...astroConfig({ ...links, ...folders, origin: `http://${loopback}` }),
    server: { host: loopback, port: Number(port) },
  });
  const url = `http://${loopback}:${server.address.port}/`;
  console.log(`The site is at ${url} until Ctrl-C.`);
  process.once('SIGINT', () => void server.stop().then(() => process.exit()));
  process.once('exit', () => rmSync(work, { recursive: true, force: true }));
});
