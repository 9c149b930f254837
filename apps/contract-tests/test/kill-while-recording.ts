import { EventEmitter, once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { listenOnLoopback } from '@batch-status/loopback';
import { contractTests, type Result } from './run.ts';
import { ask } from './ask.ts';
import { recordingProcess } from './recording-process.ts';

/** The number of concurrent clients. */
const clients = 3;

/** A batch with this many calls. Many memory pages of it let a kill cut a write. */
function largeBody(calls: number): string {
  const recent_calls = Array.from({ length: calls }, (_, at) => ({
    jobId: `call_${at}`,
    status: 'completed',
    phone_number: `+1202555${String(at).padStart(4, '0')}`,
  }));
  const counts = { waiting: 0, active: 0, completed: calls, failed: 0, total: calls };
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
 * Kills a recorder while it records, and reads its recording.
 *
 * @param enough The number of responses before the kill.
 * @param calls The number of calls in each response.
 * @returns the faults of the recording.
 */
export async function killWhileRecording(
  extension: string,
  enough: number,
  calls: number,
): Promise<string[]> {
  const body = largeBody(calls);
  await using server = await listenOnLoopback(
    createServer((_, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(body);
    }),
  );
  const running = await recordingProcess(extension, server.url);
  const events = new EventEmitter();
  const isEnough = once(events, 'enough');
  let answers = 0;
  const load = Promise.allSettled(
    Array.from({ length: clients }, async () => {
      for (;;) {
        await ask(running.url);
        if (++answers === enough) events.emit('enough');
      }
    }),
  );
  await isEnough;
  running.child.kill('SIGKILL');
  await running.ended;
  await load;
  const verdict = await contractTests('verify', running.output);
  const [, checked] = /^(\d+) exchanges? checked/m.exec(verdict.stdout)!;
  const text = await readFile(running.output, 'utf8');
  return faultsOf({ lost: answers - Number(checked), text, verdict });
}
