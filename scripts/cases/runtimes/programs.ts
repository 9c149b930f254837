import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClientName, RuntimeName } from '@batch-status/client-suite/runner';
import { otherNode, runtimes } from '../../runtimes.ts';
import { importingCode, requiringCode } from './entry-code.ts';
import { processSession } from './process-session.ts';
import type { Presence, Program, Runtime, Session, Variant } from './runtime.ts';

export const presence = (path: string, command: string): Presence =>
  existsSync(path) ? { path } : { missing: command };

/** Writes a module that imports the packages, and runs it. */
async function startModule(
  program: Program,
  runtime: RuntimeName,
  command: readonly string[],
): Promise<Session> {
  const file = join(program.folder, `${program.name}.mjs`);
  await writeFile(file, importingCode(program, runtime));
  return processSession([...command, file], program.folder);
}

async function startScript(program: Program, command: readonly string[]): Promise<Session> {
  const file = join(program.folder, `${program.name}.cjs`);
  await writeFile(file, requiringCode(program, 'node'));
  return processSession([...command, file], program.folder);
}

function nodeRuntime(version: string, path: string, clients: readonly ClientName[]): Runtime {
  const [major] = version.split('.');
  const variants: Variant[] = [
    { title: 'import', clients, start: (program) => startModule(program, 'node', [path]) },
    { title: 'require', clients, start: (program) => startScript(program, [path]) },
  ];
  return {
    id: `node${major}`,
    title: `Node ${version}`,
    runtime: 'node',
    find: () => presence(path, 'pnpm --filter @batch-status/runtimes rebuild'),
    variants,
  };
}

/** The fetch client promises Node 20, and the Node client 22.19. */
export const nodes: readonly Runtime[] = [
  nodeRuntime('24', runtimes.node, ['fetch', 'node']),
  nodeRuntime('20', otherNode('node20'), ['fetch']),
  nodeRuntime('22.19', otherNode('node22'), ['fetch', 'node']),
  nodeRuntime('26', otherNode('node26'), ['fetch', 'node']),
];

export const deno: Runtime = {
  id: 'deno',
  title: 'Deno',
  runtime: 'deno',
  find: () => presence(runtimes.deno, 'pnpm rebuild deno'),
  variants: [
    {
      title: '',
      clients: ['fetch'],
      start: (program) => {
        const network = `--allow-net=127.0.0.1:${program.port}`;
        const options = ['run', '--no-prompt', network, '--node-modules-dir=manual', '--no-lock'];
        return startModule(program, 'deno', [runtimes.deno, ...options]);
      },
    },
  ],
};

export const bun: Runtime = {
  id: 'bun',
  title: 'Bun',
  runtime: 'bun',
  find: () => presence(runtimes.bun, 'pnpm rebuild bun'),
  variants: [
    {
      title: '',
      clients: ['fetch'],
      start: (program) => startModule(program, 'bun', [runtimes.bun, 'run']),
    },
  ],
};
