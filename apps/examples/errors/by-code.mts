import { createBatchStatusClient, isBatchStatusError } from '@batch-status/node';

const [batchId = 'demo'] = process.argv.slice(2);

try {
  const { completed } = await createBatchStatusClient().getBatchStatus(batchId);
  console.log(`${completed} calls completed`);
} catch (error) {
  if (isBatchStatusError(error, 'not_found')) {
    console.log('There is no such batch.');
  } else if (isBatchStatusError(error, 'rate_limited')) {
    console.log(`Try again in ${(error.retryAfter ?? 60_000) / 1000} s.`);
  } else if (isBatchStatusError(error)) {
    console.log(`${error.code}: ${error.message}`);
  } else {
    throw error;
  }
}
