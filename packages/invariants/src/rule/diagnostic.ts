/** Why a rule cannot be used. */
export interface Diagnostic {
  /** What was found and what to do, without a full stop. */
  message: string;
  /** The pointer to the rule, or to a part of it. */
  pointer: string;
  /** A part of the rule's text, in characters from 0; absent if the diagnostic is not about a part. */
  range?: { start: number; end: number };
}

/** A diagnostic about a part of a rule, which is yet to be located. */
export type RuleDiagnostic = Required<Pick<Diagnostic, 'message' | 'range'>>;
