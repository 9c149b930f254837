import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { Log } from 'sarif';
import { expect, test } from 'vitest';

import { ContractFiles } from './contract-files.ts';
import { contractTests } from './run.ts';

const contract = {
  openapi: '3.1.0',
  paths: {
    '/things/{id}': {
      get: {
        responses: {
          '200': {
            description: '',
            content: { 'application/json': { schema: { type: 'integer' } } },
          },
        },
      },
    },
  },
};

/** Verifies a violation of a contract in an installed package. */
async function verified(format: string, text: unknown = contract) {
  const files = await ContractFiles.make();
  await mkdir(join(files.folder, 'node_modules/the-contract'), { recursive: true });
  const installed = await files.write('node_modules/the-contract/openapi.yaml', text);
  const recording = await files.recording([{ body: 'text' }]);
  const { stdout } = await contractTests(
    ...['verify', '--format', format, '--contract', installed, recording],
  );
  await files[Symbol.asyncDispose]();
  return { stdout, installed, recording };
}

test('an annotation about an installed contract is in the recording, and names the place in the contract', async () => {
  const { stdout, installed, recording } = await verified('github');
  const [annotation] = stdout.split('\n');
  expect(annotation).toMatch(/^::error file=/);
  expect(annotation).toContain(`file=${recording},title=schema::`);
  expect(annotation).toContain(` ${installed}:`);
  expect(annotation).toMatch(/:\d+:\d+$/);
});

test('a contract that cannot be used is not annotated where it is installed', async () => {
  const { stdout } = await verified('github', 'paths: 7');
  expect(stdout).toMatch(/^::error title=run-stopped::/);
  expect(stdout).not.toContain('file=');
});

test('code scanning gets no place in an installed package', async () => {
  const { stdout, recording } = await verified('sarif');
  const { results } = (JSON.parse(stdout) as Log).runs[0]!;
  const uris = results![0]!.locations!.map(
    ({ physicalLocation }) => physicalLocation!.artifactLocation!.uri,
  );
  expect(uris).toEqual([recording]);
});
