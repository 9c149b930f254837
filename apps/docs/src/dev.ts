/** `pnpm docs:dev`, which README.md describes. */
import { parseArgs } from 'node:util';

import { checkPort, loopback } from '../../../scripts/check-port.ts';
import { Failed } from '../../../scripts/run.ts';
import { runCommand } from './run-command.ts';

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
  // Loading takes seconds, which a reader of the help should not wait.
  const { serve } = await import('./serve.ts');
  const { url, stop } = await serve(Number(port));
  console.log(`The site is at ${url} until Ctrl-C.`);
  process.once('SIGINT', () => void stop().then(() => process.exit()));
});
