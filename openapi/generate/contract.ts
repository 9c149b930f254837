/** The part of an OpenAPI 3.1 description that the generator reads. */
export interface Contract {
  servers: { url: string }[];
  paths: Record<string, unknown>;
  components: {
    schemas: Record<string, Schema>;
    securitySchemes: Record<string, { name: string }>;
  };
}

export interface Schema {
  $ref?: string;
  type?: string | string[];
  const?: string;
  enum?: string[];
  minimum?: number;
  maximum?: number;
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
}

/** The schema itself, whatever `$ref` it stands behind. */
export function resolve(contract: Contract, schema: Schema): Schema {
  if (!schema.$ref) return schema;
  const name = schema.$ref.replace('#/components/schemas/', '');
  const target = contract.components.schemas[name];
  if (!target) throw new Error(`The contract has no ${schema.$ref}.`);
  return resolve(contract, target);
}

export function schemaNamed(contract: Contract, name: string): Schema {
  return resolve(contract, { $ref: `#/components/schemas/${name}` });
}
