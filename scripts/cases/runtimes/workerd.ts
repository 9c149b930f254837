import { once } from 'node:events';
import { createRequire } from 'node:module';
import { writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { start } from '../../run.ts';
import { workerCode } from './entry-code.ts';
import { OutputTail } from './output-tail.ts';
import { presence } from './programs.ts';
import type { Program, Runtime, Session } from './runtime.ts';

/** The path of the program, which its package exports without types. */
const require = createRequire(import.meta.url);
const { default: workerd } = require('workerd') as { default: string };

/** The worker may send requests to addresses on this machine and in private networks only. */
const config = `
  using Workerd = import "/workerd/workerd.capnp";
  const config :Workerd.Config = (
    services = [
      (name = "main", worker = .cases),
      (name = "internet", network = (allow = ["private"])),
    ],
    sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
  );
  const cases :Workerd.Worker = (
    modules = [(name = "worker", esModule = embed "worker.js")],
    compatibilityDate = "2026-11-01",
  );
`;

async function startWorker(program: Program): Promise<Session> {
  const { folder } = program;
  const { build } = await import('esbuild');
  await build({
    stdin: { contents: workerCode(program), resolveDir: folder },
    bundle: true,
    format: 'esm',
    conditions: ['workerd', 'worker'],
    outfile: join(folder, 'worker.js'),
  });
  await writeFile(join(folder, 'worker.capnp'), config);
  // On Windows, a process inherits only its standard streams.
  const child = start([workerd, 'serve', '--control-fd=1', join(folder, 'worker.capnp')]);
  const output = new OutputTail();
  child.stderr.on('data', output.add);
  const closed = once(child, 'close');
  const lines = createInterface(child.stdout);
  const early = closed.then(() => {
    throw new Error(`workerd ended before it listened. ${output.read()}`);
  });
  early.catch(() => undefined);
  const [line] = (await Promise.race([once(lines, 'line'), early])) as [string];
  const { port } = JSON.parse(line) as { port: number };
  return {
    ended: Promise.race([
      closed.then(([code, signal]) => `workerd ended with ${String(code ?? signal)}.`),
      responseOf(port),
    ]),
    endsByItself: true,
    output: output.read,
    async stop() {
      child.kill('SIGKILL');
      await closed;
    },
  };
}

/** Sends the request during which the worker runs the cases. Resolves to what is wrong, if anything. */
async function responseOf(port: number): Promise<string | undefined> {
  const sent = request({ host: '127.0.0.1', port }).end();
  try {
    const [{ statusCode }] = (await once(sent, 'response')) as [{ statusCode: number }];
    return statusCode === 200 ? undefined : `The worker failed with ${statusCode}.`;
  } catch (error) {
    return `The worker sent no response: ${(error as Error).message}.`;
  }
}

export const worker: Runtime = {
  id: 'workerd',
  title: 'workerd',
  runtime: 'workerd',
  find: () => presence(workerd, 'pnpm rebuild workerd'),
  variants: [{ title: '', clients: ['fetch'], start: startWorker }],
};
