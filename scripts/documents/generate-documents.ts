/**
 * Writes the parts of documents that are made from code, as the second half of `pnpm generate`. A
 * part stands between two comments that name it.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { wellKnownBatches } from '@batch-status/reference-server';
import { fromRoot } from '../run.ts';
import { errorTable } from './error-table.ts';

/** A part of a document. */
interface Part {
  file: string;
  name: string;
  text: string;
}

export const parts: readonly Part[] = [
  { file: 'docs/guides/errors.md', name: 'errors', text: errorSections() },
  { file: 'packages/client-core/README.md', name: 'errors', text: errorRows() },
  ...['docs/guides/reference-server.md', 'apps/reference-server/README.md'].map((file) => ({
    file,
    name: 'well-known batches',
    text: batchRows(),
  })),
];

function errorSections(): string {
  const sections = Object.entries(errorTable).map(
    ([code, { cause, retried, advice }]) =>
      `## \`${code}\`\n\n${cause}${retried === '–' ? '' : ` **Retried:** ${retried}.`} **What to do:** ${advice}`,
  );
  return sections.join('\n\n');
}

function errorRows(): string {
  const rows = Object.entries(errorTable).map(([code, row]) => [
    `\`${code}\``,
    `\`${row.class}\``,
    row.cause,
    row.retried,
  ]);
  return table(['code', 'class', 'cause', 'retried'], rows);
}

function batchRows(): string {
  const rows = wellKnownBatches.map(({ batchId, description }) => [`\`${batchId}\``, description]);
  return table(['batch id', 'what a client meets'], rows);
}

/** A table whose columns are as wide as the formatter makes them. */
function table(head: readonly string[], rows: readonly string[][]): string {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => row[column]!.length)),
  );
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  const rule = widths.map((width) => '-'.repeat(width));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

/** A document with a part as the code says. */
export function withPart(document: string, { file, name, text }: Part): string {
  const begin = `<!-- ${name}: \`pnpm generate\` writes them -->`;
  const end = `<!-- end of ${name} -->`;
  const [before, rest] = document.split(begin);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error(`${file} has no lines "${begin}" and "${end}".`);
  return `${before}${begin}\n\n${text}\n\n${end}${after}`;
}

if (import.meta.main) {
  for (const part of parts) {
    const path = fromRoot(part.file);
    await writeFile(path, withPart(await readFile(path, 'utf8'), part));
  }
}
