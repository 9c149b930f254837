import { skippedParts, type SkippedPart } from './optional-parts.ts';
import type { SkippedTest } from './run-events.ts';

/** The result of one step. */
export interface Result {
  passed: number;
  /** The names of what failed. */
  failed: string[];
  skipped: SkippedTest[];
}

export interface Machine {
  platform: NodeJS.Platform;
  /** Whether this is a run of CI, which must not pass because something is missing. */
  ci: boolean;
}

/** What is printed at the end; the last line counts. */
export function summarize(
  results: readonly Result[],
  { platform, ci }: Machine,
): { text: string; ok: boolean } {
  const parts = skippedParts(results.flatMap(({ skipped }) => skipped));
  const required = parts.filter(({ part }) => ci && part.requiredOn.includes(platform));
  const optional = parts.filter((part) => !required.includes(part));
  const names = results.flatMap(({ failed }) => failed);
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = names.length + countTests(required);
  const lines = [
    ...names.map((name) => `Failed: ${name}`),
    ...optional.map((part) => describe('Skipped', part, platform)),
    ...required.map((part) => describe('Failed, because CI must not skip it', part, platform)),
    `${passed} passed, ${failed} failed, ${countTests(optional)} skipped`,
  ];
  return { text: lines.join('\n'), ok: failed === 0 };
}

function countTests(parts: readonly SkippedPart[]): number {
  return parts.reduce((sum, { tests }) => sum + tests.length, 0);
}

function describe(
  verdict: string,
  { part, tests }: SkippedPart,
  platform: NodeJS.Platform,
): string {
  const fix = part.fix[platform];
  const notes = new Set(tests.flatMap(({ note }) => note ?? []));
  const sentences = [
    `${verdict}: ${part.name} (${tests.length}), which need ${part.needs}.`,
    ...notes,
    ...(fix ? [`To run them: ${fix}`] : []),
  ];
  // Without a command that would run them, their names say most.
  const list = fix ? [] : tests.map(({ name }) => `  ${name}`);
  return [sentences.join(' '), ...list].join('\n');
}
