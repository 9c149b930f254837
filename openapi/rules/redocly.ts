/** The part of Redocly's plugin interface that our rules use. The CLI does not ship its types. */
export interface Context {
  location: Location;
  report: (problem: { message: string; location: Place }) => void;
  /** The target of a reference; `from` is the file that contains it. */
  resolve: (reference: { $ref: string }, from?: string) => { node?: unknown; location?: Location };
}

export interface Source {
  absoluteRef: string;
  body: string;
}

export interface Location {
  source: Source;
  pointer: string;
  absolutePointer: string;
  child: (segments: string | number | (string | number)[]) => Location;
}

/** The location of a problem: a node of a file, or a range of its text. */
export type Place =
  | { source: Source; pointer: string }
  | { source: Source; pointer: undefined; start: TextPosition; end: TextPosition };

/** Both count from 1. */
export interface TextPosition {
  line: number;
  col: number;
}

type Visit = (node: never, context: Context) => void;

/** Functions to call at each node of a kind, before or after its child nodes. */
export type Visitors = () => Record<string, Visit | { enter?: Visit; leave?: Visit }>;
