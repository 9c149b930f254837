import { glob, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { published } from './published.ts';
import { fromRoot } from './run.ts';

async function filesNamed(name: string): Promise<string[]> {
  const exclude = (path: string): boolean => /(?:^|[\\/])(?:node_modules|dist)$/.test(path);
  const files: string[] = [];
  for await (const file of glob(`**/${name}`, { cwd: fromRoot(''), exclude })) {
    files.push(file.replaceAll('\\', '/'));
  }
  return files.toSorted();
}

async function readJson<T>(file: string): Promise<T> {
  return JSON.parse(await readFile(fromRoot(file), 'utf8')) as T;
}

test('`pnpm types` checks every folder that has a tsconfig.json', async () => {
  const { references } = await readJson<{ references: { path: string }[] }>('tsconfig.json');
  const files = (await filesNamed('tsconfig.json')).filter((file) => file !== 'tsconfig.json');
  expect(files.length).toBeGreaterThan(9);
  expect(references.map(({ path }) => path).toSorted()).toEqual(files.map(dirname).toSorted());
});

// On Windows a script runs in cmd.exe, which sets no variable before a command, substitutes
// nothing, and knows no single quotes.
test('the scripts of every package run without a Unix shell', async () => {
  const scripts: string[] = [];
  for (const file of await filesNamed('package.json')) {
    const manifest = await readJson<{ scripts?: Record<string, string> }>(file);
    for (const script of Object.values(manifest.scripts ?? {})) scripts.push(script);
  }
  expect(scripts.length).toBeGreaterThan(9);
  const commands = scripts.flatMap((script) => script.split(' && '));
  const unixOnly = /^\w+=|[;'$`*|<>&]|^(?:cat|cp|export|mkdir|mv|rm|sh|test) /;
  expect(commands.filter((command) => unixOnly.test(command))).toEqual([]);
});

// Changesets finds it only when the versions are set, and stops with a stack trace.
test('every changeset says what changed, and names only published packages', async () => {
  const named = [];
  for await (const file of glob('.changeset/*.md', { cwd: fromRoot('') })) {
    const [, packages, text] = (await readFile(fromRoot(file), 'utf8')).split(/^---$/m);
    named.push({ file, names: Object.keys(parse(packages!) as object), text: text!.trim() });
  }
  expect(
    named.filter(
      ({ names, text }) => text === '' || !names.every((name) => published.includes(name)),
    ),
  ).toEqual([]);
});
