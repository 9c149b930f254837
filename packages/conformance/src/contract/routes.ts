import type { Operation } from './operation.ts';
import { patternOf } from './server.ts';

/** A place in the paths at which they go on, or some end. */
interface Fork {
  operations: Map<string, Operation>;
  literals: Map<string, Fork>;
  /** Segments with parameters, those with most literal text first. */
  templates: { shape: string; fits: RegExp; fork: Fork }[];
}

/** Operations by the segments of their paths. A literal segment goes before one with parameters. */
export class Routes {
  readonly #root = newFork();

  add(path: string, operation: Operation): void {
    let fork = this.#root;
    for (const segment of segmentsIn(path)) fork = grown(fork, segment);
    // The first server to offer an operation under a path is as good as another.
    if (!fork.operations.has(operation.method)) fork.operations.set(operation.method, operation);
  }

  /**
   * @param segments Of the path of a URL, decoded.
   * @returns `undefined` if no operation has the path, and `'other-method'` if one has, but not with
   * this method.
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
  fork: Fork,
  method: string,
  segments: readonly string[],
  depth: number,
): Operation | 'other-method' | undefined {
  if (depth === segments.length) {
    return fork.operations.get(method) ?? (fork.operations.size > 0 ? 'other-method' : undefined);
  }
  const segment = segments[depth]!;
  const literal = fork.literals.get(segment);
  let best = literal && found(literal, method, segments, depth + 1);
  for (const { fits, fork: next } of fork.templates) {
    if (typeof best === 'object') break;
    if (fits.test(segment)) best = found(next, method, segments, depth + 1) ?? best;
  }
  return best;
}

function grown(fork: Fork, segment: string): Fork {
  if (!segment.includes('{')) {
    const next = fork.literals.get(segment) ?? newFork();
    fork.literals.set(segment, next);
    return next;
  }
  const shape = segment.replaceAll(/\{[^{}]*\}/g, '{}');
  const known = fork.templates.find((template) => template.shape === shape);
  if (known) return known.fork;
  const next = newFork();
  fork.templates.push({ shape, fits: patternOf(shape, '.+'), fork: next });
  fork.templates.sort((a, b) => b.shape.length - a.shape.length);
  return next;
}

function newFork(): Fork {
  return { operations: new Map(), literals: new Map(), templates: [] };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
