/** How a command communicates with its surroundings. */
export interface Surroundings {
  /** Prints one or more lines of output. */
  print: (text: string) => void;
  /** Where progress and errors are written. */
  terminal: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>;
  /** A signal that is aborted when `record` or `verify` is to end, with the name of the signal as its reason. */
  interruption: () => AbortSignal;
  /** The time for recordings, in milliseconds since the epoch. Default: the system clock. */
  now?: () => number;
}
