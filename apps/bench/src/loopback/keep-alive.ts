/** How long a server keeps a connection on which nothing is requested, in milliseconds. Node's default is 5 s. */
export const keepAliveTimeout = 60_000;
