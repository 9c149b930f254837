import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { proxyDefaults } from '../../src/proxy/proxy-options.ts';
import { monitorDefaults } from '../../src/monitor/monitor-options.ts';
import { defaultRetryPolicy } from '../../src/settings/retry-policy.ts';
import {
  clientDefaults,
  resolveCallSettings,
  resolveSettings,
} from '../../src/settings/settings.ts';
import { watchDefaults } from '../../src/watch/watch-options.ts';

const readme = await readFile(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8');

/** The text under a heading, up to the next one. */
function section(heading: string): string {
  const [, text = ''] = readme.split(`\n### ${heading}\n`);
  return text.split('\n#')[0]!;
}

const tableOf = (heading: string): Record<string, string> =>
  Object.fromEntries(
    [...section(heading).matchAll(/^\| `([\w.]+)` +\| (.*?) +\|/gm)].map(([, name, value]) => [
      name!,
      value!,
    ]),
  );

/** A default as the tables show it. */
function shown(value: unknown): string {
  if (value === undefined) return '–';
  if (typeof value === 'object') return 'system clock';
  if (typeof value === 'number' && Number.isFinite(value)) return value.toLocaleString('en-US');
  return `\`${value as string | number | boolean}\``;
}

const shownDefaults = (defaults: object): Record<string, string> =>
  Object.fromEntries(Object.entries(defaults).map(([name, value]) => [name, shown(value)]));

const { retry: _, ...otherDefaults } = clientDefaults;
const retryDefaults = Object.fromEntries(
  Object.entries(defaultRetryPolicy).map(([name, value]) => [`retry.${name}`, value]),
);

test.each<[string, object]>([
  ['Client options', { ...otherDefaults, ...retryDefaults }],
  ['Watch options', watchDefaults],
  ['Monitor options', monitorDefaults],
  ['Proxy options', proxyDefaults],
])('the table of %s in README.md lists every option with its default', (heading, defaults) => {
  expect(tableOf(heading)).toEqual(shownDefaults(defaults));
});

test('README.md names every option of a call', () => {
  const options = { unknown: true } as object;
  expect(() => resolveCallSettings(options, resolveSettings({}))).toThrow(
    'use one of deadline, retry, onEvent, signal.',
  );
  expect(section('Call options')).toContain('accept `deadline`, `retry`, `onEvent`, and `signal`.');
});
