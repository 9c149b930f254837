import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import ts from 'typescript-with-api';
import { fromRoot } from './run.ts';

/** Packages whose users must be able to name every type that they pass or get. */
const folders = ['fetch-client', 'node-client', 'client-core', 'spec', 'server'];

interface Manifest {
  name: string;
  exports: Record<string, string | { '@batch-status/source': string }>;
}

/** The source files that each package exports. */
const entries: Record<string, string[]> = {};
for (const folder of folders) {
  const root = fromRoot(`packages/${folder}/`);
  const manifest = JSON.parse(await readFile(`${root}package.json`, 'utf8')) as Manifest;
  const files = Object.values(manifest.exports).flatMap((target) =>
    typeof target === 'string' ? [] : [join(root, target['@batch-status/source'])],
  );
  entries[manifest.name] = files;
}

const program = ts.createProgram(Object.values(entries).flat(), {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2023,
  customConditions: ['@batch-status/source'],
  allowImportingTsExtensions: true,
  noEmit: true,
  strict: true,
  types: ['node'],
});
const checker = program.getTypeChecker();

const isOurs = (declaration: ts.Declaration): boolean => {
  const { fileName } = declaration.getSourceFile();
  return !/\/node_modules\/(?!\.pnpm\/[^/]*batch-status)/.test(fileName);
};

const isExported = (declaration: ts.Declaration): boolean =>
  Boolean(ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Export);

/** The symbol that a name finally stands for. */
const target = (symbol: ts.Symbol): ts.Symbol =>
  symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

/** The nodes of a declaration that its users see: not the bodies, initial values, and private members. */
function visibleNodes(node: ts.Node): ts.Node[] {
  if (ts.isFunctionLike(node) && !ts.isTypeNode(node)) {
    return [...(node.typeParameters ?? []), ...node.parameters, ...(node.type ? [node.type] : [])];
  }
  if (ts.isVariableDeclaration(node) || ts.isPropertyDeclaration(node) || ts.isParameter(node)) {
    return node.type ? [node.type] : [];
  }
  const nodes: ts.Node[] = [];
  ts.forEachChild(node, (child) => void nodes.push(child));
  return nodes.filter(
    (child) =>
      !(ts.isClassElement(child) && child.name && ts.isPrivateIdentifier(child.name)) &&
      !ts.isBlock(child),
  );
}

/** The member that a type such as `components['schemas']['BatchStatus']` stands for. */
function memberOf({ objectType, indexType }: ts.IndexedAccessTypeNode): ts.Symbol | undefined {
  return ts.isLiteralTypeNode(indexType) && ts.isStringLiteral(indexType.literal)
    ? checker.getTypeFromTypeNode(objectType).getProperty(indexType.literal.text)
    : undefined;
}

/** What a package exports, from any of its entries. */
const exportsOf = (name: string): ts.Symbol[] =>
  entries[name]!.flatMap((file) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(file)!)!;
    return checker.getExportsOfModule(module).map(target);
  });

/** The names of schemas: `BatchStatus` is one of `components['schemas']['BatchStatus']`. */
const schemaNames = new Map<ts.Symbol, ts.Symbol>();
for (const symbol of exportsOf('@batch-status/spec')) {
  for (const declaration of symbol.declarations ?? []) {
    if (!ts.isTypeAliasDeclaration(declaration)) continue;
    if (!ts.isIndexedAccessTypeNode(declaration.type)) continue;
    const member = memberOf(declaration.type);
    if (member) schemaNames.set(member, symbol);
  }
}

/** The named types of this repository that a declaration mentions. */
function* typesIn(node: ts.Node): Generator<ts.Symbol> {
  if (ts.isIndexedAccessTypeNode(node)) {
    const member = memberOf(node);
    const name = member && schemaNames.get(member);
    if (name) yield name;
    // A schema with a name is searched when it is reached by that name.
    if (name && !(ts.isTypeAliasDeclaration(node.parent) && node.parent.name.text === name.name)) {
      return;
    }
    for (const declaration of member?.declarations ?? []) yield* typesIn(declaration);
    return;
  }
  const isBase = ts.isExpressionWithTypeArguments(node);
  const name = ts.isTypeReferenceNode(node) ? node.typeName : isBase && node.expression;
  const symbol = name && checker.getSymbolAtLocation(name);
  if (symbol) {
    const found = target(symbol);
    const isParameter = Boolean(found.flags & ts.SymbolFlags.TypeParameter);
    const ours = isParameter ? [] : (found.declarations?.filter(isOurs) ?? []);
    // A base that its own file does not export has no users: they name what extends it.
    if (isBase && !ours.some(isExported)) for (const base of ours) yield* typesIn(base);
    else if (ours.length > 0) yield found;
  }
  for (const child of visibleNodes(node)) yield* typesIn(child);
}

/** The named types that are reachable from the exports of a package, without being exported. */
function unexported(name: string): string[] {
  const exported = exportsOf(name);
  const seen = new Set(exported);
  const missing: string[] = [];
  for (const symbol of seen) {
    if (!exported.includes(symbol)) missing.push(symbol.name);
    for (const declaration of symbol.declarations ?? []) {
      for (const found of typesIn(declaration)) seen.add(found);
    }
  }
  return missing.toSorted();
}

test.each(Object.keys(entries))(
  'every type that the functions of %s accept or return can be imported from it',
  (name) => {
    expect(exportsOf(name).length).toBeGreaterThan(10);
    expect(unexported(name)).toEqual([]);
  },
);
