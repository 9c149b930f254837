import type { DeclaredContent } from '@batch-status/conformance/analysis';

/** A media type as it is compared: neither case nor whitespace counts. */
export function typeOf({ type }: Pick<DeclaredContent, 'type'>): string {
  return type.toLowerCase().replaceAll(/\s/g, '');
}

/** A concrete media type in a range. */
export function concreteType({ type }: Pick<DeclaredContent, 'type'>): string {
  return type.replace('*/*', 'application/json').replace('/*', '/json');
}
