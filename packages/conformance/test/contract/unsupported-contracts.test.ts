import { expect, test } from 'vitest';

import { parseContract } from '../../src/index.ts';
import { operationsOf } from '../../src/analysis.ts';

const wanted = 'use a description in OpenAPI 3.0 to 3.2 or Swagger 2.0';
const paths = { '/things': { get: { responses: { 200: { description: '' } } } } };
const harEntry = { request: { method: 'GET', url: 'http://h/' }, response: { status: 200 } };

test.each<[string, unknown, string]>([
  [
    'Swagger 1.2',
    { swaggerVersion: '1.2', apis: [] },
    'is Swagger 1.2; convert it with `npx api-spec-converter --from=swagger_1',
  ],
  [
    'Swagger 3.0',
    { swagger: '3.0.0', paths },
    'is Swagger 3.0.0, which does not exist; write openapi: 3.0.0',
  ],
  [
    'OpenAPI 2.0',
    { openapi: '2.0', paths },
    'is OpenAPI 2.0, which does not exist; write swagger: "2.0"',
  ],
  [
    'OpenAPI 3.3',
    { openapi: '3.3.0', paths },
    'is OpenAPI 3.3.0, which is too new; export it as OpenAPI 3.2',
  ],
  [
    'OpenAPI 4.0',
    { openapi: '4.0.0', paths },
    'is OpenAPI 4.0.0, which is too new; export it as OpenAPI 3.2',
  ],
  [
    'no version',
    { info: { title: 'T' }, paths },
    'has no version; add openapi: 3.1.0 (or swagger: "2.0") to its top',
  ],
  ['AsyncAPI', { asyncapi: '3.0.0', channels: {} }, 'is AsyncAPI 3.0.0, which describes messages'],
  [
    'a Postman collection',
    {
      info: { schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
      item: [],
    },
    'is a Postman collection; convert it with `npx postman-to-openapi a.json -f openapi.yaml`.',
  ],
  [
    'an export of Postman',
    { collection: { info: { _postman_id: '1' }, item: [] } },
    'is a Postman collection; convert it',
  ],
  [
    'a HAR',
    { log: { version: '1.2', entries: [harEntry] } },
    `is a recording, not a contract; ${wanted} as the contract.`,
  ],
  ['NDJSON with one entry', harEntry, 'is a recording, not a contract'],
  [
    'NDJSON',
    `${JSON.stringify(harEntry)}\n${JSON.stringify(harEntry)}\n`,
    'is a recording, not a contract',
  ],
  [
    'an export of Insomnia',
    { _type: 'export', resources: [] },
    'is an export of Insomnia; export its design document',
  ],
  [
    'Google API Discovery',
    { kind: 'discovery#restDescription' },
    'is a Google API Discovery document; convert it with',
  ],
  ['Arazzo', { arazzo: '1.0.1', info: {} }, 'is an Arazzo description'],
  ['an Overlay', { overlay: '1.0.0', info: {} }, 'is an Overlay; apply it'],
  [
    'a JSON Schema',
    { $schema: 'https://json-schema.org/draft/2020-12/schema' },
    'is a JSON Schema',
  ],
  [
    'RAML',
    '#%RAML 1.0\ntitle: T\n',
    'is RAML; convert it with `npx api-spec-converter --from=raml',
  ],
  ['API Blueprint', 'FORMAT: 1A\n\n# T\n', 'is API Blueprint; convert it'],
  [
    'a page',
    '<!DOCTYPE html>\n<html><body>Docs</body></html>',
    'is a page in HTML; download the description itself',
  ],
  ['XML', '<?xml version="1.0"?><definitions/>', `is XML; ${wanted}.`],
  ['gzip', '\u001F\uFFFD\b\u0000', 'is compressed with gzip; decompress it first'],
  ['TypeSpec', 'import "@typespec/http";\nusing Http;\n', 'is TypeSpec; compile it'],
  ['gRPC', 'syntax = "proto3";\nmessage A {}\n', 'is a description of gRPC'],
  ['GraphQL', 'type Query {\n  a: Int\n}\n', 'is a schema of GraphQL'],
  ['an empty file', '', `is empty; ${wanted}.`],
  ['only a comment', '# later\n', `is empty; ${wanted}.`],
  ['a list', '[]', 'contains a list'],
  ['a text', 'Hello', 'contains a text'],
  [
    'other JSON',
    { name: 'package', version: '1.0.0' },
    `is not an OpenAPI description: it has neither openapi nor swagger at its top; ${wanted}.`,
  ],
  [
    'a version that could be a secret',
    { openapi: 'sk live 5550001234' },
    'is OpenAPI of an unknown version',
  ],
])('%s as a contract is named, with what to do', (_, content, said) => {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const parse = (): unknown => parseContract(text, 'a.json');
  expect(parse).toThrow(`a.json ${said}`);
  expect(parse).toThrow(expect.objectContaining({ name: 'ContractError' }));
  expect(parse).not.toThrow(/555|undefined|\[object/);
});

test.each(['3.0', '3.1', '3.2', '"3.1"'])('a version without quotes is accepted: %s', (version) => {
  const text = `openapi: ${version}\npaths: ${JSON.stringify(paths)}\n`;
  expect(operationsOf(parseContract(text, 'a.yaml'))).toHaveLength(1);
});

test('a damaged description is reported with the place of the damage', () => {
  expect(() => parseContract('openapi: 3.1.0\npaths: [\n', 'a.yaml')).toThrow(
    /^a\.yaml:\d+:\d+: not valid YAML or JSON/,
  );
});
