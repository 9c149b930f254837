import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { checkBounds, type Bound } from './bounds/check-bounds.ts';
import type { Results } from './reports/results.ts';
import type { Section } from './sections.ts';

/** What a run measures, and where its results go. */
export interface Bench {
  sections: Record<string, Section>;
  /** By the name of their section. */
  bounds: Record<string, readonly Bound[]>;
  read: () => Promise<Results>;
  write: (results: Results) => Promise<void>;
}

const options = { check: { type: 'boolean' }, render: { type: 'boolean' } } as const;

/**
 * Does what the arguments of the process ask for, and sets its exit code: 1 if a bound is broken,
 * 2 if the arguments are wrong.
 */
export async function runBench(bench: Bench): Promise<void> {
  const names = Object.keys(bench.sections);
  let parsed;
  try {
    parsed = parseArgs({ options, allowPositionals: true });
    const unknown = parsed.positionals.filter((name) => !names.includes(name));
    if (unknown.length > 0)
      throw new Error(`Unknown section ${unknown.join(', ')}. Sections: ${names.join(', ')}.`);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 2;
    return;
  }
  const { values, positionals } = parsed;
  const results = await bench.read();
  if (values.render) await bench.write(inOrder(results, names));
  else if (
    (await measure(bench, positionals.length > 0 ? positionals : names, results, !values.check)) > 0
  )
    process.exitCode = 1;
}

/** @returns How many bounds are broken. */
async function measure(
  { sections, bounds, write }: Bench,
  chosen: string[],
  results: Results,
  isWritten: boolean,
): Promise<number> {
  let broken = 0;
  for (const name of chosen) {
    console.log(`Measuring ${name}…`);
    const tables = await sections[name]!();
    for (const problem of checkBounds(tables, bounds[name] ?? [])) {
      console.error(problem);
      broken++;
    }
    results.sections[name] = tables;
    results.machine = `Node ${process.versions.node}, ${cpus().length} cores, ${process.platform} ${process.arch}`;
    // After each section, so that an interrupted run keeps what it measured.
    if (isWritten) await write(inOrder(results, Object.keys(sections)));
  }
  return broken;
}

/** The results of the sections that exist, in the order of the sections. */
const inOrder = ({ machine, sections }: Results, names: string[]): Results => ({
  machine,
  sections: Object.fromEntries(
    names.flatMap((name) => (sections[name] ? [[name, sections[name]]] : [])),
  ),
});
