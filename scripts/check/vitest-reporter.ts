import { stripVTControlCharacters } from 'node:util';
import type {
  Reporter,
  TestCase,
  TestModule,
  TestProject,
  TestSpecification,
  TestSuite,
  Vitest,
} from 'vitest/node';
import { encodeEvent, type RunEvent, type SkippedTest } from './run-events.ts';

type Entity = TestCase | TestSuite | TestModule;

/** Writes each event of a run to standard output when it happens. */
export default class RunReporter implements Reporter {
  #vitest!: Vitest;
  readonly #logs = new Map<string, string>();

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  onTestRunStart(specifications: readonly TestSpecification[]): void {
    write({ type: 'started', files: specifications.length });
  }

  onUserConsoleLog({ taskId, content }: { taskId?: string; content: string }): void {
    if (taskId) this.#logs.set(taskId, `${this.#logs.get(taskId) ?? ''}${content}`);
  }

  onTestCaseResult(test: TestCase): void {
    const { state, errors = [] } = test.result();
    const log = this.#logs.get(test.id);
    this.#logs.delete(test.id);
    if (state !== 'failed') return;
    const details = this.#format(errors, test.project);
    write({ type: 'failed', name: nameOf(test), details: log ? `${details}\n\n${log}` : details });
  }

  onTestSuiteResult(suite: TestSuite): void {
    this.#reportHooks(suite);
  }

  onTestModuleEnd(testModule: TestModule): void {
    this.#reportHooks(testModule);
    const tests = [...testModule.children.allTests()];
    write({
      type: 'file',
      passed: tests.filter((test) => test.result().state === 'passed').length,
      skipped: tests.filter((test) => isSkipped(test)).map(skippedTest),
    });
  }

  async onTestRunEnd(_: readonly TestModule[], unhandled: readonly unknown[]): Promise<void> {
    for (const error of unhandled) {
      write({ type: 'failed', name: 'an error outside the tests', details: this.#format([error]) });
    }
    // vitest exits after this, and a pipe may be slow.
    await new Promise<void>((resolve) => {
      process.stdout.write(encodeEvent({ type: 'ended' }), () => resolve());
    });
  }

  /** A file that cannot be loaded, or a hook that fails, keeps tests from running. */
  #reportHooks(entity: TestSuite | TestModule): void {
    const errors = entity.errors();
    if (errors.length === 0) return;
    const kept = [...entity.children.allTests()].filter((test) => keptFromRunning(test)).length;
    const details = this.#format(errors, entity.project);
    const note = kept === 0 ? '' : `\n\nTests that could not run because of it: ${kept}`;
    write({ type: 'failed', name: nameOf(entity), details: `${details}${note}` });
  }

  #format(errors: readonly unknown[], project?: TestProject): string {
    return errors
      .map((error) => this.#vitest.logger.formatError(error, project ? { project } : {}).output)
      .map((text) => stripVTControlCharacters(text).trim())
      .join('\n\n');
  }
}

function write(event: RunEvent): void {
  process.stdout.write(encodeEvent(event));
}

function nameOf(entity: Entity): string {
  if (entity.type === 'module') return entity.relativeModuleId;
  return `${entity.module.relativeModuleId} > ${entity.fullName}`;
}

/** vitest calls such a test skipped, but the failure is what counts. */
function keptFromRunning(test: TestCase): boolean {
  if (test.result().state !== 'skipped' || test.options.mode !== 'run') return false;
  for (let parent: TestSuite | TestModule = test.parent; ; parent = parent.parent) {
    if (parent.errors().length > 0) return true;
    if (parent.type === 'module') return false;
  }
}

function isSkipped(test: TestCase): boolean {
  return test.result().state === 'skipped' && !keptFromRunning(test);
}

function skippedTest(test: TestCase): SkippedTest {
  const result = test.result();
  const note = result.state === 'skipped' ? result.note : undefined;
  return { name: nameOf(test), note };
}
