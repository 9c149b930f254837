import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

import { declaredResponses, operationsOf } from '../../src/analysis.ts';
import { loadContract } from '../../src/index.ts';

const run = promisify(execFile);
const file = 'package/generated/api.github.com.json';

// The package has 29 MB, which is too much for each installation.
test("all schemas of GitHub's contract are usable", async () => {
  const folder = await mkdtemp(join(tmpdir(), 'github-contract-'));
  try {
    await run('npm', ['pack', '@octokit/openapi@23.0.2'], {
      cwd: folder,
      shell: process.platform === 'win32',
    });
    await run('tar', ['xzf', 'octokit-openapi-23.0.2.tgz', file], { cwd: folder });
    const contract = await loadContract(join(folder, file));
    const operations = operationsOf(contract);
    const schemas = operations
      .flatMap((operation) => declaredResponses(contract, operation))
      .flatMap(({ content }) => content.map(({ schema }) => schema))
      .filter((schema) => schema !== undefined);
    expect(operations.length).toBeGreaterThan(1000);
    for (const schema of schemas) expect(() => contract.schemas.fits(schema, {})).not.toThrow();
  } finally {
    await rm(folder, { recursive: true });
  }
});
