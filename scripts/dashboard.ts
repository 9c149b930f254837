/**
 * `pnpm dashboard`: starts the dashboard from its source, after it has built the page if that has
 * changed. `--help` lists the options.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { buildPage } from './build.ts';
import { Failed, fromRoot } from './run.ts';

async function startDashboard(args: string[]): Promise<number> {
  const isServing = !args.some((arg) => ['--help', '-h', '--version', '-V'].includes(arg));
  if (isServing) await buildPage();
  const command = fromRoot('apps/dashboard/src/bin.ts');
  const conditions = '--conditions=@batch-status/source';
  const dashboard = spawn(process.execPath, [conditions, command, ...args], { stdio: 'inherit' });
  // A terminal sends Ctrl-C to both; this one waits for the other to end in its own way.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => dashboard.kill());
  const [code] = (await once(dashboard, 'exit')) as [number | null];
  return code ?? 1;
}

try {
  process.exitCode = await startDashboard(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Failed)) throw error;
  console.error(error.message);
  process.exitCode = error.exitCode;
}
