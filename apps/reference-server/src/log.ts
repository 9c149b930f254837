/** Receives a fault that the server should not have. `cause` helps the person who runs it. */
export type Log = (message: string, cause: unknown) => void;
