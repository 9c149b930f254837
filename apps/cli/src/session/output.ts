/** The part of a standard output that the command uses, whether or not it is a terminal. */
export interface Output {
  readonly isTTY: boolean;
  readonly columns: number;
  readonly rows: number;
  write: (text: string) => boolean;
  on: (event: 'resize', listener: () => void) => unknown;
  off: (event: 'resize', listener: () => void) => unknown;
}

/** The part of an output that code which does not draw needs. */
export type Writable = Pick<Output, 'write'>;
