/**
 * `pnpm bench`: measures everything and writes `RESULTS.md` and `results.json`; `pnpm bench <name>`
 * measures one, and keeps the results of the others.
 */
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { benchBuild } from './build.ts';
import { benchCall } from './call.ts';
import { benchServer } from './server.ts';
import { benchSize } from './size.ts';
import { benchStartUp } from './start-up.ts';
import { render, type Grid, type Table } from './table.ts';
import { benchWatch } from './watch.ts';

const benches: Record<string, () => Promise<(Table | Grid)[]>> = {
  call: benchCall,
  watch: benchWatch,
  size: benchSize,
  server: benchServer,
  'start-up': benchStartUp,
  build: benchBuild,
};

interface Results {
  machine: string;
  benches: Record<string, { name: string; figures: (Table | Grid)['figures'] }[]>;
  markdown: Record<string, string>;
}

const inRoom = (file: string): string => fileURLToPath(new URL(`../${file}`, import.meta.url));

async function earlierResults(): Promise<Results> {
  const text = await readFile(inRoom('results.json'), 'utf8').catch(() => undefined);
  return text ? (JSON.parse(text) as Results) : { machine: '', benches: {}, markdown: {} };
}

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(
    `There is no bench ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}.`,
  );
  process.exit(2);
}

const results = await earlierResults();
results.machine = `Node ${process.versions.node}, ${cpus().length} cores, ${process.platform} ${process.arch}`;
for (const name of chosen.length > 0 ? chosen : Object.keys(benches)) {
  console.log(`Measuring ${name}…`);
  const tables = await benches[name]!();
  results.benches[name] = tables.map((table) => ({ name: table.name, figures: table.figures }));
  results.markdown[name] = tables.map(render).join('\n');
}

const sections = Object.keys(benches).map((name) => results.markdown[name] ?? '');
const intro = `# Results

Candidates take turns in every round, servers have a process of their own, figures are medians, and what counts is the ratio. Measured on: ${results.machine}. \`pnpm bench\` writes this file.
`;
await writeFile(inRoom('results.json'), `${JSON.stringify(results, null, 2)}\n`);
await writeFile(inRoom('RESULTS.md'), [intro, ...sections].join('\n'));
execFileSync('oxfmt', [inRoom('RESULTS.md'), inRoom('results.json')]);
console.log(`Wrote ${inRoom('RESULTS.md')}`);
