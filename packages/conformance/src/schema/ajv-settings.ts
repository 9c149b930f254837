import { Ajv2020, type Options } from 'ajv/dist/2020.js';

import { addEquality } from './keywords/equality.ts';
import { addCheckedFormats } from './keywords/formats.ts';
import { boundedPattern, type BoundedPattern } from './pattern/bounded-pattern.ts';
import { addMultipleOf } from './keywords/multiple-of.ts';
import { addUniqueItems } from './keywords/unique-items.ts';
import { addRememberedReferences } from './keywords/remembered-references.ts';
import { addUnions, type FitsInner } from './keywords/unions.ts';
import { mostSteps, Work } from './work.ts';

/** Thrown by a validator that has more errors than anyone reads. */
export const tooManyErrors = 'too many errors';
const mostErrors = 50_000;

/**
 * At each `$ref`, Ajv copies all errors so far, which takes quadratic time. Appending to them is safe,
 * because only one call uses an array of errors.
 */
const copiedErrors = /vErrors\.concat\(([\w.]+)\)/g;
const appendedErrors = `$1.reduce((all, error) => {
  if (all.push(error) > ${mostErrors}) throw '${tooManyErrors}';
  return all;
}, vErrors)`;
const addedError = /vErrors\.push\((\w+)\);/g;
const addedUpToMost = `if (vErrors.push($1) > ${mostErrors}) throw '${tooManyErrors}';`;

const regExp = Object.assign((source: string): BoundedPattern => boundedPattern(source), {
  code: 'boundedPattern',
});

/** Each schema becomes a function, which begins like this. `self` is the compiler. */
const functionStart = 'let vErrors = null;';
const countedStart = `${functionStart}if (++self.opts.work.steps > self.opts.work.most) self.opts.work.stop();`;

const code = {
  regExp,
  process: (source: string): string =>
    source
      .replaceAll(copiedErrors, appendedErrors)
      .replaceAll(addedError, addedUpToMost)
      .replaceAll(functionStart, countedStart),
};

const common: Options = {
  // Strict modes restrict the style of a schema, not its meaning. Only numbers are checked strictly.
  strict: false,
  strictNumbers: true,
  // Errors then carry their schema, and only that tells where in the contract they come from.
  verbose: true,
  inlineRefs: false,
  logger: false,
  code,
};

/** A verdict needs no list of errors, so one error of each reference is enough. */
const forVerdictsCode = {
  regExp,
  process: (source: string): string =>
    source
      .replaceAll(copiedErrors, '(vErrors.push($1[0]), vErrors)')
      .replaceAll(functionStart, countedStart),
};

const forCheckedSchemas: Options = { ...common, validateSchema: false };

function ajvWith(options: Options, steps = mostSteps): Ajv2020 {
  const ajv = new Ajv2020(options);
  Object.assign(ajv.opts, { work: new Work(steps) });
  // The constructor switches them on. References by anchors are resolved, and unevaluated members are
  // found, before and after Ajv.
  Object.assign(ajv.opts, { dynamicRef: false, unevaluated: false });
  addCheckedFormats(ajv);
  addMultipleOf(ajv);
  addEquality(ajv);
  addUniqueItems(ajv);
  return ajv;
}

/**
 * Checks schemas against the meta-schema, for every contract: compiling the meta-schema takes longer
 * than compiling a contract, and mutation makes hundreds of contracts.
 */
export function metaSchemaAjv(): Ajv2020 {
  return (metaSchema ??= ajvWith({ ...common, allErrors: true }));
}

let metaSchema: Ajv2020 | undefined;

/**
 * Compiles validators that report every error, but not those in branches of unions. They run rarely, so
 * compiling is fast instead.
 */
export function everyErrorAjv(fits: FitsInner): Ajv2020 {
  const ajv = ajvWith({
    ...forCheckedSchemas,
    allErrors: true,
    code: { ...code, optimize: false },
  });
  addUnions(ajv, fits);
  return ajv;
}

/** Compiles validators that report the first error. */
export function firstErrorAjv(fits: FitsInner): Ajv2020 {
  const ajv = ajvWith(forCheckedSchemas);
  addUnions(ajv, fits);
  return ajv;
}

/** What a validator must do for keywords that most contracts do not use. */
export interface Demands {
  allErrors: boolean;
}

const forVerdicts: Options = {
  ...forCheckedSchemas,
  verbose: false,
  messages: false,
  inlineRefs: true,
  code: forVerdictsCode,
};

/** Enough for large bodies. After that, it is faster to remember verdicts. */
const fewSteps = 3_000_000;

/** Compiles fast validators that only tell whether a value is valid. */
export function verdictAjv(demands: Demands): Ajv2020 {
  const ajv = ajvWith(forVerdicts, fewSteps);
  Object.assign(ajv.opts, demands);
  return ajv;
}

/** Compiles slower validators, which apply no schema to the same part of a value twice. */
export function rememberingAjv(demands: Demands): Ajv2020 {
  const ajv = ajvWith({ ...forVerdicts, code: { ...forVerdictsCode, optimize: false } });
  addRememberedReferences(ajv);
  Object.assign(ajv.opts, demands);
  return ajv;
}
