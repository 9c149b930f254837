import { plantedPhoneNumber } from '@batch-status/loopback/batches';

export const apiKey = 'planted-key-77d1';
export const workspaceId = 'planted-workspace-c04e';

/** The result of a run of the command. */
export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Throws if the output contains a key, a phone number, or a stack trace. */
export function refuseIndiscretion(output: string, showsPhoneNumbers = false): void {
  const numbers = [plantedPhoneNumber.slice(1), '010-0199', '010 0199'];
  const secrets = [apiKey, workspaceId, ...(showsPhoneNumbers ? [] : numbers)];
  const found = secrets.filter((secret) => output.includes(secret));
  if (!showsPhoneNumbers && /\+\d{7}/.test(output)) found.push('a phone number');
  if (/^\s+at .+:\d+:\d+/m.test(output)) found.push('a stack trace');
  if (found.length > 0) throw new Error(`The output contains ${found.join(' and ')}: ${output}`);
}
