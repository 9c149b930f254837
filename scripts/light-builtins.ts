import type { Rolldown } from 'tsdown';

const prefix = '\0';
const unused = `${prefix}unused`;

/** commander starts processes only for subcommands that are programs of their own, which ours are not. */
function isUnused(name: string, importer = ''): boolean {
  return name === 'node:child_process' && importer.includes('/node_modules/commander/');
}

/**
 * Gets modules of Node without an import: an import of `node:util` or `node:process` makes Node load everything
 * that any of their exports needs.
 */
export function lightBuiltins(): Rolldown.Plugin {
  return {
    name: 'light-builtins',
    resolveId: {
      // What rolldown adds to a bundle imports `node:module`.
      filter: { id: /^node:(?!module$)/ },
      handler(name, importer, { kind }) {
        // What `require` returns can be a function or a class.
        if (kind !== 'import-statement') return undefined;
        const id = isUnused(name, importer) ? unused : `${prefix}${name}`;
        return { id, moduleSideEffects: false };
      },
    },
    load: {
      filter: { id: /^\0(?:node:|unused$)/ },
      handler: (id) => (id === unused ? 'export default {};' : moduleOf(id.slice(prefix.length))),
    },
  };
}

/** An ES module with the exports of a module of Node. A bundle gets only the exports that are used. */
function moduleOf(name: string): string {
  const builtin = process.getBuiltinModule(name);
  if (!builtin) throw new Error(`Node has no module ${name}.`);
  const members = Object.keys(builtin).filter((member) =>
    /^(?!default$)[a-z_$][\w$]*$/i.test(member),
  );
  return [
    // A Node without this function is too old, which the command says as soon as it runs.
    `const builtin = process.getBuiltinModule?.(${JSON.stringify(name)}) ?? {};`,
    'const member = (name) => builtin[name];',
    'export default builtin;',
    ...members.map((one) => `const $${one} = /* @__PURE__ */ member('${one}');`),
    `export { ${members.map((one) => `$${one} as ${one}`).join(', ')} };`,
  ].join('\n');
}
