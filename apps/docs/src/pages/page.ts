import { Failed } from '../../../../scripts/run.ts';

/** A page of the site, in Markdown. */
export interface Page {
  /** Its path on the site without slashes at its ends, such as `guides/react`. `''` is the home page. */
  path: string;
  /** Its file, by its path from the root of the repository. */
  file: string;
  title: string;
  description: string;
  /** The Markdown below the frontmatter. */
  body: string;
}

/** A fault of a page that fails the build. */
export interface Problem {
  file: string;
  line: number;
  /** What was found, and what to do. */
  message: string;
}

/** Fails with one line for each problem. */
export function failOn(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const lines = problems.map(({ file, line, message }) => `${file}:${line}: ${message}`);
  throw new Failed(lines.join('\n'));
}
