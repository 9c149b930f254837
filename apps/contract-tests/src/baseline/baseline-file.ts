import { readFile, writeFile } from 'node:fs/promises';

import { rules, type KnownFinding } from '@batch-status/conformance/analysis';

import { InputError } from '../input-error.ts';

/** The version of the format. */
const version = 1;
const about =
  'Findings that contract-tests verify --baseline accepts. Write it with --write-baseline.';
const advice =
  'To write one, run verify with --write-baseline <file> instead of --baseline <file>.';

/**
 * Reads the accepted findings.
 *
 * @throws InputError if the file is not a baseline.
 */
export async function readBaseline(file: string): Promise<KnownFinding[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const what = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
    throw new InputError(`The baseline ${file} ${what}. ${advice}`, { cause: error });
  }
  return findingsIn(text, file);
}

/**
 * Writes the accepted findings.
 *
 * @throws InputError if the file cannot be written, or is another file than a baseline.
 */
export async function writeBaseline(
  file: string,
  findings: readonly KnownFinding[],
): Promise<void> {
  const text = `${JSON.stringify({ about, version, findings }, undefined, 2)}\n`;
  try {
    await writeFile(file, text);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new InputError(`The baseline ${file} cannot be written (${code}).`, { cause: error });
  }
}

/** @throws InputError if there is such a file, and it is not a baseline. Writing it would destroy it. */
export async function requireBaselineOrNothing(file: string): Promise<void> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return;
    throw new InputError(`The baseline ${file} cannot be written (${code}).`, { cause: error });
  }
  try {
    if (text.trim() !== '' && isBaseline(JSON.parse(text))) return;
  } catch {
    // It is not JSON.
  }
  throw new InputError(
    `${file} exists and is not a baseline. Choose another name for --write-baseline, or remove the file.`,
  );
}

function findingsIn(text: string, file: string): KnownFinding[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new InputError(`The baseline ${file} is not JSON. ${advice}`);
  }
  if (!isBaseline(value)) throw new InputError(`${file} is not a baseline. ${advice}`);
  if (value.version !== version) {
    throw new InputError(
      `The baseline ${file} has another version than ${version}, the one that this version of contract-tests reads. ${advice}`,
    );
  }
  const wrong = value.findings.findIndex((finding) => !isKnownFinding(finding));
  if (wrong === -1) return value.findings as KnownFinding[];
  throw new InputError(
    `The baseline ${file} is damaged: the element ${wrong} of "findings" needs a known "rule", a "message", and a "contract". ${advice}`,
  );
}

function isBaseline(value: unknown): value is { version: unknown; findings: unknown[] } {
  if (typeof value !== 'object' || value === null) return false;
  return 'version' in value && 'findings' in value && Array.isArray(value.findings);
}

function isKnownFinding(value: unknown): value is KnownFinding {
  if (typeof value !== 'object' || value === null) return false;
  const { rule, message, contract } = value as Record<string, unknown>;
  const known: readonly unknown[] = rules;
  return known.includes(rule) && typeof message === 'string' && typeof contract === 'string';
}
