import type { Contract } from '@batch-status/conformance';
import { operationsOf, type Operation } from '@batch-status/conformance/analysis';

export interface OperationPair {
  base: Operation;
  revision: Operation;
}

export interface PairedOperations {
  pairs: OperationPair[];
  removed: Operation[];
  added: Operation[];
}

/** Pairs the operations that serve the same requests. The names of path parameters do not count. */
export function pairOperations(base: Contract, revision: Contract): PairedOperations {
  const pairs: OperationPair[] = [];
  let added = operationsOf(revision);
  const take = (old: Operation, fits: (now: Operation) => boolean): boolean => {
    const now = added.find((each) => each.method === old.method && fits(each));
    if (!now) return false;
    added = added.filter((each) => each !== now);
    pairs.push({ base: old, revision: now });
    return true;
  };
  // A part of the path can have moved into the URL of the server.
  const removed = operationsOf(base)
    .filter((old) => !take(old, (now) => shapeOf(now.path) === shapeOf(old.path)))
    .filter((old) => !take(old, (now) => urlsOf(now).some((url) => urlsOf(old).includes(url))));
  return { pairs, removed, added };
}

/** The URLs of an operation, without the names of path parameters. */
export function urlsOf({ servers, path }: Operation): string[] {
  return servers.map(({ origin, prefix }) => `${normalized(origin)}${shapeOf(`${prefix}${path}`)}`);
}

export function shapeOf(path: string): string {
  return path.replaceAll(/\{[^{}]*\}/g, '{}');
}

function normalized(origin: string | undefined): string {
  return (origin ?? '').replace(/^(https:.*):443$|^(http:.*):80$/, '$1$2');
}
