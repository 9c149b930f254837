import { expect, test } from 'vitest';
import { sharedName } from '../../src/command/shared-monitor.ts';
import { start } from '../command/start-command.ts';

test('a Redis that cannot be used ends it with 1 and one sentence', async () => {
  const env = { REDIS_URL: 'redis://user:secret-1@127.0.0.1:1' };
  const command = start(['--redis'], env);
  expect(await command.exitCode).toBe(1);
  expect(command.errors).toBe(
    'batch-status-dashboard: The Redis at 127.0.0.1:1 refuses connections; start it, or name another one.\n',
  );
});

test('dashboards share a poller if their keys and workspaces and the API are the same, however its URL is written', () => {
  const own = sharedName(['key-1', 'ws-1']);
  for (const url of [
    'https://api.trillet.ai',
    'https://api.trillet.ai/',
    'HTTPS://API.trillet.ai:443',
  ]) {
    expect(sharedName(['key-1', 'ws-1'], url)).toBe(own);
  }
  expect(sharedName(['key-2', 'ws-1'])).not.toBe(own);
  expect(sharedName(['key-1', 'ws-2'])).not.toBe(own);
  expect(sharedName(['key-1', 'ws-1'], 'https://api.trillet.ai/v2')).not.toBe(own);
  expect(own).not.toMatch(/key-1|ws-1/);
});
