import { relative } from 'node:path';

import { Logger, LogLevel } from 'typedoc';

import type { Problem } from '../pages/page.ts';

/** The parts of TypeScript's nodes and files that TypeDoc passes to a logger. */
interface Node {
  getStart(): number;
  getSourceFile(): File;
}
interface File {
  fileName: string;
  text: string;
}

/** Collects everything that TypeDoc warns about, so that it fails the build. */
export class ProblemLogger extends Logger {
  readonly problems: Problem[] = [];
  readonly #root: string;

  constructor(root: string) {
    super();
    this.#root = root;
  }

  protected override addContext(
    message: string,
    level: Exclude<LogLevel, LogLevel.None>,
    ...[at, file]: [Node?] | [number, File]
  ): string {
    if (level >= LogLevel.Warn) this.problems.push(this.#problem(message, at, file));
    return message;
  }

  #problem(message: string, at: Node | number | undefined, file?: File): Problem {
    const source = typeof at === 'object' ? at.getSourceFile() : file;
    const position = typeof at === 'object' ? at.getStart() : (at ?? 0);
    return {
      file: source ? relative(this.#root, source.fileName).replaceAll('\\', '/') : 'TypeDoc',
      line: (source?.text.slice(0, position).split('\n').length ?? 1) as number,
      message,
    };
  }
}
