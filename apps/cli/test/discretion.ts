import { plantedPhoneNumber } from '@batch-status/loopback/batches';

export const apiKey = 'planted-key-77d1';
export const workspaceId = 'planted-workspace-c04e';

/** What a run of the command came to. */
export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** No output may hold a key, the number of somebody called, or the insides of the program. */
export function refuseIndiscretion(output: string, showsPhoneNumbers = false): void {
  const numbers = [plantedPhoneNumber.slice(1), '010-0199', '010 0199'];
  const secrets = [apiKey, workspaceId, ...(showsPhoneNumbers ? [] : numbers)];
  const found = secrets.filter((secret) => output.includes(secret));
  if (!showsPhoneNumbers && /\+\d{7}/.test(output)) found.push('a phone number');
  if (/^\s+at .+:\d+:\d+/m.test(output)) found.push('a stack trace');
  if (found.length > 0) throw new Error(`The output holds ${found.join(' and ')}: ${output}`);
}
