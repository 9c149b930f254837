import { logged } from './child.ts';
import { Stage } from './stage.ts';

/** After so many milliseconds, a row that hangs fails. */
const limit = 120_000;

/** Runs a row about a server and its workers by itself. */
export const runRow = (play: (stage: Stage) => Promise<Record<string, number>>): Promise<void> =>
  runScript(async () => {
    await using stage = await Stage.open();
    const seen = await play(stage);
    const dials = stage.events('dialed');
    const calls = new Set(dials.map(({ call }) => call)).size;
    return { calls, dials: dials.length, reads: stage.reads, ...seen };
  });

/** Runs a script: it prints what it has seen, or what is wrong and what was logged. */
export async function runScript(play: () => Promise<Record<string, number>>): Promise<void> {
  const timer = setTimeout(() => fail(new Error('The row has not ended.')), limit);
  try {
    console.log(JSON.stringify(await play()));
  } catch (error) {
    fail(error);
  }
  clearTimeout(timer);
  process.exit();
}

function fail(error: unknown): never {
  console.error([...logged.slice(-40), '', (error as Error).stack].join('\n'));
  process.exit(1);
}
