/** The parts of a bundled OpenAPI description that the reference shows. */
export interface Contract {
  info: { title: string; version: string; summary?: string; description?: string };
  servers: { url: string; description?: string }[];
  tags?: unknown;
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, Schema>;
    parameters: Record<string, Parameter>;
    headers: Record<string, Header>;
    responses: Record<string, Response>;
    securitySchemes: Record<string, { in: string; name: string; description?: string }>;
  };
}

export interface Operation {
  operationId: string;
  summary: string;
  description?: string;
  tags?: unknown;
  parameters?: (Parameter | Reference)[];
  requestBody?: { description?: string; content: Content };
  responses: Record<string, Response | Reference>;
  'x-codeSamples'?: { lang: string; label: string; source: string }[];
}

export interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema: Schema;
}

export interface Response {
  description: string;
  headers?: Record<string, Header | Reference>;
  content?: Content;
}

export interface Header {
  description?: string;
  schema: Schema;
}

export type Content = Record<string, { schema: Schema; examples?: Record<string, Example> }>;

export interface Example {
  summary?: string;
  value: unknown;
}

export interface Schema {
  $ref?: string;
  type?: string | string[];
  description?: string;
  const?: unknown;
  enum?: unknown[];
  not?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  pattern?: string;
  format?: string;
  'x-sensitive'?: boolean;
  'x-validations'?: Rule[];
}

export interface Rule {
  /** In CEL. One with `oldSelf` compares two successive bodies. */
  rule: string;
  message: string;
  severity?: 'error' | 'warning';
}

export interface Reference {
  $ref: string;
}

/** What a reference leads to. What stands beside the reference takes precedence. */
export function resolve<T extends object>(contract: Contract, node: T | (T & Reference)): T;
export function resolve<T extends object>(contract: Contract, node: T | Reference): T;
export function resolve<T extends object>(contract: Contract, node: T | Reference): T {
  if (!('$ref' in node) || typeof node.$ref !== 'string') return node as T;
  const { $ref, ...beside } = node;
  let target: unknown = contract;
  for (const name of $ref.replace(/^#\//, '').split('/')) {
    target = (target as Record<string, unknown> | undefined)?.[name];
  }
  if (!target) throw new Error(`The contract has no ${$ref}.`);
  return { ...resolve<T>(contract, target as T), ...beside };
}

/** The name of the schema that a reference leads to. */
export const nameOf = ({ $ref }: { $ref?: string }): string | undefined => $ref?.split('/').at(-1);

/** Every operation, with its method and path. */
export const operationsOf = ({
  paths,
}: Contract): { method: string; path: string; operation: Operation }[] =>
  Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation,
    })),
  );
