/** What kind of promise a point is about, by the word for one of them. */
export const kinds = [
  'response',
  'header',
  'member',
  'items',
  'value',
  'null',
  'arm',
  'bound',
  'rule',
] as const;

export type Kind = (typeof kinds)[number];

/** One thing of a contract that a recording shows or does not show. */
export interface Point {
  kind: Kind;
  /** What a recording has to have, in words of the contract. */
  what: string;
  /** The place in the contract. */
  pointer: string;
}

/** A point that a value of a schema shows. */
export interface SchemaPoint extends Point {
  isShownBy: (value: unknown) => boolean;
}
