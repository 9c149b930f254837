import { edges } from './edges.ts';
import { harOf } from './har.ts';
import { invalidRecordings } from './invalid.ts';
import { recordAnswers } from './record-answers.ts';
import { recordSituations } from './situations.ts';

/** Every file of `recordings/`, by its relative path. */
export async function recordingFiles(): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const [name, entries] of await recordSituations()) {
    files.set(`valid/${name}.har`, harOf(entries));
  }
  files.set('valid/edges.har', harOf(await recordAnswers(edges())));
  for (const { name, entries, findings } of invalidRecordings()) {
    files.set(`invalid/${name}.har`, harOf(entries));
    files.set(`invalid/${name}.findings.json`, `${JSON.stringify(findings, null, 2)}\n`);
  }
  return files;
}
