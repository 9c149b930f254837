import contract from '@batch-status/spec/openapi.json' with { type: 'json' };

export const version: string = contract.openapi;
