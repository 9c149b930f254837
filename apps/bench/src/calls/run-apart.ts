import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** The candidate that a process of its own measures, and the server that it requests. */
export interface CandidateChoice {
  name: string;
  url: string;
  redocly: string;
  heyApi: string;
}

/** Runs a file of this folder in a process of its own, with the choice as its argument. */
export async function runApart<Result>(file: string, choice: CandidateChoice): Promise<Result> {
  const entry = fileURLToPath(new URL(file, import.meta.url));
  const args = ['--conditions=@batch-status/source', entry, JSON.stringify(choice)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as Result;
}
