/** What a command has around it. */
export interface Surroundings {
  /** Takes a line, or several, of output. */
  print: (text: string) => void;
  /** Where people are told how it goes. */
  terminal: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>;
}
