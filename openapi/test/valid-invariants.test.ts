import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

/**
 * Schemas that each have one fault. `‹` and `›` surround the part that the linter must point to, with
 * this message.
 */
const faults: readonly [why: string, schema: string][] = [
  ['must be a list of rules, found an object', 'x-validations: ‹{ rule: "true" }›'],
  ['A rule must be an object, found a string', 'x-validations: [‹"true"›]'],
  ['A rule has no member "field"', 'x-validations: [{ rule: "true", message: M, field: ‹.n› }]'],
  ['"rule" must be text, found nothing', 'x-validations: [‹{ message: M }›]'],
  ['"rule" must be text, found an integer', 'x-validations: [{ rule: ‹1›, message: M }]'],
  [
    '"message" must be text, found an empty string',
    'x-validations: [{ rule: "true", message: ‹" "› }]',
  ],
  [
    '"fieldPath" must be text, found a boolean',
    'x-validations: [{ rule: "true", message: M, fieldPath: ‹true› }]',
  ],
  [
    'its schema has no member "o"',
    'x-validations: [{ rule: "true", message: M, fieldPath: ‹.o› }]',
  ],
  ['write it as .member', 'x-validations: [{ rule: "true", message: M, fieldPath: ‹n› }]'],
  ['must be error or warning', 'x-validations: [{ rule: "true", message: M, severity: ‹hint› }]'],
  ['The rule is not valid CEL', 'x-validations: [{ rule: self.n ‹&› true, message: M }]'],
  ['self has no member "wating"', 'x-validations: [{ rule: ‹self.wating› > 0, message: M }]'],
  ['self.n may be absent', 'x-validations: [{ rule: ‹self.n› > 0, message: M }]'],
  [
    'must be of the type bool, found int',
    'required: [n]\nx-validations: [{ rule: ‹self.n + 1›, message: M }]',
  ],
  ['no such overload', 'required: [n]\nx-validations: [{ rule: ‹self.n == true›, message: M }]'],
  ['has no "oldSelf"', 'x-list: [{ rule: ‹oldSelf.n == self.n›, message: M }]'],
  ['does not apply to every value', 'x-arm: ‹[{ rule: "true", message: M }]›'],
];

interface Problem {
  message: string;
  location: { start: { line: number; col: number }; end: { line: number; col: number } }[];
}

let problems: Problem[];
/** Where what is wrong with each schema is written. */
const places: string[] = [];

beforeAll(async () => {
  const schemas = faults.map(([, schema], index) => written(schema, index)).join('');
  const text = `openapi: 3.1.0\ninfo: { title: Rules, version: '1' }\npaths: {}\ncomponents:\n  schemas:\n${schemas}`;
  for (const [number, line] of text.split('\n').entries()) {
    const [before, , after] = line.split(/[‹›]/);
    if (after !== undefined) places.push(`${number + 1}:${before!.length + 1}`);
  }
  problems = await lint(text.replaceAll(/[‹›]/g, ''));
});

/** A schema of an object with a member; `x-list` and `x-arm` are rules in a list and in a union. */
function written(schema: string, index: number): string {
  const lines = schema.split('\n').map((line) => `      ${line}\n`);
  const object = '      type: object\n      properties: { n: { type: integer } }\n';
  const inner = /x-(?:list|arm)/.exec(schema)?.[0];
  if (!inner) return `    S${index}:\n${object}${lines.join('')}`;
  const rules = schema.replace(inner, 'x-validations');
  const outer = inner === 'x-list' ? 'type: array\n      items:\n  ' : 'anyOf:\n        -';
  const part = `type: object\n          required: [n]\n          properties: { n: { type: integer } }\n          ${rules}\n`;
  const space = inner === 'x-list' ? '        ' : ' ';
  return `    S${index}:\n      x-validations: [{ rule: "true", message: M }]\n      ${outer}${space}${part}`;
}

async function lint(text: string): Promise<Problem[]> {
  const folder = await mkdtemp(join(tmpdir(), 'batch-status-rules-'));
  afterAll(() => rm(folder, { recursive: true }));
  const plugin = fileURLToPath(new URL('../rules/plugin.ts', import.meta.url));
  const config = { plugins: [plugin], rules: { 'batch-status/valid-invariants': 'error' } };
  await writeFile(join(folder, 'redocly.yaml'), JSON.stringify(config));
  await writeFile(join(folder, 'api.yaml'), text);
  const redocly = fileURLToPath(import.meta.resolve('@redocly/cli/bin/cli.js'));
  const args = [redocly, 'lint', 'api.yaml', '--format', 'json', '--max-problems', '1000'];
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, args, { cwd: folder }, (_, stdout) => resolve(stdout));
  });
  return (JSON.parse(output) as { problems: Problem[] }).problems;
}

test.each(faults.map(([why], index) => [why, index] as const))(
  '"%s" is an error at its line and column',
  (why, index) => {
    const found = problems.filter(({ location: [at] }) => {
      return `${at!.start.line}:${at!.start.col}` === places[index];
    });
    expect(found.map(({ message }) => message)).toEqual([expect.stringContaining(why)]);
  },
);

test('the linter reports nothing else', () => {
  expect(problems.length).toBe(faults.length);
});
