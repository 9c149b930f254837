import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export interface SkippedTest {
  /** Its file and its full name. */
  name: string;
  /** What the test itself says about why it was skipped. */
  note?: string | undefined;
}

/** What a test run reports while it goes on. */
export type RunEvent =
  | { type: 'started'; files: number }
  | { type: 'failed'; name: string; details: string }
  | { type: 'file'; passed: number; skipped: SkippedTest[] }
  | { type: 'ended' };

/** A JSON text sequence (RFC 7464) marks each event, since other output comes between them. */
const separator = '\u001E';

export function encodeEvent(event: RunEvent): string {
  return `${separator}${JSON.stringify(event)}\n`;
}

/** Reads a run's output. Passes its events on as they arrive, and returns the rest of the text. */
export async function readEvents(
  output: Readable,
  onEvent: (event: RunEvent) => void,
): Promise<string> {
  const rest: string[] = [];
  for await (const line of createInterface({ input: output, crlfDelay: Infinity })) {
    const [text = '', event] = line.split(separator);
    if (event !== undefined) onEvent(JSON.parse(event) as RunEvent);
    if (text !== '' || event === undefined) rest.push(text);
  }
  return rest.join('\n');
}
