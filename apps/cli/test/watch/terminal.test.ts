import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Finished } from '../discretion.ts';
import { refused, SimulatedService } from '../simulated-service.ts';
import { shownIn } from '../terminal-emulator.ts';

const scenario = { calls: 40, concurrency: 5, failureRate: 0.2, meanCallDuration: 20 };

/** The lines drawn before the summary, whose lines wrap. */
const linesDrawn = (stdout: string): string[] =>
  stripVTControlCharacters(stdout.split(' is complete')[0]!)
    .split(/[\r\n]+/)
    .slice(0, -1);

/** Interrupts a watch after 20 seconds. */
async function interrupted(service: SimulatedService, batchId: string): Promise<Finished> {
  const interrupt = new AbortController();
  const { signal } = interrupt;
  const running = service.run(['watch', batchId], { terminal: 100, signal });
  const later = service.clock.sleep(20_000).then(() => interrupt.abort());
  return (await Promise.all([running, later]))[0];
}

describe('watch in a terminal', () => {
  test.each([100, 60, 20])('draws a bar that fits %i columns', async (terminal) => {
    const service = new SimulatedService().add('demo', scenario);
    const { code, stdout } = await service.run(['watch', 'demo'], { terminal });
    expect(code).toBe(0);
    const lines = linesDrawn(stdout);
    expect(lines.some((line) => /40\/40|100 %/.test(line))).toBe(true);
    expect(lines.filter((line) => line.length > terminal)).toEqual([]);
    // A line that does not fit continues in the next one.
    expect(lines.filter((line) => !/\d\/40|\d %$|asking$/.test(line))).toEqual([]);
    expect(stdout).toContain('demo is complete: completed');
  });

  test('shows the age of its data every second, and it is at most 5 seconds old', async () => {
    const service = new SimulatedService().add('demo', { calls: 5, meanCallDuration: 9000 });
    const args = ['watch', 'demo', '--max-wait', '300'];
    const { stdout } = await service.run(args, { terminal: 180 });
    const ages = [...stripVTControlCharacters(stdout).matchAll(/(\d) s old/g)];
    const seen = new Set(ages.map(([, age]) => Number(age)));
    expect([0, 1, 2, 3].filter((age) => !seen.has(age))).toEqual([]);
    expect(Math.max(...seen)).toBeLessThanOrEqual(5);
  });

  test('leaves one line above the summary', async () => {
    const service = new SimulatedService().add('demo', scenario);
    const { stdout } = await service.run(['watch', 'demo'], { terminal: 100 });
    expect(await shownIn(stdout, { columns: 100, rows: 24 })).toMatch(
      /^demo complete +█+▓+ +40\/40 .+\n\ndemo is complete: completed\n( {2}.+\n)+ {2}Watching cost .+$/,
    );
  });

  test('prints the same JSON as without a terminal', async () => {
    const watch = async (options: { terminal?: number }): Promise<string> => {
      const service = new SimulatedService().add('demo', scenario);
      return (await service.run(['watch', 'demo', '--json'], options)).stdout;
    };
    expect(await watch({ terminal: 100 })).toBe(await watch({}));
  });

  test('prints line by line in a dumb terminal', async () => {
    const service = new SimulatedService().add('demo', scenario);
    const options = { terminal: 100, env: { TERM: 'dumb' } };
    const { stdout } = await service.run(['watch', 'demo'], options);
    expect(stdout).toContain('demo queued: 0 of 40 done');
    expect(stdout).not.toContain('\u001B');
  });

  test('leaves the line when it is interrupted', async () => {
    const service = new SimulatedService().add('long', { calls: 5, meanCallDuration: 900 });
    const { code, stdout } = await interrupted(service, 'long');
    expect(code).toBe(130);
    expect(await shownIn(stdout, { columns: 100, rows: 24 })).toMatch(
      /^long draining .*0\/5 .*0 failed.*\n\nStopped\. .*batch-status watch long$/,
    );
  });

  test('can be interrupted before the first response', async () => {
    const service = new SimulatedService().answer('silent', () => undefined);
    const { code, stdout } = await interrupted(service, 'silent');
    expect(code).toBe(130);
    expect(await shownIn(stdout, { columns: 100, rows: 24 })).toMatch(
      /^silent asking\n\nStopped\. /,
    );
  });

  test('says why there is no response yet, within the width of the terminal', async () => {
    const service = new SimulatedService().answer('any', () => refused);
    const args = ['watch', 'any', '--max-wait', '300'];
    const { stdout } = await service.run(args, { terminal: 20 });
    const drawn = stripVTControlCharacters(stdout.split('batch-status:')[0]!).split(/[\r\n]+/);
    const usual = /^$|^any (asking|network|network, (next \d+s|due now)|max wait: The b…)$/;
    expect(drawn.filter((line) => !usual.test(line))).toEqual([]);
    expect(drawn).toContain('any network, next 2s');
  });

  test('shows an error in the line, and in full below it', async () => {
    const service = new SimulatedService().answer('demo', () => ({ status: 401, body: {} }));
    const { code, stdout } = await service.run(['watch', 'demo'], { terminal: 80 });
    expect(code).toBe(5);
    expect(await shownIn(stdout, { columns: 200, rows: 24 })).toMatch(
      /^demo unauthorized: GET .{57}\nbatch-status: GET .+ returned 401 .+ Check the API key\.$/,
    );
  });
});
