import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compareCommand } from '../src/start-up.ts';

const room = fileURLToPath(new URL('../../cli', import.meta.url));
const tsdown = fileURLToPath(new URL('../../../node_modules/tsdown/dist/run.mjs', import.meta.url));
let bundled: string;

beforeAll(async () => {
  bundled = await mkdtemp(join(tmpdir(), 'batch-status-start-up-'));
  const args = [tsdown, '--out-dir', bundled, '--logLevel', 'error'];
  await promisify(execFile)(process.execPath, args, { cwd: room });
}, 60_000);

afterAll(() => rm(bundled, { recursive: true }));

/**
 * A busy machine slows the command as much as the process that does nothing: what is allowed in
 * milliseconds beside that one holds as a ratio to it.
 */
test('the command starts within what Node alone takes and a little more', async () => {
  const figures = await compareCommand(join(bundled, 'bin.js'), 9);
  const ratios = Object.fromEntries(figures.map(({ name, ratio }) => [name, ratio]));
  // The fastest of its runs is the one that the machine's other work has slowed least.
  const nothing = figures[0]!.spread[0];
  expect(ratios['batch-status --version']).toBeLessThanOrEqual(1.5 + 60 / nothing);
  expect(ratios['batch-status --help']).toBeLessThanOrEqual(1.5 + 60 / nothing);
  expect(ratios['batch-status get, first byte']).toBeLessThanOrEqual(1 + 120 / nothing);
}, 120_000);
