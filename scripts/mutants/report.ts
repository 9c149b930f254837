/** One change of the code, and what the tests made of it. */
export interface Mutant {
  /** The path of the file from the root. */
  file: string;
  line: number;
  /** The name of the rule that made the change. */
  mutator: string;
  /** The code that was replaced, with each run of white space as one space. */
  original: string;
  replacement: string;
  outcome: 'killed' | 'survived';
}

interface Position {
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
}

/** What is read of a report in Stryker's JSON format. */
export interface StrykerReport {
  files: Record<
    string,
    {
      source: string;
      mutants: {
        mutatorName: string;
        replacement?: string;
        status: string;
        location: { start: Position; end: Position };
      }[];
    }
  >;
}

const outcomes: Readonly<Record<string, Mutant['outcome']>> = {
  Killed: 'killed',
  Timeout: 'killed',
  Survived: 'survived',
  NoCoverage: 'survived',
};
/** Mutants that no test ran on, because they do not run or because Stryker was asked to skip them. */
const untested = new Set(['Ignored', 'CompileError', 'RuntimeError']);

/**
 * Lists the mutants that tests ran on.
 *
 * @throws Error if a mutant has no result.
 */
export function readMutants({ files }: StrykerReport): Mutant[] {
  return Object.entries(files).flatMap(([file, { source, mutants }]) =>
    mutants
      .filter(({ status }) => !untested.has(status))
      .map(({ mutatorName, replacement = '', status, location: { start, end } }) => {
        const outcome = outcomes[status];
        if (!outcome) {
          throw new Error(`The mutant at ${file}:${start.line} is ${status}; run its area again.`);
        }
        return {
          file,
          line: start.line,
          mutator: mutatorName,
          original: onOneLine(source.slice(offset(source, start), offset(source, end))),
          replacement: onOneLine(replacement),
          outcome,
        };
      }),
  );
}

const onOneLine = (code: string): string => code.replaceAll(/\s+/g, ' ').trim();

function offset(source: string, { line, column }: Position): number {
  const before = source.split('\n').slice(0, line - 1);
  return before.reduce((length, text) => length + text.length + 1, column - 1);
}
