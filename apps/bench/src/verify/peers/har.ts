import { readFile } from 'node:fs/promises';

/** The members of a HAR entry that peers need. */
export interface HarEntry {
  request: Message & { method: string; url: string };
  response: Message & { status: number; content: { text?: string } };
}

interface Message {
  headers: { name: string; value: string }[];
}

/** Reads a recording as a whole, as every peer does. */
export async function entriesIn(file: string): Promise<HarEntry[]> {
  const { log } = JSON.parse(await readFile(file, 'utf8')) as { log: { entries: HarEntry[] } };
  return log.entries;
}
