import {
  Environment,
  type ParseError,
  type ParseResult,
  type TypeError as CelTypeError,
} from '@marcbachmann/cel-js';
import { pointerTo } from '@batch-status/json-schema';

import { antecedentOf } from '../cel/antecedent.ts';
import { celTypes, namespace, UnfitValue, type CelType } from '../types/cel-types.ts';
import { fieldPointer } from '../types/field-path.ts';
import type { Invariant, Verdict } from './invariant.ts';
import { memberDiagnostics, type RuleDiagnostic } from './member-diagnostics.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { WrittenRule } from './rule-list.ts';
import type { Shape } from '../types/shape.ts';
import { shortcutOf } from './shortcut.ts';
import { mentions } from '../cel/syntax.ts';
import { readsOf } from '../cel/reads.ts';

export type Compiled = { invariant: Invariant } | { diagnostics: Diagnostic[] };

/** Compiles the rules beside one schema. */
export function ruleCompiler(shape: Shape): (written: WrittenRule) => Compiled {
  const environment = new Environment();
  const type = celTypes(environment)(shape);
  environment.registerVariable('self', type.name).registerVariable('oldSelf', type.name);

  return (written) => {
    const at = pointerTo(written.pointer, 'rule');
    const inRule = (diagnostics: RuleDiagnostic[]): Compiled => ({
      diagnostics: diagnostics.map((diagnostic) => ({ ...diagnostic, pointer: at })),
    });

    const program = parsed(environment, written.rule);
    if ('message' in program) return inRule([program]);
    const { ast } = program;
    const variables = new Map([
      ['self', shape],
      ['oldSelf', shape],
    ]);
    const diagnostics = memberDiagnostics(ast, variables);
    if (diagnostics.length > 0) return inRule(diagnostics);
    const typeDiagnostic = diagnosticOfType(program);
    if (typeDiagnostic) return inRule([typeDiagnostic]);

    const field = fieldPointer(written.fieldPath ?? '', shape);
    if ('diagnostic' in field) {
      const message = `"fieldPath" is "${written.fieldPath}"; ${field.diagnostic}`;
      return { diagnostics: [{ message, pointer: pointerTo(written.pointer, 'fieldPath') }] };
    }
    const antecedent = environment.parse(antecedentOf(ast));
    const certainlyHolds = shortcutOf(ast, shape);
    return {
      invariant: {
        ...written,
        field: field.pointer,
        isTransition: mentions(ast, 'oldSelf'),
        reads: readsOf(ast),
        evaluate: (self, oldSelf) =>
          certainlyHolds?.(self, oldSelf) ? holding : evaluate(program, type, self, oldSelf),
        isVacuous(self, oldSelf) {
          const verdict = evaluate(antecedent, type, self, oldSelf);
          return 'holds' in verdict && verdict.holds;
        },
      },
    };
  };
}

const holding: Verdict = Object.freeze({ holds: true });

function parsed(environment: Environment, rule: string): ParseResult | RuleDiagnostic {
  try {
    return environment.parse(rule);
  } catch (error) {
    const { summary, range } = error as ParseError;
    return { message: `The rule is not valid CEL: ${summary}`, range: range ?? whole(rule) };
  }
}

function diagnosticOfType(program: ParseResult): RuleDiagnostic | undefined {
  const { valid, type, error } = program.check();
  if (!valid) {
    const { summary, range } = error as CelTypeError;
    return { message: words(summary), range: range ?? program.ast.range };
  }
  if (type === 'bool') return undefined;
  return {
    message: `A rule must be of the type bool, found ${words(type!)}`,
    range: program.ast.range,
  };
}

function evaluate(program: ParseResult, type: CelType, self: unknown, oldSelf: unknown): Verdict {
  try {
    const variables: Record<string, unknown> = { self: type.fromJson(self, 'self') };
    if (oldSelf !== undefined) variables['oldSelf'] = type.fromJson(oldSelf, 'oldSelf');
    return { holds: program(variables) === true };
  } catch (error) {
    if (error instanceof UnfitValue) return { error: error.message };
    // The library's message can quote a value.
    const { code, range } = error as { code?: string; range?: { start: number } };
    if (code === undefined) throw error;
    return {
      error: `${code.replaceAll('_', ' ')} at character ${(range?.start ?? 0) + 1} of the rule`,
    };
  }
}

/** Without the prefix of our types. */
function words(message: string): string {
  return message.replaceAll(namespace, '');
}

function whole(rule: string): { start: number; end: number } {
  return { start: 0, end: rule.length };
}
