import { isObject, pointerTo, segmentsOf, valueAt } from '@batch-status/json-schema';

import { movedParts } from './prepared-swagger.ts';

/**
 * Finds in an old description what a pointer into its conversion refers to. Without a counterpart, it is
 * the part around it.
 */
export function originalPointer(original: unknown, pointer: string): string {
  const isSwagger = isObject(original) && 'swagger' in original;
  const start = isSwagger ? unmoved(pointer) : pointer;
  let at = '';
  let path = segmentsOf(start);
  while (path.length > 0) {
    const value = valueAt(original, at);
    const [step, ...rest] = path as [string, ...string[]];
    const found = stepIn(original, value, step, rest, at, isSwagger);
    if (found.at === undefined) return at;
    at = found.at;
    path = found.rest;
  }
  return at;
}

interface Step {
  /** `undefined` if there is no counterpart. */
  at: string | undefined;
  rest: string[];
}

function stepIn(
  original: unknown,
  value: unknown,
  step: string,
  rest: string[],
  at: string,
  isSwagger: boolean,
): Step {
  if (isObject(value)) {
    const reference = value['$ref'];
    // Shared parameters and responses are written out in their operations.
    if (
      isSwagger &&
      step !== '$ref' &&
      typeof reference === 'string' &&
      reference.startsWith('#/')
    ) {
      return { at: decodeURIComponent(reference.slice(1)), rest: [step, ...rest] };
    }
    const bound = { exclusiveMinimum: 'minimum', exclusiveMaximum: 'maximum' }[step];
    if (bound !== undefined && value[step] === true) return { at: pointerTo(at, bound), rest };
    if (isSwagger) {
      const moved = movedIn(original, value, step, rest, at);
      if (moved) return moved;
    }
    // A union with `null` stands for `nullable`.
    if (value['nullable'] === true || value['x-nullable'] === true) {
      const union = unionStep(value, step, rest, at);
      if (union) return union;
    }
  }
  const isPresent = typeof value === 'object' && value !== null && Object.hasOwn(value, step);
  return { at: isPresent ? pointerTo(at, step) : undefined, rest };
}

function unionStep(
  value: Record<string, unknown>,
  step: string,
  rest: string[],
  at: string,
): Step | undefined {
  const isBranch = step === 'anyOf' && (rest.length === 0 || /^\d+$/.test(rest[0]!));
  const isUnion =
    typeof value['$ref'] === 'string' || 'allOf' in value || 'oneOf' in value || 'anyOf' in value;
  if (!isBranch || !isUnion) return undefined;
  const [index, ...inner] = rest;
  if (index !== '0') return { at: pointerTo(at, 'nullable'), rest: [] };
  const { allOf } = value;
  const isUnwrapped = Array.isArray(allOf) && allOf.length === 1;
  return { at: isUnwrapped ? pointerTo(at, 'allOf', 0) : at, rest: inner };
}

/** A step into a part of an operation that Swagger 2.0 writes in another place. */
function movedIn(
  original: unknown,
  value: Record<string, unknown>,
  step: string,
  rest: string[],
  at: string,
): Step | undefined {
  // Of a response and of a body: `content/<type>` is left out.
  if (step === 'content' && rest.length > 0) return { at, rest: rest.slice(1) };
  // Of a parameter and a header: its schema is the parameter itself.
  if (step === 'schema' && !('schema' in value) && 'type' in value) return { at, rest };
  const [, paths, path, , ...inner] = at.split('/');
  if (paths !== 'paths' || path === undefined || inner.length > 0) return undefined;
  if (step === 'parameters' && rest.length > 0) {
    const others = parametersAt(original, at).filter((one) => !isBody(original, one));
    const parameter = others[Number(rest[0])];
    return parameter === undefined ? undefined : { at: parameter, rest: rest.slice(1) };
  }
  if (step !== 'requestBody') return undefined;
  const bodies = parametersAt(original, at).filter((one) => isBody(original, one));
  const body = bodies.find((one) => placeOf(original, one) === 'body');
  if (body !== undefined) return { at: body, rest };
  // A form: content/<type>/schema/properties/<name>.
  const name = rest[4];
  const field = bodies.find((one) => memberOf(original, one, 'name') === name);
  return { at: field ?? bodies[0] ?? at, rest: field === undefined ? [] : rest.slice(5) };
}

/** The pointers to the parameters of an operation, then to those of its path that it does not replace. */
function parametersAt(original: unknown, operation: string): string[] {
  const item = operation.slice(0, operation.lastIndexOf('/'));
  const listed = (owner: string): string[] => {
    const list = valueAt(original, pointerTo(owner, 'parameters'));
    return Array.isArray(list) ? list.map((_, index) => pointerTo(owner, 'parameters', index)) : [];
  };
  const keyOf = (one: string): string =>
    `${String(placeOf(original, one))} ${String(memberOf(original, one, 'name'))}`;
  const own = listed(operation);
  const keys = new Set(own.map(keyOf));
  return [...own, ...listed(item).filter((one) => !keys.has(keyOf(one)))].filter(
    (one) => typeof placeOf(original, one) === 'string',
  );
}

function isBody(original: unknown, parameter: string): boolean {
  const place = placeOf(original, parameter);
  return place === 'body' || place === 'formData';
}

function placeOf(original: unknown, parameter: string): unknown {
  return memberOf(original, parameter, 'in');
}

function memberOf(original: unknown, pointer: string, name: string): unknown {
  let value = valueAt(original, pointer);
  for (let steps = 0; steps < 10 && isObject(value) && typeof value['$ref'] === 'string'; steps++) {
    value = valueAt(original, decodeURIComponent(value['$ref'].replace(/^#/, '')));
  }
  return isObject(value) ? value[name] : undefined;
}

function unmoved(pointer: string): string {
  for (const [after, before] of movedParts) {
    if (pointer === after || pointer.startsWith(`${after}/`)) {
      return `${before}${pointer.slice(after.length)}`;
    }
  }
  return pointer;
}
