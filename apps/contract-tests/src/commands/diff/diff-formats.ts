import { diffGithub } from './diff-github.ts';
import { diffJson } from './diff-json.ts';
import { diffMarkdown } from './diff-markdown.ts';
import type { DiffReport } from './diff-report.ts';
import { diffTable } from './diff-table.ts';

export type DiffFormat = 'table' | 'json' | 'markdown' | 'github';

export const diffFormats: Record<DiffFormat, (report: DiffReport) => string> = {
  table: diffTable,
  json: diffJson,
  markdown: diffMarkdown,
  github: diffGithub,
};
