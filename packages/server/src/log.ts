/** Receives an error of the server itself. `cause` is for the operator of the server. */
export type Log = (message: string, cause: unknown) => void;
