import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Contract } from '@batch-status/conformance';
import type { RecordedEntry } from '@batch-status/har';
import { startRecorder, type Recorder, type RecorderOptions } from '../src/recorder/recorder.ts';
import { contract } from './our-contract.ts';

/** A recorder whose recording can be read when it ends. */
export interface Recording extends Recorder {
  path: string;
  /** Ends it, and reads the recording. */
  entries(): Promise<RecordedEntry[]>;
}

export async function recording(
  target: string,
  options: Partial<RecorderOptions> & { contract?: Contract; extension?: string } = {},
): Promise<Recording> {
  const { extension = 'har', ...others } = options;
  const path = join(await mkdtemp(join(tmpdir(), 'record-')), `recording.${extension}`);
  const recorder = await startRecorder({
    contract,
    target: new URL(target),
    output: path,
    redactionKey: Buffer.from('the key of a test'),
    maxBody: 1024 * 1024,
    // On a slow machine, exchanges in progress end late.
    closeGrace: 60_000,
    onFailure: (error) => {
      throw error;
    },
    ...others,
  });
  return {
    url: recorder.url,
    path,
    get count() {
      return recorder.count;
    },
    abandon: () => recorder.abandon(),
    close: () => recorder.close(),
    async entries() {
      await recorder.close();
      const text = await readFile(path, 'utf8');
      await rm(dirname(path), { recursive: true });
      if (extension === 'har') {
        return (JSON.parse(text) as { log: { entries: RecordedEntry[] } }).log.entries;
      }
      return text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as RecordedEntry);
    },
  };
}
