import type { Operation } from './operation.ts';
import { patternOf } from './server.ts';

/** A node in the tree of path segments. */
interface RouteNode {
  operations: Map<string, Operation>;
  literals: Map<string, RouteNode>;
  /** Segments with parameters. Those with the most literal text come first. */
  templates: { shape: string; fits: RegExp; node: RouteNode }[];
}

/** Operations by the segments of their paths. Literal segments win over segments with parameters. */
export class Routes {
  readonly #root = newNode();

  add(path: string, operation: Operation): void {
    let node = this.#root;
    for (const segment of segmentsIn(path)) node = grown(node, segment);
    // Several servers can have the same prefix.
    if (!node.operations.has(operation.method)) node.operations.set(operation.method, operation);
  }

  /**
   * @param segments The decoded segments of a URL's path.
   * @returns `undefined` if no operation has the path; `'other-method'` if one has the path, but not
   * with this method.
   */
  find(method: string, segments: readonly string[]): Operation | 'other-method' | undefined {
    return found(this.#root, method, segments, 0);
  }
}

/** The decoded segments of a path. */
export function segmentsIn(path: string): string[] {
  const segments = path.split('/').slice(1);
  return path.includes('%') ? segments.map(decoded) : segments;
}

function found(
  node: RouteNode,
  method: string,
  segments: readonly string[],
  depth: number,
): Operation | 'other-method' | undefined {
  if (depth === segments.length) {
    return node.operations.get(method) ?? (node.operations.size > 0 ? 'other-method' : undefined);
  }
  const segment = segments[depth]!;
  const literal = node.literals.get(segment);
  let best = literal && found(literal, method, segments, depth + 1);
  for (const { fits, node: next } of node.templates) {
    if (typeof best === 'object') break;
    if (fits.test(segment)) best = found(next, method, segments, depth + 1) ?? best;
  }
  return best;
}

function grown(node: RouteNode, segment: string): RouteNode {
  if (!segment.includes('{')) {
    const next = node.literals.get(segment) ?? newNode();
    node.literals.set(segment, next);
    return next;
  }
  const shape = segment.replaceAll(/\{[^{}]*\}/g, '{}');
  const known = node.templates.find((template) => template.shape === shape);
  if (known) return known.node;
  const next = newNode();
  node.templates.push({ shape, fits: patternOf(shape, '.+'), node: next });
  node.templates.sort((a, b) => b.shape.length - a.shape.length);
  return next;
}

function newNode(): RouteNode {
  return { operations: new Map(), literals: new Map(), templates: [] };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
