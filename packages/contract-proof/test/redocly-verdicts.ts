import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { base } from './diff-base.ts';
import { rows, type DiffRow } from './diff-rows.ts';
import { revisionOf } from './diff-table.ts';

const redocly = fileURLToPath(
  new URL('../../../openapi/node_modules/@redocly/cli', import.meta.url),
);
export const tableFile: string = fileURLToPath(new URL('redocly-verdicts.md', import.meta.url));

const settings = {
  ...process.env,
  REDOCLY_TELEMETRY: 'off',
  REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
};

/** The verdicts of `redocly diff` beside ours, as a document in Markdown. */
export async function redoclyTable(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'redocly-diff-'));
  try {
    await writeFile(join(folder, 'redocly.yaml'), 'extends: [diff-recommended]\n');
    await writeFile(join(folder, 'base.json'), JSON.stringify(base));
    const cells: string[][] = [];
    for (const row of rows) {
      cells.push([row.name, row.verdict, await verdictOf(folder, row), row.reason]);
    }
    const same = cells.filter(([, ours, theirs]) => ours === theirs).length;
    const { version } = JSON.parse(await readFile(join(redocly, 'package.json'), 'utf8')) as {
      version: string;
    };
    return [
      '# The verdicts of `redocly diff` beside ours',
      '',
      `Redocly ${version} has our verdict in ${same} of ${rows.length} rows. The verdict \`none\` means that nothing is reported. To write this file again, run \`pnpm --filter @batch-status/contract-proof verdicts\`.`,
      '',
      ...aligned([['change', 'ours', 'Redocly', 'reason of ours'], ...cells]),
      '',
    ].join('\n');
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function verdictOf(folder: string, row: DiffRow): Promise<string> {
  await writeFile(join(folder, 'revision.json'), JSON.stringify(revisionOf(row)));
  const args = ['diff', 'base.json', 'revision.json', '--config', 'redocly.yaml'];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(redocly, 'bin/cli.js'), ...args, '--format', 'json', '--fail-on', 'none'],
    { cwd: folder, env: settings, maxBuffer: 64 * 1024 * 1024 },
  ).catch((error: unknown) => error as { stdout: string });
  try {
    const { bump } = JSON.parse(stdout) as { bump: string | null };
    return bump ?? 'none';
  } catch {
    return 'failed';
  }
}

/** The lines of a table, as the formatter writes them. */
function aligned([head = [], ...body]: string[][]): string[] {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...body].map((cells) => cells[column]!.length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)];
}
