import {
  createReferenceServer,
  DataFileError,
  type AddBatchOptions,
  type ReferenceServer,
  type ReferenceServerOptions,
} from '@batch-status/reference-server';

const options: ReferenceServerOptions = {
  port: 0,
  rateLimit: { requests: 60, period: 60_000 },
  demo: { calls: 10 },
  log: (message, cause) => console.error(message, cause),
};

export async function start(): Promise<string> {
  const server: ReferenceServer = createReferenceServer(options);
  const batch: AddBatchOptions = { calls: 10, seed: 1 };
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
