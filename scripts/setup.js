/**
 * `node scripts/setup.js <script> [arguments]`: installs what is missing, then runs
 * `scripts/<script>.ts` on the Node that the project pins. It is JavaScript, because the Node that
 * it starts on may be one that reads no TypeScript.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const oldestNode = 20;
const root = fileURLToPath(new URL('..', import.meta.url));
const pinnedNode = `${root}node_modules/.bin/node`;

/** @param {string} sentence */
function fail(sentence) {
  console.error(`\n${sentence}`);
  process.exit(1);
}

if (Number.parseInt(process.versions.node, 10) < oldestNode) {
  fail(`This is Node ${process.versions.node}; install Node ${oldestNode} or later and try again.`);
}

// npm has its own way to install, which knows nothing of this workspace.
if (!process.env.npm_config_user_agent?.startsWith('pnpm/')) {
  fail('This is run by pnpm: npx -y pnpm start, or npx -y pnpm test.');
}
const pnpm = process.env.npm_execpath ?? 'pnpm';
const installed = existsSync(`${root}node_modules`);
const install = spawnSync(
  pnpm,
  ['install', '--frozen-lockfile', ...(installed ? ['--reporter=silent'] : [])],
  { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] },
);
if (install.error) fail(`pnpm cannot be run (${install.error.message}); start by npx -y pnpm.`);
if (install.status !== 0) {
  fail(
    'The dependencies could not be installed; see that the package registry can be reached and that the disk has room, then try again. `pnpm install` says more.',
  );
}
if (!existsSync(pinnedNode)) {
  fail(
    'The pinned Node is missing, although the dependencies are installed; remove node_modules and try again.',
  );
}

const [script, ...args] = process.argv.slice(2);
const run = spawn(pinnedNode, [`${root}scripts/${script}.ts`, ...args], {
  cwd: root,
  stdio: 'inherit',
});
// A terminal sends Ctrl-C to both; this one waits for the other to end in its own way.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => run.kill());
run.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
