import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';
import type { Contract } from './contract.ts';

/** `string & NonNullable<unknown>`: any string, in a union that keeps its known values. */
const anyOtherString = ts.factory.createIntersectionTypeNode([
  ts.factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword),
  ts.factory.createTypeReferenceNode('NonNullable', [
    ts.factory.createKeywordTypeNode(ts.SyntaxKind.UnknownKeyword),
  ]),
]);

/**
 * The contract's types, by openapi-typescript. `"queued" | … | string` would collapse to
 * `string` and lose completion of the known values, so the open arm gets a type of its own.
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
