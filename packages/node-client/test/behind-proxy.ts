/** Prints the total of a batch that is requested as the environment says, or the error. */
import { createBatchStatusClient } from '@batch-status/node';

const client = createBatchStatusClient({ retry: false });
const outcome = await client.getBatchStatus('b').then(
  ({ total }) => total,
  (error: Error) => error.message,
);
process.stdout.write(`${outcome}`);
