import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { startFaultServer, type LocatedCase } from '@batch-status/client-suite/runner';

/** Called with the index of a case that has ended, and with what is wrong. */
export type OnResult = (index: number, problems: readonly string[]) => void;

interface ServedRun {
  cases: readonly LocatedCase[];
  onResult: OnResult;
}

/** The fault server, which also gives each run its cases and receives the results. */
export interface CaseServer extends AsyncDisposable {
  url: string;
  port: number;
  /** Returns the name of the new run. */
  add: (run: ServedRun) => string;
}

const runUrl = /^\/runs\/([\w-]+)(?:\/(\d+))?$/;

export async function startCaseServer(): Promise<CaseServer> {
  const runs = new Map<string, ServedRun>();

  const server = await startFaultServer((request, response) => {
    const [, name = '', index] = runUrl.exec(request.url ?? '') ?? [];
    const run = runs.get(name);
    if (!run) return false;
    if (index === undefined) response.end(JSON.stringify(run.cases));
    else void receive(run.onResult, Number(index), request, response);
    return true;
  });
  return {
    url: server.url,
    port: server.port,
    add(run) {
      const name = randomUUID();
      runs.set(name, run);
      return name;
    },
    [Symbol.asyncDispose]: () => server.close(),
  };
}

async function receive(
  onResult: OnResult,
  index: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const problems = JSON.parse(await text(request)) as string[];
  response.end();
  onResult(index, problems);
}
