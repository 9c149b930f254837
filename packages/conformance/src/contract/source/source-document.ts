/** Lines and columns count from 1. */
export interface Position {
  line: number;
  column: number;
}

/** A file of a contract that knows where each part of it is written. */
export interface SourceDocument {
  file: string;
  value: unknown;
  /** Where the target of a pointer is written. Without a target, where it would be. */
  positionOf: (pointer: string) => Position;
  /** The pointer into the file, if the value was converted from another form. */
  pointerOf?: (pointer: string) => string;
  /** The text of the number at a pointer, which can have more digits than its value. */
  textOfNumber: (pointer: string) => string | undefined;
}

/** Why text cannot be parsed, and where. */
export class UnreadableText extends Error {
  readonly position: Position;

  constructor(message: string, position: Position) {
    super(message);
    this.position = position;
  }
}
