import { rmSync } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { buildReference } from '../../src/reference/build-reference.ts';
import { root } from '../../src/repository.ts';

let built: Promise<string> | undefined;

/**
 * A folder that has the reference as `reference/`. It is built once for all tests of a process, which
 * removes it.
 */
export function builtReference(): Promise<string> {
  built ??= build();
  return built;
}

async function build(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'batch-status-reference-test-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const icon = '<svg xmlns="http://www.w3.org/2000/svg"/>';
  await buildReference(join(folder, 'reference'), { root, icon });
  return folder;
}

/** The text that a page shows, without its scripts and styles. */
export async function textOf(file: string): Promise<string> {
  const entities: Record<string, string> = {
    '&lt;': '<',
    '&gt;': '>',
    '&quot;': '"',
    '&#39;': "'",
    '&amp;': '&',
  };
  return (await readFile(file, 'utf8'))
    .replaceAll(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<\/(?:t[dhr]|p|li|h\d|pre)>|<br>/g, ' ')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(?:lt|gt|quot|#39|amp);/g, (entity) => entities[entity]!);
}
