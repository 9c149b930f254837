import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';
import type { Contract } from './contract.ts';

/** `string & NonNullable<unknown>`: any string, without collapsing a union of known values. */
const anyOtherString = ts.factory.createIntersectionTypeNode([
  ts.factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword),
  ts.factory.createTypeReferenceNode('NonNullable', [
    ts.factory.createKeywordTypeNode(ts.SyntaxKind.UnknownKeyword),
  ]),
]);

/**
 * Generates the types of the contract with openapi-typescript. `"queued" | … | string` would collapse
 * to `string`, and editors would not complete known values, so the open branch gets its own type.
 */
export async function typesOf(contract: Contract): Promise<string> {
  const ast = await openapiTS(contract as never, {
    alphabetize: false,
    transform: (schema, { path }) =>
      path?.includes('/anyOf') && schema.type === 'string' && !schema.enum
        ? anyOtherString
        : undefined,
  });
  return withDocstrings(astToString(ast));
}

/** What the types are for, by their names. openapi-typescript says it of none. */
const docstrings: Readonly<Record<string, string>> = {
  paths: 'Every path of the contract with its methods, for openapi-fetch and similar clients.',
  components: 'The schemas, responses, parameters, and headers of the contract, by their names.',
  operations:
    'Every operation of the contract with its parameters and responses, by its `operationId`.',
};

const withDocstrings = (code: string): string =>
  code.replaceAll(/^export interface (\w+)/gm, (line, name: string) =>
    Object.hasOwn(docstrings, name) ? `/** ${docstrings[name]} */\n${line}` : line,
  );
