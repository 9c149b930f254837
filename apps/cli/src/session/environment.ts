import { parseEnv } from 'node:util';
import { readTextFile } from './read-text-file.ts';
import { UsageError } from './usage-error.ts';

/** The variables that the command reads. */
export interface Environment {
  TRILLET_API_KEY: string;
  TRILLET_WORKSPACE_ID: string;
  TRILLET_BASE_URL: string | undefined;
}

/**
 * Reads the credentials. They are never flags, because every user of the machine can list the
 * arguments of a process.
 *
 * @param envFile A file with variables that are not set in the environment.
 * @throws {UsageError} that names the missing variables and says how to set them.
 */
export function readEnvironment(variables: NodeJS.ProcessEnv, envFile?: string): Environment {
  const file: NodeJS.Dict<string> =
    envFile === undefined ? {} : parseEnv(readTextFile(envFile, '--env-file', 'TRILLET_API_KEY=…'));
  const read = (name: keyof Environment): string => variables[name] || file[name] || '';
  const environment = {
    TRILLET_API_KEY: read('TRILLET_API_KEY'),
    TRILLET_WORKSPACE_ID: read('TRILLET_WORKSPACE_ID'),
  };
  const missing = Object.entries(environment).flatMap(([name, value]) => (value ? [] : [name]));
  if (missing.length > 0) throw new UsageError(describeMissing(missing, envFile));
  return { ...environment, TRILLET_BASE_URL: read('TRILLET_BASE_URL') || undefined };
}

function describeMissing(names: string[], envFile: string | undefined): string {
  const several = names.length > 1;
  const subject = `${names.join(' and ')} ${several ? 'are' : 'is'}`;
  const line = `${names[0]}=…`;
  return envFile === undefined
    ? `${subject} not set. Set ${several ? 'them' : 'it'}, for example with \`export ${line}\`, or name a file with -e.`
    : `${subject} set neither in the environment nor in ${envFile}. Add a line such as ${line} to the file.`;
}
