import { isObject, type JsonObject } from '@batch-status/json-schema';

const wanted = 'use a description in OpenAPI 3.0 to 3.2 or Swagger 2.0';

/**
 * What a text is that is neither YAML nor JSON, and what to do instead, as the end of a sentence that
 * begins with the name of the file. `undefined` if it looks like a damaged description.
 */
export function unsupportedText(text: string, file: string): string | undefined {
  const start = text.slice(0, 2000);
  if (start.trim() === '') return `is empty; ${wanted}`;
  if (start.startsWith('\u001F')) return `is compressed with gzip; decompress it first`;
  if (start.startsWith('PK\u0003\u0004')) return `is a ZIP archive; extract the description first`;
  if (/^\s*<(?:!doctype\s+html|html)\b/i.test(start)) {
    return `is a page in HTML; download the description itself, which is JSON or YAML`;
  }
  if (/^\s*<[^>]*(?:wadl|<application)/i.test(start)) return converted('WADL', 'wadl', file);
  if (/^\s*</.test(start)) return `is XML; ${wanted}`;
  if (start.startsWith('#%RAML')) return converted('RAML', 'raml', file);
  if (/^FORMAT:\s*1A/.test(start)) return converted('API Blueprint', 'api_blueprint', file);
  if (/^\s*\{"/.test(start) && /"request"\s*:/.test(start) && start.includes('\n{'))
    return recording;
  if (/\.har$/i.test(file)) return recording;
  if (/^\s*import\s+"@typespec\//m.test(start)) {
    return `is TypeSpec; compile it with the emitter @typespec/openapi3, and use the result`;
  }
  if (/^\s*syntax\s*=\s*"proto/m.test(start)) {
    return `is a description of gRPC, not of HTTP with OpenAPI; ${wanted}`;
  }
  if (/^\s*(?:schema|extend\s+type|type\s+\w+)\s*(?:@\w+\s*)*\{/m.test(start)) {
    return `is a schema of GraphQL, not a description in OpenAPI; ${wanted}`;
  }
  return undefined;
}

/**
 * What a document is that is not a supported description, and what to do instead, as the end of a sentence
 * that begins with the name of the file.
 */
export function unsupportedDocument(value: unknown, file: string): string {
  if (value === null || value === undefined) return `is empty; ${wanted}`;
  if (!isObject(value)) {
    const kind = Array.isArray(value) ? 'a list' : 'a text';
    return `contains ${kind}, not a description; ${wanted}`;
  }
  return unsupportedVersion(value, file) ?? unsupportedFormat(value, file);
}

function unsupportedVersion(value: JsonObject, file: string): string | undefined {
  const { openapi, swagger, swaggerVersion } = value;
  const old = versionIn(swagger) ?? versionIn(swaggerVersion);
  if (old !== undefined) {
    if (old.startsWith('1.')) return converted(`Swagger ${old}`, 'swagger_1', file);
    const advice = old.startsWith('3') ? `; write openapi: ${old} instead of swagger: ${old}` : '';
    return `is Swagger ${old}, which does not exist${advice || `; ${wanted}`}`;
  }
  const version = versionIn(openapi);
  if (version === undefined) return undefined;
  if (version.startsWith('2')) {
    return `is OpenAPI ${version}, which does not exist; write swagger: "2.0" instead of openapi`;
  }
  return /^(?:3\.|[4-9])/.test(version)
    ? `is OpenAPI ${version}, which is too new; export it as OpenAPI 3.2 or 3.1, or, if it uses nothing that is new, write openapi: 3.2.0`
    : `is OpenAPI ${version}, which does not exist; ${wanted}`;
}

function unsupportedFormat(value: JsonObject, file: string): string {
  const { info, log, request, response } = value;
  const asyncapi = versionIn(value['asyncapi']);
  if (asyncapi !== undefined) {
    return `is AsyncAPI ${asyncapi}, which describes messages, not requests and responses of HTTP; ${wanted}`;
  }
  if (isObject(log) && Array.isArray(log['entries'])) return recording;
  if (isObject(request) && response !== undefined) return recording;
  if (isPostman(value) || (isObject(value['collection']) && isPostman(value['collection']))) {
    return `is a Postman collection; convert it with \`npx postman-to-openapi ${quoted(file)} -f openapi.yaml\``;
  }
  if (value['_type'] === 'export' && Array.isArray(value['resources'])) {
    return `is an export of Insomnia; export its design document as OpenAPI`;
  }
  if ('arazzo' in value)
    return `is an Arazzo description; use the OpenAPI description that it names`;
  if ('overlay' in value)
    return `is an Overlay; apply it to its OpenAPI description, and use the result`;
  if (typeof value['kind'] === 'string' && value['kind'].startsWith('discovery#')) {
    return converted('a Google API Discovery document', 'google', file);
  }
  if (isObject(value['paths']) || isObject(value['components']) || isObject(info)) {
    return `has no version; add openapi: 3.1.0 (or swagger: "2.0") to its top`;
  }
  if ('$schema' in value || 'properties' in value || '$defs' in value) {
    return `is a JSON Schema, not a description of an API; use the OpenAPI description that refers to it`;
  }
  return `is not an OpenAPI description: it has neither openapi nor swagger at its top; ${wanted}`;
}

const recording = `is a recording, not a contract; ${wanted} as the contract`;

function isPostman({ info, item }: JsonObject): boolean {
  if (!isObject(info)) return false;
  const { schema } = info;
  return (
    '_postman_id' in info ||
    (typeof schema === 'string' && /getpostman|postman\.com/.test(schema)) ||
    Array.isArray(item)
  );
}

function converted(name: string, from: string, file: string): string {
  return `is ${name}; convert it with \`npx api-spec-converter --from=${from} --to=openapi_3 --syntax=yaml ${quoted(file)} > openapi.yaml\``;
}

/** A path as a shell takes it. */
function quoted(file: string): string {
  return /^[\w./:@-]+$/.test(file) ? file : JSON.stringify(file);
}

/** A version, if it can be printed. YAML reads a version without quotes as a number. */
function versionIn(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isInteger(value) ? `${value}.0` : String(value);
  if (typeof value !== 'string') return undefined;
  return /^[\w.+-]{1,20}$/.test(value) ? value : 'of an unknown version';
}
