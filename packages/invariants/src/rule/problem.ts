/** Why a rule cannot be judged. */
export interface Problem {
  /** What was found, and what to do. */
  message: string;
  /** Where in the schema, as a JSON pointer. */
  pointer: string;
  /** Where in the text of the rule, in characters from 0; absent if it is not about a part of it. */
  range?: { start: number; end: number };
}
