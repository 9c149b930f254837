export { compileInvariants, type Invariants } from './compile-invariants.ts';
export type { Application, Invariant, Verdict } from './invariant.ts';
export { referencesWithin, type Place, type Resolve } from './place.ts';
export type { Problem } from './problem.ts';
export { ruleVariants, type RuleVariant } from './rule-variants.ts';
export type { Severity } from './rule-list.ts';
