/** The kinds of points. */
export const kinds = [
  'response',
  'header',
  'member',
  'items',
  'value',
  'null',
  'branch',
  'bound',
  'rule',
] as const;

export type Kind = (typeof kinds)[number];

/** One part of a contract that a recording can show. */
export interface Point {
  kind: Kind;
  /** What a recording must have, in the words of the contract. */
  what: string;
  /** Where it is in the contract. */
  pointer: string;
}

/** A point that a value of a schema can show. */
export interface SchemaPoint extends Point {
  isShownBy: (value: unknown) => boolean;
}
