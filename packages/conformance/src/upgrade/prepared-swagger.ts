import { isObject, pointerTo, valueAt, type JsonObject } from '@batch-status/json-schema';

const methods = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch']);
const forms = ['application/x-www-form-urlencoded', 'multipart/form-data'];
const any = ['*/*'];

/**
 * A copy of a Swagger 2.0 description in which each operation has all that the converter must know. The
 * converter applies the media types of the description to shared responses, and to operations that have
 * their own, and cannot convert references to parameters that became bodies. It assumes `http` if no
 * scheme is given, drops the separator of lists in forms, and keeps that of other lists only in queries.
 */
export function preparedSwagger(description: JsonObject): JsonObject {
  const copy = structuredClone(description);
  const { paths, consumes, produces } = copy;
  if (!isFilled(copy['schemes'])) copy['schemes'] = ['https', 'http'];
  const resolve = (value: unknown): unknown => targetOf(copy, value);
  for (const item of Object.values(isObject(paths) ? paths : {})) {
    if (!isObject(item)) continue;
    for (const [name, operation] of Object.entries(item)) {
      if (name === 'parameters') continue;
      if (!methods.has(name) || !isObject(operation)) {
        if (name !== '$ref') delete item[name];
        continue;
      }
      if (!isFilled(operation['produces'])) {
        operation['produces'] = isFilled(produces) ? produces : any;
      }
      const own = Array.isArray(operation['parameters']) ? operation['parameters'] : [];
      const shared = Array.isArray(item['parameters']) ? item['parameters'] : [];
      const parameters = merged(shared.map(resolve), own.map(resolve));
      operation['parameters'] = structuredClone(parameters).map(withSeparator);
      const isForm = parameters.some((one) => isObject(one) && one['in'] === 'formData');
      const declared = operation['consumes'] ?? consumes;
      operation['consumes'] = isForm ? formsIn(declared) : (declared ?? any);
      const responses = isObject(operation['responses']) ? operation['responses'] : {};
      for (const [status, response] of Object.entries(responses)) {
        if (!isObject(response)) delete responses[status];
        else responses[status] = structuredClone(resolve(response));
      }
    }
    delete item['parameters'];
  }
  for (const name of ['consumes', 'produces', 'parameters', 'responses']) delete copy[name];
  return { ...copy, swagger: '2.0' };
}

function isFilled(list: unknown): boolean {
  return Array.isArray(list) && list.length > 0;
}

/** The style of a parameter that the converter does not know. */
const hiddenStyle = 'x-hidden-style';

const styles = new Map<unknown, string>([
  ['ssv', 'spaceDelimited'],
  ['tsv', 'tabDelimited'],
  ['pipes', 'pipeDelimited'],
]);

function withSeparator(parameter: unknown): unknown {
  if (!isObject(parameter) || parameter['type'] !== 'array') return parameter;
  const { in: place, collectionFormat = 'csv' } = parameter;
  if (place === 'formData') return { ...parameter, collectionFormat };
  const style = styles.get(collectionFormat);
  const isKnown = place === 'query' && style !== 'tabDelimited';
  return style === undefined || isKnown ? parameter : { ...parameter, [hiddenStyle]: style };
}

/** Adds the styles to the converted parameters. Changes the description in place. */
export function withStyles(description: JsonObject): JsonObject {
  const { paths } = description;
  const items = isObject(paths) ? Object.values(paths).filter(isObject) : [];
  for (const operation of items.flatMap((item) => Object.values(item)).filter(isObject)) {
    const { parameters } = operation;
    for (const parameter of Array.isArray(parameters) ? parameters.filter(isObject) : []) {
      const style = parameter[hiddenStyle];
      if (style === undefined) continue;
      Object.assign(parameter, { style, explode: false });
      delete parameter[hiddenStyle];
    }
  }
  return description;
}

/** A parameter of an operation replaces that of its path with the same name and place. */
function merged(shared: unknown[], own: unknown[]): unknown[] {
  const keys = new Set(own.map(keyOf));
  return [...own, ...shared.filter((one) => !keys.has(keyOf(one)))].filter(
    (one) => isObject(one) && typeof one['in'] === 'string',
  );
}

function keyOf(parameter: unknown): string {
  return isObject(parameter) ? `${String(parameter['in'])} ${String(parameter['name'])}` : '';
}

function formsIn(types: unknown): unknown {
  if (!Array.isArray(types)) return forms;
  const found = types.filter((type) => forms.includes(String(type)));
  return found.length > 0 ? found : forms;
}

/** What a `$ref` within the description refers to, over any number of steps. */
function targetOf(description: JsonObject, value: unknown): unknown {
  let target = value;
  for (let steps = 0; steps < 10; steps++) {
    const reference = isObject(target) ? target['$ref'] : undefined;
    if (typeof reference !== 'string' || !reference.startsWith('#/')) break;
    target = valueAt(description, decodeURIComponent(reference.slice(1)));
  }
  return target ?? value;
}

/** Where the converter puts the parts of a description. */
export const movedParts: readonly [after: string, before: string][] = [
  ['schemas', 'definitions'],
  ['securitySchemes', 'securityDefinitions'],
].map(([after, before]) => [pointerTo('/components', after!), pointerTo('', before!)]);
