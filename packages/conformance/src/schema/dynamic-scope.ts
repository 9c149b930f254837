/** The schemas of a contract that have names. */
export interface NamedSchemas {
  resourceOf: (pointer: string) => { pointer: string };
  dialectAround: (pointer: string) => { uri: string; pointer: string; keyword: string } | undefined;
  anchorsIn: (resource: string) => ReadonlyMap<string, { pointer: string; isDynamic: boolean }>;
}

/**
 * Which schema a `$dynamicRef` means, by the name of its anchor: the outermost one of those in the schemas
 * that were entered on the way to it.
 */
export type DynamicScope = ReadonlyMap<string, string>;

export const emptyScope: DynamicScope = new Map();

/**
 * The scope in the schema at a pointer: the dynamic anchors of its resource are added to the outer scope.
 *
 * @param within Also those of the resources between this pointer and the other one.
 */
export function enteredScope(
  resources: NamedSchemas,
  outer: DynamicScope,
  pointer: string,
  within: string = pointer,
): DynamicScope {
  const entered: string[] = [];
  let { pointer: resource } = resources.resourceOf(pointer);
  entered.unshift(resource);
  while (resource.length > within.length) {
    ({ pointer: resource } = resources.resourceOf(resource.slice(0, resource.lastIndexOf('/'))));
    entered.unshift(resource);
  }
  let scope = outer;
  for (const one of entered) {
    for (const [name, { pointer: at, isDynamic }] of resources.anchorsIn(one)) {
      if (isDynamic && !scope.has(name)) scope = new Map([...scope, [name, at]]);
    }
  }
  return scope;
}
