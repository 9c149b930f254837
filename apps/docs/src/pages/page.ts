import { Failed } from '../../../../scripts/run.ts';
import type { Markdown } from './markdown.ts';

/** A page of the site. */
export interface Page {
  /** Its path on the site without slashes at its ends, such as `guides/react`. `''` is the home page. */
  path: string;
  title: string;
  description: string;
  /** Its group in the menu. */
  group?: string | undefined;
  /** Its text, as GitHub shows it. */
  markdown: Markdown;
  /**
   * If the Markdown is not in a file, the files that its text is made from, each with the fragment of
   * the part about it. `''` is the whole page.
   */
  sources?: Readonly<Record<string, string>>;
}

/** A fault of a file that fails the build. */
export interface Problem {
  /** By its path from the root of the repository. */
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
