import { createBatchStatusClient, sensitiveMembers } from '@batch-status/node';

const [batchId = 'demo'] = process.argv.slice(2);
const batch = await createBatchStatusClient().getBatchStatus(batchId);

const isSensitive = (member: string): boolean =>
  sensitiveMembers.some((sensitive) => sensitive === member);
const text = JSON.stringify(batch, (member, value) => (isSensitive(member) ? '•••' : value));
console.log(text);
