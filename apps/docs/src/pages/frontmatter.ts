import { parse } from 'yaml';

import type { Problem } from './page.ts';

export interface Frontmatter {
  title: string;
  description: string;
  /** What follows the frontmatter. */
  body: string;
  /** The number of lines before the body. */
  lines: number;
}

/** Reads the frontmatter of a page. A member that is missing is a problem, and `''` in the result. */
export function readFrontmatter(
  file: string,
  text: string,
): { frontmatter: Frontmatter; problems: Problem[] } {
  const [block = '', yaml = ''] = /^---\n([\s\S]*?)^---\n/m.exec(text) ?? [];
  const body = text.startsWith('---\n') ? text.slice(block.length) : text;
  const found = body === text ? {} : fieldsOf(yaml);
  if (typeof found === 'string') {
    const message = `The frontmatter is not valid YAML: ${found}`;
    const frontmatter = { title: '', description: '', body, lines: 0 };
    return { frontmatter, problems: [{ file, line: 1, message }] };
  }
  const problems = ['title', 'description'].flatMap((name) =>
    isText(found[name]) ? [] : [{ file, line: 1, message: missing(name) }],
  );
  const { title, description } = found;
  return {
    frontmatter: {
      title: isText(title) ? title : '',
      description: isText(description) ? description : '',
      body,
      lines: text.slice(0, text.length - body.length).split('\n').length - 1,
    },
    problems,
  };
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const missing = (name: string): string =>
  `The page has no ${name}. Add a line "${name}: …" between two lines "---" at the beginning of the file.`;

/** The members of the block, or why they cannot be read. */
function fieldsOf(yaml: string): Record<string, unknown> | string {
  try {
    return (parse(yaml) ?? {}) as Record<string, unknown>;
  } catch (error) {
    return (error as Error).message.split('\n')[0]!;
  }
}
