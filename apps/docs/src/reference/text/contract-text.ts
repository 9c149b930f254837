import {
  operationsOf,
  resolve,
  type Content,
  type Contract,
  type Operation,
  type Parameter,
  type Response,
  type Schema,
} from '../contract.ts';
import { guarantees, withoutRules } from '../guarantees.ts';
import type { Sample } from '../samples.ts';
import { code, codeBlock, fragmentOf, listed, table } from './markdown.ts';
import { propertyTable } from './properties.ts';
import { exampleSections, headerTable, responseTable } from './responses.ts';
import { branchesOf, isSection, typeWords, type LinkTo } from './type-words.ts';

export interface TextOptions {
  samples: ReadonlyMap<string, Sample[]>;
  /** Links to other pages, in Markdown. */
  links: string;
  /** What stands before the fragment of a link to another part of the text. */
  page: string;
}

/** The whole contract as text in Markdown. */
export function contractText(contract: Contract, options: TextOptions): string {
  const { info, servers, components } = contract;
  const linkTo: LinkTo = (name) => `[${name}](${options.page}#${fragmentOf(name)})`;
  const [beginning = '', ...sections] = (info.description ?? '').split(/^(?=## )/m);
  return [
    `# ${info.title} as text`,
    `Version ${info.version}. ${info.summary ?? ''}`,
    beginning,
    options.links,
    ...sections,
    '## Server',
    ...servers.map(({ url, description = '' }) => `- ${code(url)}: ${flat(description)}`),
    ...operationsOf(contract).flatMap((each) => operationText(contract, each, options, linkTo)),
    '## Bodies',
    ...Object.entries(components.schemas).flatMap(([name, schema]) =>
      schemaText(contract, name, schema, linkTo),
    ),
    '## Guarantees',
    guarantees(contract),
    ...operationsOf(contract).flatMap(({ operation }) => [
      `## Examples of ${operation.operationId}`,
      exampleSections(contract, operation, '###'),
    ]),
  ]
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

function operationText(
  contract: Contract,
  { method, path, operation }: { method: string; path: string; operation: Operation },
  { samples }: TextOptions,
  linkTo: LinkTo,
): string[] {
  const headers = headerTable(contract, operation, linkTo);
  return [
    `## ${operation.summary}`,
    `${code(`${method} ${path}`)}, operation ${code(operation.operationId)}.`,
    operation.description ?? '',
    '### Credentials',
    table(
      ['name', 'in', 'meaning'],
      Object.values(contract.components.securitySchemes).map((scheme) => [
        code(scheme.name),
        scheme.in,
        scheme.description ?? '',
      ]),
    ),
    '### Parameters',
    parameterTable(contract, operation, linkTo),
    ...requestBody(contract, operation, linkTo),
    '### Samples',
    ...(samples.get(operation.operationId) ?? []).flatMap(({ lang, label, source }) => [
      `#### ${label}`,
      codeBlock(lang, source),
    ]),
    '### Responses',
    responseTable(contract, operation, linkTo),
    '### Response headers',
    headers,
    ...Object.entries(operation.responses).flatMap(([status, response]) =>
      ownBodies(
        contract,
        `### Body of ${status}`,
        resolve<Response>(contract, response).content ?? {},
        linkTo,
      ),
    ),
  ];
}

function requestBody(contract: Contract, operation: Operation, linkTo: LinkTo): string[] {
  const { requestBody: body } = operation;
  if (!body) return [];
  const { description = '', content } = resolve(contract, body);
  const types = Object.entries(content).map(
    ([type, { schema }]) => `${typeWords(contract, schema, linkTo)} as ${code(type)}`,
  );
  return [
    '### Request body',
    `${description} ${types.join(', ')}`,
    ...ownBodies(contract, '#### Members', content, linkTo),
  ];
}

/** The properties of bodies whose schemas have no name, and so no section. */
const ownBodies = (
  contract: Contract,
  heading: string,
  content: Content,
  linkTo: LinkTo,
): string[] =>
  Object.values(content).flatMap(({ schema }) => {
    const own = schema.items ?? schema;
    if (!own.properties) return [];
    return [heading, schema.description ?? '', propertyTable(contract, own, linkTo)];
  });

const parameterTable = (contract: Contract, { parameters = [] }: Operation, linkTo: LinkTo) =>
  table(
    ['name', 'in', 'type', 'required', 'meaning'],
    parameters
      .map((parameter) => resolve<Parameter>(contract, parameter))
      .map((parameter) => [
        code(parameter.name),
        parameter.in,
        typeWords(contract, parameter.schema, linkTo),
        parameter.required ? 'required' : 'optional',
        parameter.description ?? '',
      ]),
  );

function schemaText(contract: Contract, name: string, schema: Schema, linkTo: LinkTo): string[] {
  if (!isSection(contract, schema)) return [];
  const branches = branchesOf(schema).map((branch) => typeWords(contract, branch, linkTo));
  return [
    `### ${name}`,
    withoutRules(schema.description ?? '', contract),
    ...(branches.length > 0
      ? [schema.allOf ? `All of ${listed(branches, 'and')}.` : `One of ${listed(branches, 'or')}.`]
      : []),
    ...branchesOf(schema).flatMap((branch) =>
      branch.properties ? [propertyTable(contract, branch, linkTo)] : [],
    ),
    ...(schema.properties ? [propertyTable(contract, schema, linkTo)] : []),
  ];
}

const flat = (text: string): string => text.trim().replaceAll('\n', ' ');
