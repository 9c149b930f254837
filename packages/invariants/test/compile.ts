import { referencesWithin } from '@batch-status/json-schema';
import { compileInvariants, type Invariants, type Verdict } from '../src/index.ts';

interface BatchSchema {
  type: string;
  required: string[];
  properties: object;
  $defs: object;
}

/** A batch with a member of each type, required and not. */
export const batchSchema: BatchSchema = {
  type: 'object',
  required: ['done', 'total', 'calls', 'mean', 'open'],
  properties: {
    done: { type: 'integer' },
    total: { $ref: '#/$defs/Count' },
    mean: { type: 'number' },
    open: { type: 'boolean' },
    endedAt: { type: ['integer', 'null'] },
    owner: { type: 'string' },
    calls: { type: 'array', items: { $ref: '#/$defs/Call' } },
  },
  $defs: {
    Count: { type: 'integer', minimum: 0 },
    Call: {
      anyOf: [
        {
          type: 'object',
          required: ['id', 'kind'],
          properties: { id: { type: 'string' }, kind: { const: 'ended' }, at: { type: 'integer' } },
        },
        {
          type: 'object',
          required: ['id', 'kind'],
          properties: { id: { type: 'string' }, kind: { type: 'string' } },
        },
      ],
    },
  },
};

export function batch(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { done: 2, total: 3, mean: 4.5, open: true, calls: [], ...changes };
}

export function compile(schema: object): Invariants {
  return compileInvariants({ schema, pointer: '' }, referencesWithin(schema));
}

export function compileRules(...rules: string[]): Invariants {
  const written = rules.map((rule) => ({ rule, message: 'It holds.' }));
  return compile({ ...batchSchema, 'x-validations': written });
}

/** What a rule that compiles says of a batch, or of two in a row. */
export function verdictOf(rule: string, self: unknown, oldSelf?: unknown): Verdict {
  return only(compileRules(rule)).evaluate(self, oldSelf);
}

/** What is wrong with a rule that does not compile. */
export function refusal(rule: string): { message: string; text: string } {
  const { diagnostics, rules } = compileRules(rule);
  if (rules.length > 0 || diagnostics.length !== 1) throw new Error(`Not refused once: ${rule}`);
  const [{ message, range }] = diagnostics as [(typeof diagnostics)[number]];
  return { message, text: rule.slice(range?.start, range?.end) };
}

/** The one rule that was compiled. */
export function only({ rules, diagnostics }: Invariants): Invariants['rules'][number] {
  const [rule, another] = rules;
  if (rule && !another && diagnostics.length === 0) return rule;
  throw new Error(diagnostics.map(({ message }) => message).join('\n'));
}
