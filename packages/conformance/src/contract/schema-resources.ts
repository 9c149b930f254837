import { resolve as absolute } from 'node:path';
import { pathToFileURL } from 'node:url';

import { identifiersIn, type Dialect } from './identifiers.ts';

interface Resource {
  uri: string;
  pointer: string;
}

export interface Anchor {
  pointer: string;
  isDynamic: boolean;
}

const none: ReadonlyMap<string, Anchor> = new Map();

/** The schemas with a URI of their own, by `$id`, and the names in them. A whole file is one of them too. */
export class SchemaResources {
  /** Whether there is any name. If not, every reference is a file and a JSON Pointer. */
  readonly isNamed: boolean;
  readonly #pointerAt = new Map<string, string>();
  readonly #resourceAt = new Map<string, Resource>();
  readonly #dialects = new Map<string, Dialect>();
  readonly #anchorsIn = new Map<string, Map<string, Anchor>>();

  /** @param documents By the prefix of the pointers into them. */
  constructor(documents: ReadonlyMap<string, { file: string; value: unknown }>) {
    let isNamed = false;
    for (const [prefix, { file, value }] of documents) {
      const { ids, anchors, dialects } = identifiersIn(value);
      isNamed ||= ids.length > 0 || anchors.length > 0;
      this.#add(prefix, uriOf(file));
      // The order is that of a walk from the outside, so an outer `$id` is known before an inner one.
      for (const { id, pointer } of ids) {
        const uri = uriIn(id, this.resourceOf(`${prefix}${pointer}`).uri);
        if (uri !== undefined) this.#add(`${prefix}${pointer}`, uri);
      }
      for (const dialect of dialects) {
        const at = `${prefix}${dialect.pointer}`;
        this.#dialects.set(at, { ...dialect, pointer: at });
      }
      for (const { name, pointer, isDynamic } of anchors) {
        const at = `${prefix}${pointer}`;
        const { pointer: resource } = this.resourceOf(at);
        const known = this.#anchorsIn.get(resource) ?? new Map<string, Anchor>();
        this.#anchorsIn.set(resource, known.set(name, { pointer: at, isDynamic }));
      }
    }
    this.isNamed = isNamed;
  }

  /** The innermost resource that contains what a pointer refers to. */
  resourceOf(pointer: string): Resource {
    for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
      const resource = this.#resourceAt.get(at);
      if (resource) return resource;
    }
  }

  /** The dialect that an object around a pointer names; `undefined` if none does. */
  dialectAround(pointer: string): Dialect | undefined {
    if (this.#dialects.size === 0) return undefined;
    for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
      const dialect = this.#dialects.get(at);
      if (dialect || !at.includes('/')) return dialect;
    }
  }

  /** The pointer to the resource that a URI names, relative to the one that contains a pointer. */
  find(reference: string, from: string): string | undefined {
    const uri = this.uriOf(reference, from);
    return uri === undefined ? undefined : this.#pointerAt.get(uri);
  }

  /** The URI that a reference means, without its fragment. */
  uriOf(reference: string, from: string): string | undefined {
    return uriIn(reference, this.resourceOf(from).uri);
  }

  /** The anchors in a resource. */
  anchorsIn(resource: string): ReadonlyMap<string, Anchor> {
    return this.#anchorsIn.get(resource) ?? none;
  }

  #add(pointer: string, uri: string): void {
    if (!this.#pointerAt.has(uri)) this.#pointerAt.set(uri, pointer);
    this.#resourceAt.set(pointer, { uri, pointer });
  }
}

function uriOf(file: string): string {
  return /^https?:/.test(file) ? file : pathToFileURL(absolute(file)).href;
}

/** A URI without its fragment. */
function uriIn(reference: string, base: string): string | undefined {
  const uri = URL.parse(reference.replace(/#.*$/s, ''), base);
  return uri?.href.replace(/#.*$/s, '');
}
