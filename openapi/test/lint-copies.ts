import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const openapi = fileURLToPath(new URL('..', import.meta.url));
const redocly = fileURLToPath(import.meta.resolve('@redocly/cli/bin/cli.js'));

/** A change of one file of the contract. */
export interface Change {
  /** As a path from the folder of the contract. */
  file: string;
  change: (text: string) => string;
}

/** What the linter found in a copy. */
export interface Problem {
  message: string;
  /** `file:line:column`, the file as a path from the folder of the contract. */
  place: string;
}

interface ReportedProblem {
  message: string;
  location: { source: { ref: string }; start?: { line: number; col: number } }[];
}

/**
 * Lints copies of the contract, each with its change, in one process: to start the linter takes
 * far longer than to lint.
 *
 * @returns what was found in each.
 */
export async function lintCopies<Name extends string>(
  changes: Record<Name, Change>,
): Promise<Record<Name, Problem[]>> {
  const folder = await mkdtemp(join(tmpdir(), 'batch-status-contract-'));
  const names = Object.keys(changes) as Name[];
  try {
    for (const name of names) {
      const { file, change } = changes[name];
      await mkdir(join(folder, name));
      await cp(join(openapi, 'batch-status.yaml'), join(folder, name, 'batch-status.yaml'));
      await cp(join(openapi, 'examples'), join(folder, name, 'examples'), { recursive: true });
      const text = await readFile(join(openapi, file), 'utf8');
      await writeFile(join(folder, name, file), change(text));
    }
    await writeFile(join(folder, 'redocly.yaml'), JSON.stringify(await configFor(names)));
    const args = [redocly, 'lint', ...names, '--format', 'json', '--max-problems', '1000'];
    const output = await new Promise<string>((resolve) => {
      execFile(process.execPath, args, { cwd: folder }, (_, stdout, stderr) =>
        resolve(stdout || stderr),
      );
    });
    // A document for each copy, in their order.
    const documents = output.split(/(?<=^\})\s*(?=\{)/m);
    return Object.fromEntries(
      names.map((name, index) => {
        const { problems } = JSON.parse(documents[index]!) as { problems: ReportedProblem[] };
        return [name, problems.map((problem) => inCopy(name, problem))];
      }),
    ) as Record<Name, Problem[]>;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The configuration of this repository, for copies elsewhere. */
async function configFor(names: readonly string[]): Promise<object> {
  const root = dirname(openapi);
  const config = parse(await readFile(join(root, 'redocly.yaml'), 'utf8')) as { plugins: string[] };
  return {
    ...config,
    plugins: config.plugins.map((plugin) => join(root, plugin)),
    apis: Object.fromEntries(names.map((name) => [name, { root: `${name}/batch-status.yaml` }])),
  };
}

function inCopy(name: string, { message, location: [at] }: ReportedProblem): Problem {
  const file = posix.relative(name, at?.source.ref.replaceAll('\\', '/') ?? name);
  return { message, place: `${file}:${at?.start?.line}:${at?.start?.col}` };
}
