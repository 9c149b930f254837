import type {
  ASTNode,
  Environment,
  ParseError,
  ParseResult,
  TypeCheckResult,
  TypeError as CelTypeError,
} from '@marcbachmann/cel-js';
import { pointerTo } from '@batch-status/json-schema';

import { ruleEnvironment } from '../cel/environment.ts';
import { antecedentOf } from '../cel/antecedent.ts';
import { evaluate } from '../evaluation/evaluate.ts';
import { Failure } from '../evaluation/failure.ts';
import { beginEvaluation, TooManySteps } from '../evaluation/work.ts';
import type { Value } from '../evaluation/value.ts';
import { celTypes, namespace, type CelType } from '../types/cel-types.ts';
import { fieldPointer } from '../types/field-path.ts';
import type { Invariant, Verdict } from './invariant.ts';
import { memberDiagnostics } from './member-diagnostics.ts';
import type { Diagnostic, RuleDiagnostic } from './diagnostic.ts';
import type { WrittenRule } from './rule-list.ts';
import type { Shape } from '../types/shape.ts';
import { shortcutOf } from './shortcut.ts';
import { unsupportedParts } from './unsupported.ts';
import { depthOf, mentions } from '../cel/syntax.ts';
import { withoutEmptyLiterals } from '../cel/empty-literals.ts';
import { readsOf } from '../cel/reads.ts';

export type Compiled = { invariant: Invariant } | { diagnostics: Diagnostic[] };

/** Compiles the rules beside one schema. */
export function ruleCompiler(shape: Shape): (written: WrittenRule) => Compiled {
  const environment = ruleEnvironment();
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
    if (depthOf(ast) > deepest) {
      const message = 'The rule is nested too deeply; write it as several rules';
      return inRule([{ message, range: whole(written.rule) }]);
    }
    const variables = new Map([
      ['self', shape],
      ['oldSelf', shape],
    ]);
    const diagnostics = memberDiagnostics(ast, variables);
    if (diagnostics.length > 0) return inRule(diagnostics);
    const typeDiagnostic = diagnosticOfType(environment, program);
    if (typeDiagnostic) return inRule([typeDiagnostic]);
    const unsupported = unsupportedParts(ast);
    if (unsupported.length > 0) return inRule(unsupported);

    const field = fieldPointer(written.fieldPath ?? '', shape);
    if ('diagnostic' in field) {
      const message = `"fieldPath" is "${written.fieldPath}"; ${field.diagnostic}`;
      return { diagnostics: [{ message, pointer: pointerTo(written.pointer, 'fieldPath') }] };
    }
    const antecedent = antecedentOf(ast);
    const certainlyHolds = shortcutOf(ast, shape);
    return {
      invariant: {
        ...written,
        field: field.pointer,
        isTransition: mentions(ast, 'oldSelf'),
        reads: readsOf(ast),
        evaluate(self, oldSelf) {
          beginEvaluation();
          return certainlyHolds?.(self, oldSelf) ? holding : verdictOf(ast, type, self, oldSelf);
        },
        isVacuous(self, oldSelf) {
          beginEvaluation();
          const verdict = verdictOf(antecedent, type, self, oldSelf);
          return 'holds' in verdict && verdict.holds;
        },
      },
    };
  };
}

/** In a chain of operators, each one is a level. */
const deepest = 500;

const holding: Verdict = Object.freeze({ holds: true });

function parsed(environment: Environment, rule: string): ParseResult | RuleDiagnostic {
  try {
    return environment.parse(rule);
  } catch (error) {
    const { summary, range } = error as ParseError;
    return { message: `The rule is not valid CEL: ${summary}`, range: range ?? whole(rule) };
  }
}

function diagnosticOfType(
  environment: Environment,
  program: ParseResult,
): RuleDiagnostic | undefined {
  const { valid, type, error } = checked(environment, program);
  const { range } = program.ast;
  if (!valid) {
    const { summary, range: place } = error as Partial<CelTypeError>;
    // An internal error of the library has no summary.
    const message =
      summary === undefined ? 'The types of the rule cannot be checked' : words(summary);
    return { message, range: place ?? range };
  }
  if (type === 'bool') return undefined;
  return { message: `A rule must be of the type bool, found ${words(type!)}`, range };
}

/** Checks the types of a rule. */
function checked(environment: Environment, program: ParseResult): TypeCheckResult {
  const result = program.check();
  if (result.valid || (result.error as Partial<CelTypeError>).summary !== undefined) return result;
  // The library cannot choose between the operators for elements of an empty list.
  const { ast } = program;
  return environment.parse(withoutEmptyLiterals(ast)).check();
}

function verdictOf(rule: ASTNode, type: CelType, self: unknown, oldSelf: unknown): Verdict {
  try {
    const variables = new Map<string, Value>([['self', type.fromJson(self, 'self')]]);
    if (oldSelf !== undefined) variables.set('oldSelf', type.fromJson(oldSelf, 'oldSelf'));
    return { holds: evaluate(rule, variables) === true };
  } catch (error) {
    if (error instanceof TooManySteps) return { error: error.message, isUnfinished: true };
    if (error instanceof Failure) return { error: error.message };
    throw error;
  }
}

/** Without the prefix of our types. */
function words(message: string): string {
  return message.replaceAll(namespace, '');
}

function whole(rule: string): { start: number; end: number } {
  return { start: 0, end: rule.length };
}
