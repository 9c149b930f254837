/** The part of Redocly's plugin interface that our rules use; the CLI ships without its types. */
export interface Context {
  location: Location;
  report: (problem: { message: string; location: Place }) => void;
  /** The target of a reference; `from` is the file that it stands in. */
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

/** Where a problem is: a node of a file, or a part of its text. */
export type Place =
  | { source: Source; pointer: string }
  | { source: Source; pointer: undefined; start: TextPosition; end: TextPosition };

/** Both count from 1. */
export interface TextPosition {
  line: number;
  col: number;
}

type Visit = (node: never, context: Context) => void;

/** What happens at each node of a kind, before or after the nodes in it. */
export type Visitors = () => Record<string, Visit | { enter?: Visit; leave?: Visit }>;
