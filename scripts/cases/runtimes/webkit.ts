import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { globSync } from 'node:fs';
import { freePort } from '@batch-status/loopback';
import { installationOf } from './browser-needs.ts';
import { start } from '../../run.ts';
import { OutputTail } from './output-tail.ts';
import { servePage } from './page.ts';
import { findProgram } from './programs-in-path.ts';
import type { Program, Runtime, Session } from './runtime.ts';
import { openPage } from './webdriver.ts';

const findDriver = (): string | undefined => findProgram('WebKitWebDriver');
const findDisplay = (): string | undefined => findProgram('Xvfb');

/** The browser of WebKitGTK for tests, which the package of the driver depends on. */
const findBrowser = (): string | undefined =>
  globSync('/usr/{lib,libexec}/{*/,}webkit2gtk-4.*/MiniBrowser').toSorted().at(-1);

/** Starts a program, and keeps what it prints. */
function launch(
  command: readonly string[],
  env: Record<string, string>,
  output: OutputTail,
): ReturnType<typeof start> {
  const child = start(command, env);
  child.stdout.on('data', output.add);
  child.stderr.on('data', output.add);
  return child;
}

async function stopProcess(child: ReturnType<typeof start>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

/** Opens a page in WebKitGTK, on a display that exists only in memory. */
export async function openInWebKit(url: string): Promise<Session> {
  await using resources = new AsyncDisposableStack();
  const output = new OutputTail();
  const display = launch([findDisplay()!, '-displayfd', '1', '-nolisten', 'tcp'], {}, output);
  resources.defer(() => stopProcess(display));
  const numbers = createInterface(display.stdout);
  const [number] = (await once(numbers, 'line')) as [string];
  // The browser keeps its caches and settings in these folders.
  const home = await mkdtemp(join(tmpdir(), 'batch-status-webkit-'));
  resources.defer(() => rm(home, { recursive: true, force: true, maxRetries: 10 }));
  const env = { DISPLAY: `:${number}`, HOME: home, XDG_CACHE_HOME: home, XDG_DATA_HOME: home };
  const port = await freePort();
  const driver = launch([findDriver()!, '--host=127.0.0.1', `--port=${port}`], env, output);
  resources.defer(() => stopProcess(driver));
  const page = await openPage(`http://127.0.0.1:${port}`, findBrowser()!, url);
  resources.defer(() => page.close());
  const running = resources.move();
  return {
    ended: Promise.race(
      [driver, display].map(async (child) => {
        await once(child, 'exit');
        return 'The browser ended.';
      }),
    ),
    endsByItself: false,
    output: output.read,
    stop: () => running.disposeAsync(),
  };
}

async function startPage(program: Program): Promise<Session> {
  const server = await servePage(program, 'webkit', 'bundled');
  const session = await openInWebKit(server.url);
  return {
    ...session,
    async stop() {
      await session.stop();
      await server.close();
    },
  };
}

export const webkit: Runtime = {
  id: 'webkit',
  title: 'WebKit',
  runtime: 'webkit',
  isLong: true,
  isOptional: true,
  find() {
    const path = findDriver();
    const isComplete = path !== undefined && findDisplay() !== undefined;
    if (isComplete && findBrowser() !== undefined) return { path };
    return { missing: installationOf('webkit') };
  },
  variants: [{ title: '', clients: ['fetch'], start: startPage }],
};
