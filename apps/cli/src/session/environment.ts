import { readFileSync } from 'node:fs';
import { isUtf8 } from 'node:buffer';
import { parseEnv } from 'node:util';
import { UsageError } from './usage-error.ts';

/** What the command takes from the environment. */
export interface Environment {
  TRILLET_API_KEY: string;
  TRILLET_WORKSPACE_ID: string;
  TRILLET_BASE_URL: string | undefined;
}

/**
 * The credentials, from the environment and never from a flag, which every user's `ps` could read.
 *
 * @param envFile Has what the environment lacks.
 * @throws {UsageError} that says what is missing and how to give it.
 */
export function readEnvironment(variables: NodeJS.ProcessEnv, envFile?: string): Environment {
  const file = envFile === undefined ? {} : readEnvFile(envFile);
  const read = (name: keyof Environment): string => variables[name] || file[name] || '';
  const environment = {
    TRILLET_API_KEY: read('TRILLET_API_KEY'),
    TRILLET_WORKSPACE_ID: read('TRILLET_WORKSPACE_ID'),
  };
  const missing = Object.entries(environment).flatMap(([name, value]) => (value ? [] : [name]));
  if (missing.length > 0) throw new UsageError(lack(missing, envFile));
  return { ...environment, TRILLET_BASE_URL: read('TRILLET_BASE_URL') || undefined };
}

function readEnvFile(path: string): NodeJS.Dict<string> {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new UsageError(`The file ${path} ${reasons[code] ?? `cannot be read (${code})`}.`);
  }
  if (!isUtf8(bytes) || bytes.includes(0)) {
    throw new UsageError(`The file ${path} is no text; give one with lines such as NAME=value.`);
  }
  return parseEnv(bytes.toString());
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist; check the path after --env-file',
  EISDIR: 'is a folder; name the file in it that has the credentials',
  EACCES: 'may not be read by you; change its permissions or name another',
};

function lack(names: string[], envFile: string | undefined): string {
  const line = `${names[0]}=…`;
  const them = names.length > 1 ? 'them' : 'it';
  return envFile === undefined
    ? `The environment has no ${names.join(' and no ')}; set ${them}, for example by \`export ${line}\`, or name a file by --env-file.`
    : `Neither the environment nor ${envFile} has ${names.join(' and ')}; add ${them} to the file, as a line such as ${line}.`;
}
