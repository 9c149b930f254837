/** What requests must send by default. */
export const testKeys = { apiKey: 'test-key', workspaceId: 'test-workspace' } as const;
