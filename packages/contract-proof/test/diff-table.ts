import { parseContract, type Contract } from '@batch-status/conformance';

import { diffContracts, type ContractDiff } from '../src/diff/diff-contracts.ts';
import { base } from './diff-base.ts';
import type { DiffRow } from './diff-rows.ts';

type Node = Record<string, unknown>;

/** The base with the change of a row. A path that is only a method takes the operation from where it was. */
export function revisionOf({ change }: Pick<DiffRow, 'change'>): object {
  const revision = structuredClone(base) as Node;
  for (const [pointer, value] of change) set(revision, pointer, value);
  return revision;
}

export function contractFrom(description: object): Contract {
  return parseContract(JSON.stringify(description), 'shop.json');
}

const baseContract = contractFrom(base);

export const diffOf = (row: DiffRow): ContractDiff =>
  diffContracts(baseContract, contractFrom(revisionOf(row)));

function set(document: Node, pointer: string, value: unknown): void {
  const segments = pointer
    .split('/')
    .slice(1)
    .map((each) => each.replaceAll('~1', '/').replaceAll('~0', '~'));
  const [name, path, ...rest] = segments;
  // Moving a path: only its new name is written in the row.
  if (name === 'paths' && rest.length === 0 && (value === undefined || typeof value === 'string')) {
    movePath(document, path!);
    return;
  }
  const last = segments.pop()!;
  let owner: unknown = document;
  for (const segment of segments) owner = (owner as Node)[segment];
  if (Array.isArray(owner)) owner.splice(Number(last), 1, ...(value === undefined ? [] : [value]));
  else if (value === undefined) delete (owner as Node)[last];
  else (owner as Node)[last] = value;
}

function movePath(document: Node, path: string): void {
  const paths = document['paths'] as Record<string, Record<string, Node>>;
  const variables = path.includes('{');
  const old = Object.keys(paths).find((each) => each.includes('{') === variables)!;
  const item = paths[old]!;
  delete paths[old];
  const text = JSON.stringify(item);
  const name = /\{([^}]*)\}/.exec(path)?.[1];
  paths[path] = JSON.parse(
    name === undefined ? text : text.replaceAll('"orderId"', JSON.stringify(name)),
  ) as Record<string, Node>;
}
