import { stripVTControlCharacters } from 'node:util';
import type { ReferenceServer } from '@batch-status/reference-server';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { runCommand, startCommand, startServer, timeout } from './run-command.ts';
import { documentedLines } from './watch-schema.ts';

const faults = inject('faultServerUrl');
const often = ['--max-staleness', '0.2'];
let server: ReferenceServer;
let url: string;

beforeAll(async () => {
  ({ server, url } = await startServer('line-a', 'line-b', 'good-a', 'a b'));
  server.addBatch('cancelled', { calls: 400, startDelay: 0, cancelAt: Date.now() });
});

afterAll(() => server.close());

describe.concurrent('watch, of several batches', { timeout }, () => {
  test('follows each to its end, and adds them up', async () => {
    const args = ['watch', 'line-a', 'line-b', 'line-a', ...often];
    const { code, stdout, stderr } = await runCommand(args, url);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const id of ['line-a', 'line-b']) {
      expect(stdout.match(new RegExp(`^${id} complete: 40 of 40 done`, 'gm'))).toHaveLength(1);
    }
    expect(stdout).toMatch(/\n\n2 batches: 2 complete\n {2}Calls +\d+ completed, \d+ failed\n/);
  });

  test('goes on with the others when one fails, and says of which it is', async () => {
    const args = ['watch', 'unauthorized~one', 'good~two', '--max-wait', '2'];
    const { code, stdout, stderr } = await runCommand(args, faults);
    expect(code).toBe(5);
    expect(stdout).toMatch(/^good~two running: 100 of 150 done/);
    expect(stdout).toMatch(/\n\n2 batches: 1 unauthorized, 1 max wait\n/);
    expect(stderr).toMatch(
      /^batch-status: unauthorized~one: GET .+\nbatch-status: good~two: The batch was not complete within 2 s.+\n$/,
    );
  });

  test('ends each with a JSON object, also one that failed', async () => {
    const args = ['watch', 'unauthorized~json', 'good~json', '--max-wait', '2', '--json'];
    const { code, stdout } = await runCommand(args, faults);
    expect(code).toBe(5);
    expect(documentedLines(stdout)).toMatchObject([
      { type: 'error', batchId: 'unauthorized~json', code: 'unauthorized' },
      { type: 'update', batchId: 'good~json', phase: 'running' },
      { type: 'error', batchId: 'good~json', code: 'max_wait' },
    ]);
  });

  test.each([
    [3, ['cancelled', 'good-a']],
    [7, ['cancelled', 'long', '--stall-after', '1']],
    [4, ['long', 'cancelled', '--max-wait', '2']],
  ])('ends with %i, the most urgent code of those of %j', async (code, args) => {
    expect(await runCommand(['watch', ...args, ...often], url)).toMatchObject({ code });
  });

  test('ends at once when one batch id cannot be one', async () => {
    const { code, stdout, stderr } = await runCommand(['watch', 'long', '..'], url);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^batch-status: batchId [^\n]*no dot segment.*\n$/);
  });

  test('says on Ctrl-C how to see them all again', async () => {
    const { printed, interrupt, finished } = startCommand(['watch', 'long', 'a b'], url);
    await printed('long ');
    interrupt();
    const { code, stderr } = await finished;
    expect(code).toBe(130);
    expect(stderr).toContain("batch-status watch long 'a b'\n");
  });

  test('draws a line for each in a terminal, and the errors below', async () => {
    const args = ['watch', 'unauthorized~term', 'good~term', '--max-wait', '2'];
    const { code, stdout } = await runCommand(args, faults, { terminal: 100 });
    expect(code).toBe(5);
    const lines = stripVTControlCharacters(stdout).split(/\r?\n/);
    const last = (start: string): number => lines.findLastIndex((line) => line.startsWith(start));
    expect(lines[last('unauthorized~term')]).toMatch(/^unauthorized~term unauthorized: GET/);
    expect(lines[last('good~term')]).toMatch(/^good~term +100\/150 max wait: The batch was not/);
    expect(last('good~term')).toBe(last('unauthorized~term') + 1);
    expect(lines.slice(last('good~term') + 1).join('\n')).toMatch(
      /^\n2 batches: .+\n( {2}.+\n)+batch-status: unauthorized~term: GET .+\nbatch-status: good~term: /,
    );
  });
});
