import {
  resolve,
  type Contract,
  type Example,
  type Header,
  type Operation,
  type Response,
} from '../contract.ts';
import { code, codeBlock, listed, table } from './markdown.ts';
import { typeWords, type LinkTo } from './type-words.ts';

/** The responses of an operation: what each means, its headers, and its body. */
export function responseTable(contract: Contract, operation: Operation, linkTo: LinkTo): string {
  return table(
    ['status', 'meaning', 'headers', 'body'],
    responsesOf(contract, operation).map(
      ([status, { description, headers = {}, content = {} }]) => [
        code(status),
        description,
        Object.keys(headers).map(code).join(', ') || 'none',
        Object.entries(content)
          .map(([type, { schema }]) => `${typeWords(contract, schema, linkTo)} as ${code(type)}`)
          .join(', ') || 'none',
      ],
    ),
  );
}

/** Every header of the responses, with the statuses that can have it. */
export function headerTable(contract: Contract, operation: Operation, linkTo: LinkTo): string {
  const found = new Map<string, { header: Header; statuses: string[] }>();
  for (const [status, { headers = {} }] of responsesOf(contract, operation)) {
    for (const [name, header] of Object.entries(headers)) {
      const entry = found.get(name) ?? { header: resolve<Header>(contract, header), statuses: [] };
      entry.statuses.push(code(status));
      found.set(name, entry);
    }
  }
  return table(
    ['header', 'type', 'responses', 'meaning'],
    [...found].map(([name, { header, statuses }]) => [
      code(name),
      typeWords(contract, header.schema, linkTo),
      listed(statuses, 'and'),
      header.description ?? '',
    ]),
  );
}

/** The examples of all responses, each under a heading. */
export function exampleSections(contract: Contract, operation: Operation, level: string): string {
  return responsesOf(contract, operation)
    .flatMap(([status, { content = {} }]) =>
      Object.values(content).flatMap(({ examples = {} }) =>
        Object.values(examples).map((example) => [
          `${level} ${titleOf(status, example)}`,
          codeBlock('json', JSON.stringify(example.value, null, 2)),
        ]),
      ),
    )
    .flat()
    .join('\n\n');
}

const titleOf = (status: string, { summary }: Example): string =>
  summary === undefined ? status : `${status}: ${summary}`;

const responsesOf = (contract: Contract, { responses }: Operation): [string, Response][] =>
  Object.entries(responses).map(([status, response]) => [
    status,
    resolve<Response>(contract, response),
  ]);
