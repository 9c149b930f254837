import {
  createReferenceServer,
  DataFileError,
  type AddBatchOptions,
  type ReferenceServer,
  type ReferenceServerOptions,
} from '@batch-status/reference-server';

/** Under `exactOptionalPropertyTypes`, an option may be absent, or explicitly `undefined`. */
const optionsOf = ({ port, calls }: { port?: number; calls?: number }): ReferenceServerOptions => ({
  port,
  data: undefined,
  rateLimit: { requests: 60, period: 60_000 },
  demo: { calls },
  log: (message, cause) => console.error(message, cause),
});

export async function start(): Promise<string> {
  const server: ReferenceServer = createReferenceServer(optionsOf({ port: 0 }));
  const batch: AddBatchOptions = { calls: 10, seed: undefined };
  server.addBatch('b', batch);
  try {
    return (await server.listen()).url;
  } catch (error) {
    if (error instanceof DataFileError) return error.message;
    throw error;
  } finally {
    await server.close();
  }
}
