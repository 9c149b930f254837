import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { afterEach } from 'vitest';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** Starts a command; `printed` waits until its output matches. */
export function start(name: 'build' | 'dev', ...args: string[]) {
  const entry = fileURLToPath(new URL(`../src/${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, [entry, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  stops.push(() => child.kill());
  let output = '';
  const read = (chunk: Buffer): void => {
    output += chunk.toString();
    child.emit('printed');
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  const exited = once(child, 'close').then(([code]) => ({ code: code as number | null, output }));
  const printed = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const [found] = pattern.exec(output) ?? [];
      if (found !== undefined) return found;
      const next = await Promise.race([once(child, 'printed'), exited]);
      if (!Array.isArray(next) && !pattern.test(output)) throw new Error(`It ended: ${output}`);
    }
  };
  return { child, exited, printed };
}
