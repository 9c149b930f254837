import type { ClientName, LocatedCase, RuntimeName } from '../cases/case.ts';
import { judgeCase } from './judge-case.ts';
import type { Library } from './library.ts';

/** One client in one runtime, which runs a list of cases. */
export interface CaseRun {
  library: Library;
  client: ClientName;
  runtime: RuntimeName;
  serverUrl: string;
  /** The name of the run, by which the server knows its cases. */
  run: string;
}

/**
 * Gets the cases of a run from the server, runs them, and sends it each result. It needs only `fetch`
 * and timers.
 */
export async function runCases({ run, ...surroundings }: CaseRun): Promise<void> {
  const url = `${surroundings.serverUrl}/runs/${run}`;
  const response = await fetch(url);
  const cases = (await response.json()) as LocatedCase[];
  for (const [index, each] of cases.entries()) {
    const problems = await judgeCase(each, surroundings, `${run}-${index}`).catch(
      (error: unknown) => [`The runner failed: ${(error as Error).stack ?? String(error)}`],
    );
    // Without a header that would need a preflight.
    const received = await fetch(`${url}/${index}`, {
      method: 'POST',
      body: JSON.stringify(problems),
    });
    await received.text();
  }
}
