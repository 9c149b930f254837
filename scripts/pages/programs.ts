const client = `
  import * as batchStatus from '@batch-status/fetch';
  const client = batchStatus.createBatchStatusClient({ baseUrl: '/api' });
`;

/** Programs of pages that use the client. */
export const programs = {
  'one call': `${client} console.log(await client.getBatchStatus('b'));`,
  watching: `${client} for await (const update of batchStatus.watch(client, 'b')) console.log(update);`,
};

export type Program = keyof typeof programs;

/** What the size of one call is compared with. */
export const openapiFetchCall = `
  import createClient from 'openapi-fetch';
  console.log(await createClient({ baseUrl: '/api' }).GET('/'));
`;
