import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { MarkdownPageEvent } from 'typedoc-plugin-markdown';

import type { ApiProject } from './read-project.ts';

/** What the plugin of TypeDoc writes about each name: the file, from which links start, and its text. */
export type WrittenNames = ReadonlyMap<unknown, { file: string; text: string }>;

export async function renderNames({ application, project }: ApiProject): Promise<WrittenNames> {
  const written = new Map<unknown, { file: string; text: string }>();
  application.renderer.on(MarkdownPageEvent.END, ({ model, url, contents = '' }) => {
    written.set(model, { file: url, text: contents.trim() });
  });
  // It also writes files, which nothing reads.
  const folder = await mkdtemp(join(tmpdir(), 'batch-status-api-'));
  try {
    await application.outputs.writeOutput({ name: 'markdown', path: folder }, project);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return written;
}
