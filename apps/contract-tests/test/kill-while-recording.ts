import { EventEmitter, once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { listenOnLoopback } from '@batch-status/loopback';
import { contractTests, type Result } from './run.ts';
import { ask } from './ask.ts';
import { recordingProcess } from './recording-process.ts';

/** The number of concurrent clients. */
const clients = 3;

/** Responses of many memory pages, so that a kill can cut a write. */
function largeBody(): string {
  const recent_calls = Array.from({ length: 3000 }, (_, at) => ({
    jobId: `call_${at}`,
    status: 'completed',
    phone_number: `+1202555${String(at).padStart(4, '0')}`,
  }));
  const counts = { waiting: 0, active: 0, completed: 3000, failed: 0, total: 3000 };
  return JSON.stringify({ status: 'processing', isComplete: false, ...counts, recent_calls });
}

interface Left {
  /** Exchanges with a response that cannot be read from the recording. */
  lost: number;
  /** The content of the recording. */
  text: string;
  /** The result of `verify`. */
  verdict: Result;
}

/** The faults in the recording of a killed recorder. */
function faultsOf({ lost, text, verdict: { code, stdout, stderr } }: Left): string[] {
  const wanted =
    code === 0 ? /^$/ : /ends within its entries|is not JSON. Was the recording cut off/;
  return [
    // Only exchanges that were not written yet are lost: at most the last one of each client.
    ...(lost > clients ? [`${lost} exchanges are lost.`] : []),
    ...(text.includes('+1202555') ? ['A phone number is in the recording.'] : []),
    ...(stdout.includes('0 errors, 0 warnings') ? [] : [stdout]),
    ...(wanted.test(stderr) ? [] : [stderr]),
  ];
}

/**
 * Kills a recorder at different moments, and reads its recording.
 *
 * @returns the faults, by round.
 */
export async function killWhileRecording(extension: string, rounds: number): Promise<string[][]> {
  const faults: string[][] = [];
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(largeBody());
  });
  const { url: target, close } = await listenOnLoopback(server);
  try {
    for (let round = 0; round < rounds; round++) {
      const running = await recordingProcess(extension, target);
      let answers = 0;
      const events = new EventEmitter();
      const enough = once(events, 'enough');
      const load = Promise.allSettled(
        Array.from({ length: clients }, async () => {
          for (;;) {
            await ask(running.url);
            if (++answers === 2 + (round % 10) * 3) events.emit('enough');
          }
        }),
      );
      await enough;
      running.child.kill('SIGKILL');
      await running.ended;
      await load;
      const verdict = await contractTests('verify', running.output);
      const [, checked] = /^(\d+) exchanges? checked/m.exec(verdict.stdout)!;
      const text = await readFile(running.output, 'utf8');
      faults.push(faultsOf({ lost: answers - Number(checked), text, verdict }));
    }
  } finally {
    await close();
  }
  return faults;
}
