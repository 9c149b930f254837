import { once } from 'node:events';
import { readTextFile, textOf } from './read-text-file.ts';
import { checkBatchIds } from './check-batch-ids.ts';
import type { Surroundings } from './surroundings.ts';
import { UsageError } from './usage-error.ts';

/** Stands for standard input, as an argument and as a file. */
const standardInput = '-';
const example = 'batch_7891011121314';

/**
 * The batch ids to follow, each once: those of the arguments, and one for each line of the file. `-`
 * is standard input.
 *
 * @throws {UsageError} if there is none, or if one contains an invisible character.
 */
export async function readBatchIds(
  args: readonly string[],
  file: string | undefined,
  { stdin, signal }: Pick<Surroundings, 'stdin' | 'signal'>,
): Promise<string[]> {
  const ids = args.filter((arg) => arg !== standardInput);
  if (file !== undefined && file !== standardInput) {
    ids.push(...linesOf(readTextFile(file, '--ids-from', example)));
  }
  if (file === standardInput || ids.length < args.length) {
    const bytes = await allOf(stdin(), signal);
    ids.push(...linesOf(textOf(bytes, 'Standard input', example)));
  }
  if (ids.length > 0) {
    const unique = [...new Set(ids)];
    checkBatchIds(unique);
    return unique;
  }
  throw new UsageError(
    file === undefined && args.length === 0
      ? 'A batch id is missing. Give one or more, or name a file that lists them with --ids-from.'
      : `${file === undefined || file === standardInput ? 'Standard input' : `The file ${file}`} lists no batch id. Write one in each line.`,
  );
}

const linesOf = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** @throws the signal's reason as soon as it aborts: the input may be a terminal that stays open. */
async function allOf(input: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<Buffer> {
  signal.throwIfAborted();
  const chunks: Uint8Array[] = [];
  async function read(): Promise<void> {
    for await (const chunk of input) chunks.push(chunk);
  }
  const finished = new AbortController();
  const aborted = once(signal, 'abort', { signal: finished.signal });
  try {
    await Promise.race([read(), aborted]);
  } finally {
    finished.abort();
  }
  signal.throwIfAborted();
  return Buffer.concat(chunks);
}
