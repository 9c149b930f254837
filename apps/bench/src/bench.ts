/**
 * `pnpm bench`: measures everything and writes `RESULTS.md`, `results.json` and the README's table;
 * `pnpm bench <name>` measures one, and keeps the results of the others.
 */
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { benchBuild } from './build.ts';
import { benchCall } from './call.ts';
import { benchMonitor } from './monitor.ts';
import { benchNode } from './node.ts';
import { readmePath, readmeWith } from './readme.ts';
import { inRoom, readResults, toResult } from './results.ts';
import { benchServer } from './server.ts';
import { benchSize } from './size.ts';
import { benchStartUp } from './start-up.ts';
import { render, type Grid, type Table } from './table.ts';
import { benchVerify } from './verify.ts';
import { benchWatch } from './watch.ts';

const benches: Record<string, () => Promise<(Table | Grid)[]>> = {
  call: benchCall,
  node: benchNode,
  watch: benchWatch,
  monitor: benchMonitor,
  size: benchSize,
  server: benchServer,
  verify: benchVerify,
  'start-up': benchStartUp,
  build: benchBuild,
};

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(
    `There is no bench ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}.`,
  );
  process.exit(2);
}

const results = await readResults();
results.machine = `Node ${process.versions.node}, ${cpus().length} cores, ${process.platform} ${process.arch}`;
for (const name of chosen.length > 0 ? chosen : Object.keys(benches)) {
  console.log(`Measuring ${name}…`);
  const tables = await benches[name]!();
  results.benches[name] = tables.map(toResult);
  results.markdown[name] = tables.map(render).join('\n');
}

const sections = Object.keys(benches).map((name) => results.markdown[name] ?? '');
const intro = `# Results

Candidates take turns in every round, servers have a process of their own, figures are medians, and what counts is the ratio. Measured on: ${results.machine}. \`pnpm bench\` writes this file.
`;
const written = [inRoom('results.json'), inRoom('RESULTS.md'), readmePath];
await writeFile(written[0]!, `${JSON.stringify(results, null, 2)}\n`);
await writeFile(written[1]!, [intro, ...sections].join('\n'));
await writeFile(written[2]!, await readmeWith(results));
execFileSync('oxfmt', written);
console.log(`Wrote ${written.join(', ')}`);
