/** The part of a bundled OpenAPI description that the reference changes. */
export interface Description {
  servers: { url: string; description?: string }[];
  tags?: unknown;
  paths: Record<string, Record<string, Operation>>;
  components: {
    parameters: Record<string, Parameter>;
    securitySchemes: Record<string, { in: string; name: string }>;
  };
}

interface Operation {
  tags?: unknown;
  parameters?: (Parameter & { $ref?: string })[];
  'x-codeSamples'?: { lang: string; label: string; source: string }[];
}

interface Parameter {
  name: string;
  in: string;
  schema: { examples?: string[] };
}

/**
 * The description as the reference shows it. It has no tags, because Redoc folds operations under a
 * tag, and each operation has a request to copy. Descriptions of servers have no Markdown, which Redoc
 * would not render there.
 */
export function flatDescription(description: Description): Description {
  const { tags: _, ...flat } = structuredClone(description);
  for (const server of flat.servers) {
    if (server.description) server.description = server.description.replaceAll(/\*\*|`/g, '');
  }
  for (const [path, operations] of Object.entries(flat.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      delete operation.tags;
      const source = curl(flat, method, path, operation);
      operation['x-codeSamples'] = [{ lang: 'curl', label: 'curl', source }];
    }
  }
  return flat;
}

function curl(description: Description, method: string, path: string, operation: Operation) {
  const { parameters, securitySchemes } = description.components;
  let address = `${description.servers[0]?.url ?? ''}${path}`;
  for (const reference of operation.parameters ?? []) {
    const parameter = parameters[reference.$ref?.split('/').at(-1) ?? ''] ?? reference;
    const example = parameter.schema.examples?.[0];
    if (parameter.in === 'path' && example) {
      address = address.replace(`{${parameter.name}}`, encodeURIComponent(example));
    }
  }
  const headers = Object.values(securitySchemes)
    .filter((scheme) => scheme.in === 'header')
    .map(
      ({ name }) => `-H "${name}: $${name.replace(/^x-/, '').replaceAll('-', '_').toUpperCase()}"`,
    );
  return [`curl -X ${method.toUpperCase()}`, `"${address}"`, ...headers].join(' \\\n  ');
}
