import { expect, test } from 'vitest';
import { start } from '../command/start-command.ts';

test('a Redis that cannot be used ends it with 1 and one sentence', async () => {
  const env = { REDIS_URL: 'redis://user:secret-1@127.0.0.1:1' };
  const command = start(['--redis'], env);
  expect(await command.exitCode).toBe(1);
  expect(command.errors).toBe(
    'batch-status-dashboard: The Redis at 127.0.0.1:1 refuses connections; start it, or name another one.\n',
  );
});
