import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { published } from './published.ts';
import { fromRoot } from './run.ts';

interface Schema {
  properties: object;
  definitions: object;
}

interface Renovate {
  minimumReleaseAge: string;
  packageRules: object[];
  customManagers: { matchStrings: string[] }[];
}

const schema = createRequire(import.meta.url)('renovate/renovate-schema.json') as Schema;
const renovate = JSON.parse(await readFile(fromRoot('renovate.json'), 'utf8')) as Renovate;

// `strict` refuses the members that Renovate adds to its schema for its own documentation.
const ajv = new Ajv({ strict: false, allErrors: true, formats: { regex: true } });

test('renovate.json is valid by the JSON Schema of Renovate', () => {
  const validate = ajv.compile(schema);
  validate(renovate);
  expect(validate.errors).toBeNull();
  expect(validate({ ...renovate, minimumReleaseAge: 3 })).toBe(false);
});

// The schema allows any other name, so a misspelled option would do nothing.
test('renovate.json has only options that Renovate knows', () => {
  const known = new Set([
    '$schema',
    ...Object.keys({ ...schema.properties, ...schema.definitions }),
  ]);
  expect(known).toContain('minimumReleaseAge');
  const parts = [renovate, ...renovate.packageRules, ...renovate.customManagers];
  const used = parts.flatMap((part) => Object.keys(part));
  expect(used.filter((name) => !known.has(name))).toEqual([]);
});

test('Renovate finds the version of pnpm in the documents', async () => {
  const [pattern] = renovate.customManagers[0]!.matchStrings;
  const text = await readFile(fromRoot('README.md'), 'utf8');
  const { packageManager } = JSON.parse(await readFile(fromRoot('package.json'), 'utf8')) as {
    packageManager: string;
  };
  expect(`pnpm@${new RegExp(pattern!).exec(text)?.groups?.['currentValue']}`).toBe(packageManager);
});

test('Renovate and pnpm wait equally long until they install a new version', async () => {
  const workspace = parse(await readFile(fromRoot('pnpm-workspace.yaml'), 'utf8')) as {
    minimumReleaseAge: number;
  };
  const days = workspace.minimumReleaseAge / 24 / 60;
  expect(days).toBeGreaterThanOrEqual(1);
  expect(renovate.minimumReleaseAge).toBe(`${days} days`);
});

interface IssueForm {
  name: string;
  description: string;
  body: { type: string; id?: string; attributes: { label?: string; options?: string[] } }[];
}

test.each(['bug.yml', 'feature.yml'])('the issue form %s is complete', async (file) => {
  const text = await readFile(fromRoot(`.github/ISSUE_TEMPLATE/${file}`), 'utf8');
  const { name, description, body } = parse(text) as IssueForm;
  expect([name, description]).toEqual([expect.any(String), expect.any(String)]);
  const fields = body.filter(({ type }) => type !== 'markdown');
  expect(fields.length).toBeGreaterThan(1);
  // GitHub shows no form at all if two fields have one id, or a field has no label.
  expect(new Set(fields.map(({ id }) => id)).size).toBe(fields.length);
  for (const { attributes } of fields) expect(attributes.label).toEqual(expect.any(String));
});

test('the form for bugs offers every published package', async () => {
  const text = await readFile(fromRoot('.github/ISSUE_TEMPLATE/bug.yml'), 'utf8');
  const { body } = parse(text) as IssueForm;
  const { options } = body.find(({ id }) => id === 'package')!.attributes;
  expect(options).toEqual(expect.arrayContaining(published));
});

test('vulnerabilities are reported in private, as SECURITY.md says', async () => {
  const { url } = (
    parse(await readFile(fromRoot('.github/ISSUE_TEMPLATE/config.yml'), 'utf8')) as {
      contact_links: { url: string }[];
    }
  ).contact_links[0]!;
  expect(url).toMatch(/\/security\/advisories\/new$/);
  expect(await readFile(fromRoot('SECURITY.md'), 'utf8')).toContain(url);
});
