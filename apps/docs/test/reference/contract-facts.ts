/** Everything that readers of a contract look for, wherever it stands in the contract. */
export interface ContractFacts {
  properties: string[];
  parameters: string[];
  statuses: string[];
  headers: string[];
  credentials: string[];
  rules: string[];
  values: string[];
}

type Node = Record<string, unknown>;

/** Collects the facts of a bundled OpenAPI description, without any code of the reference. */
export function contractFacts(contract: unknown): ContractFacts {
  const facts: ContractFacts = {
    properties: [],
    parameters: [],
    statuses: [],
    headers: [],
    credentials: [],
    rules: [],
    values: [],
  };
  visit(contract, '', facts);
  return Object.fromEntries(
    Object.entries(facts).map(([kind, list]: [string, string[]]) => [kind, [...new Set(list)]]),
  ) as unknown as ContractFacts;
}

function visit(node: unknown, parent: string, facts: ContractFacts): void {
  if (typeof node !== 'object' || node === null) return;
  if (Array.isArray(node)) {
    for (const each of node) visit(each, parent, facts);
    return;
  }
  const { name, in: place, rule, message, enum: values = [], const: only } = node as Node;
  if (typeof name === 'string' && typeof place === 'string') {
    (parent === 'securitySchemes' ? facts.credentials : facts.parameters).push(name);
  }
  if (typeof rule === 'string') facts.rules.push(withoutCode(String(message)));
  for (const value of [...(values as unknown[]), only]) {
    if (typeof value === 'string') facts.values.push(value);
  }
  for (const [key, child] of Object.entries(node as Node)) {
    if (key === 'properties') facts.properties.push(...Object.keys(child as Node));
    if (key === 'headers' && parent !== 'components')
      facts.headers.push(...Object.keys(child as Node));
    if (key === 'responses' && parent !== 'components')
      facts.statuses.push(...Object.keys(child as Node));
    // Examples have members of their own.
    if (key === 'examples' || key === 'value') continue;
    const isNamed = ['components', 'securitySchemes'].includes(key) || parent === 'components';
    visit(child, isNamed ? key : parent === 'securitySchemes' ? parent : key, facts);
  }
}

const withoutCode = (text: string): string => text.replaceAll('`', '');

/** The facts that a text does not have, each as a whole word. */
export function missingIn(text: string, facts: ContractFacts): string[] {
  const plain = text.replaceAll(/\s+/g, ' ');
  return Object.entries(facts).flatMap(([kind, list]: [string, string[]]) =>
    list.filter((fact) => !hasWord(plain, fact)).map((fact) => `${kind}: ${fact}`),
  );
}

function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!/\w/.test(text.charAt(at - 1)) && !/\w/.test(text.charAt(at + word.length))) return true;
  }
  return false;
}

/** The properties of a contract that the tables of a page lack, once for each schema that has them. */
export function rowsMissingIn(page: string, contract: unknown): string[] {
  const rows = [...page.matchAll(/<th scope="row"><code>([^<]*)<\/code>/g)].map(([, name]) =>
    name!.split('.').at(-1)!,
  );
  return propertiesOf(contract).filter((name) => {
    const at = rows.indexOf(name);
    if (at < 0) return true;
    rows.splice(at, 1);
    return false;
  });
}

/** The name of each property, as often as a schema has one of this name. */
function propertiesOf(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, child]: [string, unknown]) =>
    key === 'examples'
      ? []
      : [...(key === 'properties' ? Object.keys(child as object) : []), ...propertiesOf(child)],
  );
}
