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
  return astToString(ast);
}
