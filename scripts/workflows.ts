import { glob, readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { fromRoot } from './run.ts';

export interface Step {
  name?: string;
  id?: string;
  uses?: string;
  run?: string;
  if?: string;
  env?: Record<string, string>;
  with?: Record<string, unknown>;
}

export interface Job {
  if?: string;
  needs?: string | string[];
  'runs-on': string;
  strategy?: { matrix: { os: string[] } };
  environment?: string | { name: string; url?: string };
  env?: Record<string, string>;
  steps: Step[];
  permissions?: Record<string, string>;
}

export interface Workflow {
  on: Record<string, unknown>;
  permissions?: Record<string, string>;
  concurrency?: { group: string; 'cancel-in-progress': boolean | string };
  jobs: Record<string, Job>;
}

export interface Action {
  inputs?: Record<string, { default?: string }>;
  outputs?: Record<string, { value: string }>;
  runs: { steps: Step[] };
}

async function filesMatching(pattern: string): Promise<string[]> {
  const files: string[] = [];
  for await (const file of glob(pattern, { cwd: fromRoot('') })) {
    files.push(file.replaceAll('\\', '/'));
  }
  return files.toSorted();
}

/** The paths of all workflows. */
export const workflowFiles: readonly string[] = await filesMatching('.github/workflows/*');
/** The paths of all actions: the one that others use, and those of our workflows. */
export const actionFiles: readonly string[] = [
  'action.yml',
  ...(await filesMatching('.github/actions/*/action.yml')),
];

export async function readWorkflow(file: string): Promise<Workflow> {
  return parse(await readFile(fromRoot(file), 'utf8')) as Workflow;
}

export async function readAction(file: string): Promise<Action> {
  return parse(await readFile(fromRoot(file), 'utf8')) as Action;
}

/** The steps of a workflow or of an action. */
export async function stepsOf(file: string): Promise<Step[]> {
  if (actionFiles.includes(file)) return (await readAction(file)).runs.steps;
  return Object.values((await readWorkflow(file)).jobs).flatMap(({ steps }) => steps);
}
