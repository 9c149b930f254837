/** The exit codes that every command needs. Each command has a table of its own. */
export interface ExitCodes {
  /** The arguments are wrong, or Node is too old. */
  usage: number;
  /** The reader of the output closed it before the end, as `head` does. */
  outputClosed: number;
  /** The output cannot be written, for example because the disk is full. */
  outputFailed: number;
  /** A second SIGINT arrived before the command had stopped. By convention 130. */
  interrupted: number;
  /** As `interrupted`, for SIGTERM. By convention 143. */
  terminated: number;
  /** The command threw an error that it does not expect. */
  unexpected: number;
}
