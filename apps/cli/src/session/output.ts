import { toAscii } from '../text/ascii.ts';

/** What the command uses of standard output, which can be a terminal, a file, or a pipe. */
export interface Output {
  readonly isTTY: boolean;
  readonly columns: number;
  readonly rows: number;
  write: (text: string) => boolean;
  on: (event: 'resize', listener: () => void) => unknown;
  off: (event: 'resize', listener: () => void) => unknown;
}

export type Writable = Pick<Output, 'write'>;

/** Replaces typographic characters in what is written to the output, if `isAscii`. */
export const plainOutput = (output: Writable, isAscii: boolean): Writable =>
  isAscii ? { write: (text) => output.write(toAscii(text)) } : output;
