import { onTestFinished, vi } from 'vitest';

/**
 * Runs a program of a guide in this process, and returns the lines that it prints.
 *
 * @param load Imports the program. A program runs once in a process.
 * @param url The server that the environment of the program names.
 */
export async function runProgram(
  load: () => Promise<unknown>,
  url: string,
  ...args: string[]
): Promise<string[]> {
  const printed: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((...texts) => {
    printed.push(texts.join(' ').trimEnd());
  });
  vi.stubEnv('TRILLET_BASE_URL', url);
  vi.stubEnv('TRILLET_API_KEY', 'test-key');
  vi.stubEnv('TRILLET_WORKSPACE_ID', 'test-workspace');
  const { argv } = process;
  process.argv = [process.execPath, 'program', ...args];
  onTestFinished(() => {
    process.argv = argv;
    vi.unstubAllEnvs();
  });
  await load();
  return printed;
}
