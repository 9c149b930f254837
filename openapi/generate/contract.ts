import { pointerTo } from '@batch-status/json-schema';

/** The part of an OpenAPI 3.1 description that the generator reads. */
export interface Contract {
  servers: { url: string }[];
  paths: Record<string, { get: { responses: { '200': { content: Record<string, Media> } } } }>;
  components: {
    schemas: Record<string, Schema>;
    securitySchemes: Record<string, { name: string }>;
  };
}

interface Media {
  schema: Schema;
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
  not?: Schema;
  'x-sensitive'?: boolean;
}

/** A schema, and the JSON pointer to it. */
export interface Place {
  pointer: string;
  schema: Schema;
}

/** The path of the only operation. */
export const pathOf = ({ paths }: Contract): string => Object.keys(paths)[0]!;

/** The body of the response that the guards check. */
export function placeOfAnswer(contract: Contract): Place {
  const path = pathOf(contract);
  const media = 'application/json';
  return {
    pointer: pointerTo('#', 'paths', path, 'get', 'responses', 200, 'content', media, 'schema'),
    schema: contract.paths[path]!.get.responses['200'].content[media]!.schema,
  };
}

const schemas = '#/components/schemas/';

export function placeNamed(contract: Contract, name: string): Place {
  const pointer = `${schemas}${name}`;
  const schema = contract.components.schemas[name];
  if (!schema) throw new Error(`The contract has no ${pointer}. Add it, or correct the $ref.`);
  return { pointer, schema };
}

export const placeOfRef = (contract: Contract, ref: string): Place =>
  placeNamed(contract, ref.replace(schemas, ''));

export function placeOfMember({ pointer, schema }: Place, name: string): Place {
  return {
    pointer: pointerTo(pointer, 'properties', name),
    schema: schema.properties?.[name] ?? {},
  };
}

export function placesOfBranches({ pointer, schema: { anyOf = [] } }: Place): Place[] {
  return anyOf.map((schema, index) => ({ pointer: pointerTo(pointer, 'anyOf', index), schema }));
}
