import type { Format } from './format.ts';
import { HarEntries } from './har-entries.ts';
import { Lines } from './lines.ts';
import type { Chunk } from './chunk-memory.ts';

/** The members of an entry in HAR 1.2. A file that begins with one of them is NDJSON. */
const membersOfEntry = new Set([
  'cache',
  'comment',
  'connection',
  'pageref',
  'request',
  'response',
  'serverIPAddress',
  'startedDateTime',
  'time',
  'timings',
]);

/** Chooses between a HAR and NDJSON by the start of the file. */
export function formatOf(file: string, { bytes, start, end }: Chunk): Format {
  const beginning = bytes.toString('latin1', start, Math.min(start + 1000, end));
  const [, first] = /^\s*\{\s*"(\w+)"\s*:/.exec(beginning) ?? [];
  const isOwn = first?.startsWith('_') && !/"log"\s*:\s*\{/.test(beginning);
  return isOwn || membersOfEntry.has(first ?? '') ? new Lines(file) : new HarEntries(file);
}
