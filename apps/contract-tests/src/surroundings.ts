/** What a command has around it. */
export interface Surroundings {
  /** Takes a line, or several, of output. */
  print: (text: string) => void;
  /** Where people are told how it goes. */
  terminal: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>;
  /** A signal that is aborted when `record` is to end. */
  interruption: () => AbortSignal;
  /** The time of what is recorded, in milliseconds since the epoch. Default: the system's. */
  now?: () => number;
}
