import { relative } from 'node:path';

import {
  Logger,
  LogLevel,
  type DeclarationReflection,
  type ProjectReflection,
  type Reflection,
} from 'typedoc';

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

/** Links are resolved when all sources have been read, so such a warning names only the docstring. */
const brokenLink = / in comment for (\S+?)(?:\. You may|$)/;

/** Collects everything that TypeDoc warns about, so that it fails the build. */
export class ProblemLogger extends Logger {
  readonly problems: Problem[] = [];
  /** What was read. Set it before links are checked. */
  project: ProjectReflection | undefined;
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
    const name = source ? undefined : brokenLink.exec(message)?.[1];
    const reflection =
      name &&
      Object.values(this.project?.reflections ?? {}).find((each) => fullName(each) === name);
    const [place] = (reflection as DeclarationReflection | undefined)?.sources ?? [];
    if (place) return { file: place.fileName, line: place.line, message };
    return {
      file: source ? relative(this.#root, source.fileName).replaceAll('\\', '/') : 'TypeDoc',
      line: source?.text.slice(0, position).split('\n').length ?? 1,
      message,
    };
  }
}

/** As TypeDoc names it in warnings. That of a signature is also that of its function, which has a place. */
const fullName = (reflection: Reflection): string | undefined =>
  (reflection as DeclarationReflection).sources && reflection.getFriendlyFullName();
