import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { SimulatedService } from '../simulated-service.ts';
import { documentedLines } from '../watch-schema.ts';

const scenario = { calls: 400, concurrency: 5, failureRate: 0.2, meanCallDuration: 60 };
const bell = '\u0007';

describe('wait', () => {
  test('prints only the end of each batch', async () => {
    const service = new SimulatedService().add('a', scenario).add('b', { ...scenario, calls: 100 });
    const { code, stdout, stderr } = await service.run(['wait', 'a', 'b']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /^\S+ b complete: 100 of 100 done, 100 % [^\n]+\n\S+ a complete: 400 of 400 done, [^\n]+\n$/,
    );
  });

  test('prints the end as JSON', async () => {
    const service = new SimulatedService()
      .add('a', scenario)
      .answer('b', () => ({ status: 401, body: { error: 'Invalid API key' } }));
    const { code, stdout } = await service.run(['wait', 'a', 'b', '--json']);
    expect(code).toBe(5);
    expect(documentedLines(stdout)).toMatchObject([
      { type: 'error', batchId: 'b', code: 'unauthorized' },
      { type: 'update', batchId: 'a', phase: 'complete' },
    ]);
  });

  test('sends far fewer requests than watch', async () => {
    const requests = async (command: string): Promise<number> => {
      const service = new SimulatedService().add('a', scenario);
      await service.run([command, 'a', '--quiet']);
      return service.requests('a');
    };
    expect(await requests('watch')).toBeGreaterThan(5 * (await requests('wait')));
  });

  test('has the exit codes of watch', async () => {
    const service = (): SimulatedService =>
      new SimulatedService()
        .add('a', scenario)
        .add('still', { calls: 5, meanCallDuration: 9000, startDelay: 0 });
    expect(await service().run(['wait', 'a', '--fail-on-failed'])).toMatchObject({ code: 1 });
    expect(await service().run(['wait', 'still', '--stall-after', '60'])).toMatchObject({
      code: 7,
    });
    expect(await service().run(['wait', 'none', '--not-found-grace', '0'])).toMatchObject({
      code: 6,
      stdout: '',
      stderr: expect.stringContaining('404'),
    });
    expect(await service().run(['wait', '..', 'a'])).toMatchObject({ code: 2, stdout: '' });
  });

  test('draws nothing in a terminal', async () => {
    const service = new SimulatedService().add('a', scenario);
    const { stdout } = await service.run(['wait', 'a'], { terminal: 80 });
    expect(stdout).toMatch(/^\S+ a complete: [^\n]+\n$/);
  });
});

test.each(['watch', 'wait'])(
  '%s --quiet prints only why the exit code is not 0',
  async (command) => {
    for (const options of [{}, { terminal: 80 }]) {
      const service = new SimulatedService().add('a', { ...scenario, calls: 20 });
      expect(await service.run([command, 'a', '--quiet'], options)).toMatchObject({
        ...{ code: 0, stdout: '', stderr: '' },
      });
    }
    const failing = new SimulatedService().add('a', { ...scenario, failureRate: 1, calls: 20 });
    expect(await failing.run([command, 'a', '-q', '--json', '--fail-on-failed'])).toMatchObject({
      ...{ code: 1, stdout: '' },
      stderr:
        'batch-status: 20 of 20 calls failed (100.0 %), more than the 0 % that --fail-on-failed allows.\n',
    });
  },
);

test('--bell rings the bell of a terminal once, at the end, and not in a file', async () => {
  const run = async (options: { terminal?: number }, ...args: string[]): Promise<string> => {
    const service = new SimulatedService().add('a', { calls: 5 }).add('b', { calls: 5 });
    return (await service.run(['watch', 'a', 'b', ...args], options)).stdout;
  };
  const rung = await run({ terminal: 80 }, '--bell');
  expect(rung.indexOf(bell)).toBe(rung.length - 1);
  expect(await run({ terminal: 80 })).not.toContain(bell);
  expect(await run({}, '--bell')).not.toContain(bell);
});

describe('batch ids', () => {
  const service = (): SimulatedService =>
    new SimulatedService().add('a', { calls: 5 }).add('b c', { calls: 5 }).add('d', { calls: 5 });
  const file = async (content: string): Promise<string> => {
    const folder = await mkdtemp(join(tmpdir(), 'batch-status-ids-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const path = join(folder, 'ids');
    await writeFile(path, content);
    return path;
  };
  const batches = (stdout: string): string[] =>
    documentedLines(stdout)
      .map(({ batchId }) => batchId as string)
      .toSorted();

  test('come from the lines of a file, in addition to the arguments', async () => {
    const path = await file('\uFEFFa\r\n\n  b c \na\n');
    const { code, stdout } = await service().run(['wait', 'd', '--ids-from', path, '--json']);
    expect({ code, ids: batches(stdout) }).toEqual({ code: 0, ids: ['a', 'b c', 'd'] });
  });

  test.each([[['-']], [['--ids-from', '-']], [['-', '--ids-from', '-']]])(
    'come from standard input with %j',
    async (args) => {
      const options = { stdin: 'a\nb c\n' };
      const { code, stdout } = await service().run(['wait', ...args, '--json'], options);
      expect({ code, ids: batches(stdout) }).toEqual({ code: 0, ids: ['a', 'b c'] });
    },
  );

  test.each([
    [['-'], { stdin: '' }, 'Standard input lists no batch id.'],
    [['-'], { stdin: ' \n\r\n' }, 'Standard input lists no batch id.'],
    [['-'], { stdin: 'a\0b' }, 'Standard input is not text in UTF-8.'],
    [['-'], { stdin: 'a\u202Eb' }, 'must not contain invisible characters'],
    [['-'], { stdin: 'a\n..\n' }, '`..` is not a batch id'],
    [['--ids-from', '/no/such/file'], {}, 'does not exist. Check the path after --ids-from.'],
    [[], {}, 'A batch id is missing.'],
  ])(
    'are wrong usage if there are none, or malformed ones: %j %j',
    async (args, options, words) => {
      const { code, stdout, stderr } = await service().run(['watch', ...args], options);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(words);
    },
  );
});
