export { compileInvariants, type Invariants } from './compile-invariants.ts';
export type { Application, Invariant, Verdict } from './rule/invariant.ts';
export type { Diagnostic } from './rule/diagnostic.ts';
export { ruleVariants, type RuleVariant } from './cel/rule-variants.ts';
export type { Severity } from './rule/rule-list.ts';
export { countedTogether } from './evaluation/work.ts';
