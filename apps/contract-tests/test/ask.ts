const headers = { 'x-api-key': 'test-key', 'x-workspace-id': 'test-workspace' };
/** Requests a batch, and waits for the complete response. */
export const ask = async (url: string): Promise<void> => {
  await (await fetch(`${url}/v1/api/batch-calls/demo/status`, { headers })).arrayBuffer();
};
