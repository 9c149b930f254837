/**
 * `node scripts/setup.js <script> [arguments]`: installs what is missing, then runs
 * `scripts/<script>.ts` on the Node that the project pins. It is JavaScript, because the Node that
 * it starts on may be one that reads no TypeScript.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isRunByPnpm, pnpm } from './pnpm.js';

const oldestNode = 20;
const root = fileURLToPath(new URL('..', import.meta.url));
const extension = process.platform === 'win32' ? '.exe' : '';
const pinnedNode = `${root}node_modules/node/bin/node${extension}`;

/**
 * @param {string} sentence
 * @returns {never}
 */
function fail(sentence) {
  console.error(`\n${sentence}`);
  process.exit(1);
}

/** pnpm keeps a copy of the lockfile that it installed. */
function isInstalled() {
  const installed = `${root}node_modules/.pnpm/lock.yaml`;
  if (!existsSync(installed)) return false;
  return readFileSync(installed, 'utf8') === readFileSync(`${root}pnpm-lock.yaml`, 'utf8');
}

if (Number.parseInt(process.versions.node, 10) < oldestNode) {
  fail(`This is Node ${process.versions.node}; install Node ${oldestNode} or later and try again.`);
}

// npm has its own way to install, which knows nothing of this workspace.
if (!isRunByPnpm()) fail('pnpm must run this: npx -y pnpm start, or npx -y pnpm test.');

const installed = isInstalled();
if (!installed) console.log('Installing the dependencies…');
const [command = '', ...options] = pnpm('install', '--frozen-lockfile');
const install = spawnSync(command, [...options, ...(installed ? ['--reporter=silent'] : [])], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'],
});
if (install.error) fail(`pnpm cannot be run (${install.error.message}); start by npx -y pnpm.`);
if (install.status !== 0) {
  fail(
    'The dependencies could not be installed. Check that the package registry can be reached and that the disk has room, then try again. `pnpm install` says more.',
  );
}
if (!existsSync(pinnedNode)) {
  fail(
    'The pinned Node is missing, although the dependencies are installed. Remove node_modules and try again.',
  );
}

const [script, ...args] = process.argv.slice(2);
// Scripts import packages from their sources, since nothing is built yet.
const conditions = '--conditions=@batch-status/source';
const run = spawn(pinnedNode, [conditions, `${root}scripts/${script}.ts`, ...args], {
  cwd: root,
  stdio: 'inherit',
});
// A terminal sends Ctrl-C to both; this one waits for the other to end in its own way.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => run.kill());
run.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
