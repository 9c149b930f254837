/** The request that the sections measure. */
export const statusPath = '/v1/api/batch-calls/{batchId}/status';

export const credentials = { 'x-api-key': 'test-key', 'x-workspace-id': 'test-workspace' };

export function statusUrl(baseUrl: string, batchId: string): string {
  return baseUrl + statusPath.replace('{batchId}', batchId);
}
