import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const source = new URL('../src/index.ts', import.meta.url).href;

test('a sleep of the background clock does not keep the process alive, and one of the system clock does', async () => {
  const program = `
    const { backgroundClock, systemClock } = await import(${JSON.stringify(source)});
    const say = (text) => () => console.log(text);
    void backgroundClock.sleep(3_600_000).then(say('late'));
    void systemClock.sleep(1).then(say('slept'));
    process.on('exit', say('exit'));`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program]);
  expect(stdout.trim().split(/\s+/)).toEqual(['slept', 'exit']);
});
