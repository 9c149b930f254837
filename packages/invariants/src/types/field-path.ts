import { pointerTo } from '@batch-status/json-schema';

import { type Shape } from './shape.ts';

/**
 * Converts a `fieldPath` such as `.completedTime` or `.owner['e-mail']` to a JSON Pointer from the value
 * that the rule is about.
 *
 * @returns part of a sentence if no member has this path.
 */
export function fieldPointer(
  path: string,
  shape: Shape,
): { pointer: string } | { diagnostic: string } {
  const steps = [...path.matchAll(/\.([A-Za-z_]\w*)|\['([^']+)'\]/g)];
  if (steps.map(([text]) => text).join('') !== path) {
    return { diagnostic: 'write it as .member or .outer.inner' };
  }
  const names = steps.map(([, plain, quoted]) => plain ?? quoted!);
  let at: Shape = shape;
  for (const name of names) {
    if (at.kind === 'dyn' || at.kind === 'map') break;
    const member = at.kind === 'object' ? at.members().get(name) : undefined;
    if (!member) return { diagnostic: `its schema has no member "${name}"` };
    at = member.shape;
  }
  return { pointer: pointerTo('', ...names) };
}
