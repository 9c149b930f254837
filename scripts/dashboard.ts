/**
 * `pnpm dashboard`: starts the dashboard from its source, with a page that is built if it has changed.
 * `--help` lists the options.
 */
import { spawn } from 'node:child_process';
import { fromRoot } from './run.ts';

const command = fromRoot('apps/dashboard/src/bin.ts');
const conditions = '--conditions=@batch-status/source';
const dashboard = spawn(process.execPath, [conditions, command, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
// A terminal sends Ctrl-C to both; this one waits for the other to end in its own way.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => dashboard.kill());
dashboard.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
