import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Measure } from '../rounds/take-turns.ts';

/** The milliseconds from the start of a Node process until its exit. */
export const untilExit =
  (args: string[], env: NodeJS.ProcessEnv = {}): Measure =>
  async () => {
    const startedAt = performance.now();
    const child = spawn(process.execPath, args, {
      stdio: 'ignore',
      env: { ...process.env, ...env },
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`node ${args.join(' ')} exited with ${code}.`);
    return performance.now() - startedAt;
  };

/** Arguments with which Node runs code as an ES module. */
export const moduleArguments = (code: string): string[] => ['--input-type=module', '--eval', code];
