import { nameOf, operationsOf, resolve, type Contract, type Schema } from './contract.ts';
import { guarantees } from './guarantees.ts';
import type { Sample } from './samples.ts';

/**
 * The contract as Redoc shows it:
 *
 * - It has no tags, because Redoc folds operations under a tag.
 * - Each operation has samples.
 * - The introduction has the links, and lists the rules of the contract.
 * - A property with its own description has no reference, because Redoc's search would show the
 *   description of the schema to which it leads.
 * - Descriptions of servers have no Markdown, which Redoc would not render there.
 */
export function shownContract(
  contract: Contract,
  samples: ReadonlyMap<string, Sample[]>,
  links: string,
): Contract {
  const { tags: _, ...shown } = structuredClone(contract);
  for (const server of shown.servers) {
    if (server.description) server.description = server.description.replaceAll(/\*\*|`/g, '');
  }
  for (const { operation } of operationsOf(shown)) {
    delete operation.tags;
    operation['x-codeSamples'] = samples.get(operation.operationId)!;
  }
  const [beginning, ...sections] = (shown.info.description ?? '').split(/^(?=## )/m);
  shown.info.description = [beginning, `${links}\n\n`, ...sections]
    .join('')
    .concat(`\n## Guarantees\n\n${guarantees(contract)}\n`);
  for (const schema of Object.values(shown.components.schemas)) {
    inlineProperties(contract, schema);
  }
  return shown;
}

function inlineProperties(contract: Contract, schema: Schema): void {
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const isOwn = nameOf(property) !== undefined && property.description !== undefined;
    if (isOwn) schema.properties![name] = resolve(contract, property);
    else inlineProperties(contract, property);
  }
}
