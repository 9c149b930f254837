import { expect, test } from 'vitest';
import { credentials, startServer } from '../running-server.ts';

test.each<[string, Record<string, string>, Record<string, string>]>([
  [
    'an unknown key',
    { 'x-api-key': 'another' },
    { error: 'Invalid API key', message: 'Send a known key in the x-api-key header.' },
  ],
  [
    'an empty workspace',
    { 'x-workspace-id': '' },
    {
      error: 'Missing workspace',
      message: 'Send the identifier of the workspace in the x-workspace-id header.',
    },
  ],
])('the response to %s says what to send', async (_, headers, body) => {
  const server = await startServer();
  expect(await (await server.get('demo', headers)).json()).toEqual(body);
});

test('a key can contain every character that a header can', async () => {
  const server = await startServer({ apiKey: 'clé' });
  const status = async (key: string): Promise<number> =>
    (await fetch(server.statusUrl('demo'), { headers: { ...credentials, 'x-api-key': key } }))
      .status;
  expect(await status('clé')).toBe(200);
  expect(await status('clè')).toBe(401);
});
