import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createHash } from 'node:crypto';

import { recordedExchanges } from './exchanges.ts';

/** What a recording contains. */
export interface RecordingFacts {
  bytes: number;
  exchanges: number;
  bodies: number;
  /** The number of different bodies divided by the number of bodies. */
  distinct: number;
}

/** Writes a HAR of at least this many bytes. */
export async function writeRecording(
  file: string,
  bytes: number,
  seed = 1,
): Promise<RecordingFacts> {
  const output = createWriteStream(file, { highWaterMark: 1 << 20 });
  const seen = new Set<string>();
  let [written, exchanges, bodies] = [0, 0, 0];
  let waiting: string[] = [];
  let waitingLength = 0;
  const write = (text: string): void => {
    waiting.push(text);
    waitingLength += text.length;
    written += text.length;
  };
  write(
    '{"log":{"version":"1.2","creator":{"name":"contract-tests","version":"1.0.0"},"pages":[],"entries":[\n',
  );
  for (const { entry, body } of recordedExchanges(seed)) {
    write(exchanges++ === 0 ? entry : `,\n${entry}`);
    if (body !== undefined) {
      bodies++;
      seen.add(createHash('md5').update(body).digest('base64'));
    }
    if (waitingLength > 1 << 20) {
      if (!output.write(waiting.join(''))) await once(output, 'drain');
      waiting = [];
      waitingLength = 0;
    }
    if (written >= bytes) break;
  }
  write('\n]}}\n');
  output.end(waiting.join(''));
  await once(output, 'close');
  return { bytes: written, exchanges, bodies, distinct: seen.size / bodies };
}
