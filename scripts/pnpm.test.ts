import { afterEach, expect, test, vi } from 'vitest';
import { pnpm } from './pnpm.js';

afterEach(() => void vi.unstubAllEnvs());

test.each([
  ['/lib/pnpm.cjs', [process.execPath, '/lib/pnpm.cjs', 'pack']],
  ['/lib/pnpm.mjs', [process.execPath, '/lib/pnpm.mjs', 'pack']],
  ['C:\\pnpm\\pnpm.exe', ['C:\\pnpm\\pnpm.exe', 'pack']],
  ['/lib/pnpm', ['/lib/pnpm', 'pack']],
])(
  'runs the same pnpm that runs this script, whether it is a script or a program: %s',
  (path, command) => {
    vi.stubEnv('npm_config_user_agent', 'pnpm/12.21.0 npm/? node/v24');
    vi.stubEnv('npm_execpath', path);
    expect(pnpm('pack')).toEqual(command);
  },
);

test('without one, or under npm, searches the PATH for pnpm', () => {
  vi.stubEnv('npm_execpath', '/lib/npm-cli.js');
  vi.stubEnv('npm_config_user_agent', 'npm/11.0.0 node/v24');
  expect(pnpm('pack')).toEqual(['pnpm', 'pack']);
  vi.stubEnv('npm_config_user_agent', undefined);
  expect(pnpm('pack')).toEqual(['pnpm', 'pack']);
});
